import { hash } from 'node:crypto';
import { type JsonObject, type JsonValue, objectAt } from '#kernel';
import type { LogRecord } from '#platform';
import { recordBytes } from '../../decode/body.ts';
import type { DecodedEvent } from '../../decode/decoded-event.ts';
import type { Protocol } from '../../protocol/door.ts';
import { parseJson } from '../../decode/json.ts';
import { type HookBody, openBody } from './body.ts';

/** What a record's `call` says: what stood in headers, where the body does not say it. */
export interface DeliveryNote {
  readonly topic: string;
  readonly id: string | undefined;
}

const longestTopic = 200;
const longestId = 300;
/** Items of one list: what a sender gathers. */
const maxItems = 5_000;

export const noteText = ({ topic, id }: DeliveryNote): string =>
  JSON.stringify({ topic: topic.slice(0, longestTopic), ...(id === undefined ? {} : { id: id.slice(0, longestId) }) });

function noteOf(call: string): DeliveryNote {
  const note = parseJson(call);
  const { topic, id } = objectAt(note);
  return { topic: typeof topic === 'string' ? topic : '', id: typeof id === 'string' ? id : undefined };
}

/** A body that is a list is as many deliveries; everything else is one. */
const itemsOf = (body: HookBody): readonly unknown[] | undefined => (Array.isArray(body.value) && body.value.length <= maxItems ? body.value : undefined);

/** How many items a body holds: what `accepted` is raised by. */
export const countItems = (bytes: Buffer): number => itemsOf(openBody(bytes))?.length ?? 1;

const isJson = (value: unknown): value is JsonValue => value !== undefined;

/** Items of type `hook`: topic, the sender's name for it (the same in a retry), and the body, for the mapping of the source to read. */
function decodeWebhook(record: LogRecord): readonly DecodedEvent[] {
  const { topic, id } = noteOf(record.call);
  const body = openBody(recordBytes(record));
  const item = (value: unknown, index: number, name: string | undefined): DecodedEvent => {
    const content: JsonObject = isJson(value) ? { body: value } : { text: body.text ?? '' };
    const delivery = name ?? hash('sha256', JSON.stringify(content), 'base64url').slice(0, 27);
    return { index, type: 'hook', raw: { type: 'hook', topic, delivery, ...content }, receivedAt: record.receivedAt, sentAt: null };
  };
  return itemsOf(body)?.map((one, index) => item(one, index, id === undefined ? undefined : `${id}/${index}`)) ?? [item(body.value, 0, id)];
}

/** What senders of webhooks bring; their addresses hold a key, so the doors are the hooks' own (`door.ts`). */
export const webhookProtocol: Protocol = { name: 'webhook', doors: {}, desks: {}, namedDesks: [], decode: decodeWebhook };
