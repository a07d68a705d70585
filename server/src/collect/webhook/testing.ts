import { createCipheriv } from 'node:crypto';
import type { WebhookKindName } from '@danqing/contracts';
import { isJsonObject, type JsonObject } from '#kernel';
import { decodeRecord } from '../decode/decode.ts';
import type { HookAnswer, HookCall, HookConfig } from './kinds/kind.ts';
import { hookKinds } from './kinds/kinds.ts';
import { countItems, noteText } from './read/decode.ts';
import { compileHook, type HookRead, type HookReader } from './read/reader.ts';

export const NOW = Date.UTC(2026, 10, 22, 8);

/** A request as a sender makes it. */
export const callOf = (
  body: string | Buffer,
  more: Partial<Omit<HookCall, 'query'>> & { readonly query?: Readonly<Record<string, string>> } = {},
): HookCall => ({
  method: 'POST',
  headers: {},
  bytes: Buffer.from(body),
  now: NOW,
  ...more,
  query: new URLSearchParams(more.query ?? {}),
});

export const receive = (kind: WebhookKindName, call: HookCall, config: HookConfig): HookAnswer => hookKinds[kind].receive(call, config);

/** The items of a delivery as they stand in the log. Throws when it is refused. */
export function itemsOf(answer: HookAnswer): readonly JsonObject[] {
  if (answer.kind !== 'delivery') throw new Error(`the request ended as ${answer.kind}`);
  const events = countItems(answer.body);
  const record = {
    position: 1,
    workspace: 1,
    sourceId: 1,
    protocol: 'webhook',
    call: noteText(answer),
    receivedAt: NOW,
    remoteAddress: '',
    userAgent: '',
    events,
  };
  return decodeRecord({ ...record, body: answer.body }).map((event) => {
    if ('invalid' in event || !isJsonObject(event.raw)) throw new Error('an item of a webhook is always an object');
    return event.raw;
  });
}

const readers = new Map<string, HookReader>();

/** The ready mappings of a kind, compiled once. */
export function readyReader(kind: WebhookKindName, config: Pick<HookConfig, 'settings'> = { settings: {} }): HookReader {
  const key = JSON.stringify([kind, config.settings]);
  const known = readers.get(key);
  if (known !== undefined) return known;
  const compiled = compileHook(hookKinds[kind].mappings(config), 'Asia/Shanghai');
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.errors));
  readers.set(key, compiled.reader);
  return compiled.reader;
}

/** What the ready mappings of a kind make of a delivery. */
export const readReady = (kind: WebhookKindName, answer: HookAnswer, config: Pick<HookConfig, 'settings'> = { settings: {} }): readonly HookRead[] =>
  itemsOf(answer).map((raw) => readyReader(kind, config).read(raw, NOW));

/** As the documentation of WeCom describes it, written anew here: random, length, text, receiver; filled up to 32; AES-256-CBC. */
export function encipher(aesKey: string, text: string, receiver: string): string {
  const key = Buffer.from(`${aesKey}=`, 'base64');
  const message = Buffer.from(text);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(message.length);
  const plain = Buffer.concat([Buffer.from('0123456789abcdef'), length, message, Buffer.from(receiver)]);
  const fill = 32 - (plain.length % 32);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(plain), cipher.update(Buffer.alloc(fill, fill)), cipher.final()]).toString('base64');
}
