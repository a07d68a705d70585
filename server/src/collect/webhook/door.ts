import type { IncomingMessage } from 'node:http';
import type { Source } from '#govern';
import { type Clock, Fault, notFound } from '#kernel';
import type { EventLog } from '#platform';
import { plainBytes } from '../decode/body.ts';
import type { Method, Reply } from '../protocol/door.ts';
import { plainText } from '../protocol/reply.ts';
import { hookKinds } from './kinds/kinds.ts';
import { countItems, noteText } from './read/decode.ts';
import type { HookDirectory } from './store/directory.ts';
import type { Refusals } from './store/refusals.ts';

/** Inflated, before anything is known of it. */
const maxBytes = 1024 * 1024;
const prefix = '/v1/hooks/';
const keyForm = /^h[A-Za-z0-9]{32}$/;

/** The key in an address of a webhook; undefined: the path is none. */
export function hookKeyIn(path: string): string | undefined {
  return path.startsWith(prefix) ? path.slice(prefix.length).replace(/\/$/, '') : undefined;
}

export const hookMethods: readonly Method[] = ['POST', 'GET'];

export interface HookDoorDeps {
  readonly log: Pick<EventLog, 'append'>;
  readonly hooks: Pick<HookDirectory, 'byKey'>;
  readonly refusals: Pick<Refusals, 'count'>;
  readonly clock: Clock;
  sourceById(id: number): Pick<Source, 'id' | 'workspace' | 'name' | 'isDisabled' | 'isRemoved'> | undefined;
  /** The body, within its bounds. */
  read(request: IncomingMessage): Promise<Buffer>;
  accepted(source: string, events: number): void;
}

/** Answers a sender. The body is in the log, synced, before the sender hears yes; a wrong signature leaves a count and nothing else. */
export async function receiveHook(deps: HookDoorDeps, request: IncomingMessage, key: string, method: Method, search: string): Promise<Reply> {
  const { log, hooks, refusals, clock } = deps;
  const sent = method === 'GET' ? Buffer.alloc(0) : await deps.read(request);
  const target = keyForm.test(key) ? hooks.byKey(key) : undefined;
  const source = target === undefined ? undefined : deps.sourceById(target.source);
  if (target === undefined || source === undefined || source.isRemoved === true) throw notFound('a webhook at this address');
  if (source.isDisabled === true) throw new Fault('DQ_SOURCE_DISABLED', 403, 'this source was disabled; nothing of this request was kept');
  const call = { method, headers: request.headers, query: new URLSearchParams(search), bytes: plainBytes(sent, maxBytes), now: clock.now() };
  const answer = method === 'GET' && !call.query.has('echostr') ? here : hookKinds[target.kind].receive(call, target.config);
  if (answer.kind === 'greeting') return answer.reply;
  if (answer.kind === 'refused') {
    refusals.count(target.source, answer.reason);
    throw new Fault('DQ_WEBHOOK_REFUSED', 401, refusalWords[answer.reason]);
  }
  const events = countItems(answer.body);
  if (events === 0) return answer.reply;
  await log.append([
    {
      workspace: source.workspace,
      sourceId: source.id,
      protocol: 'webhook',
      call: noteText(answer),
      receivedAt: call.now,
      // A server speaks for its customers: its own address and agent are nobody's.
      remoteAddress: '',
      userAgent: '',
      events,
      body: answer.body,
    },
  ]);
  deps.accepted(`${source.workspace}/${source.name}`, events);
  return answer.reply;
}

/** Somebody opens the address in a browser, or a sender looks whether it is there. */
const here = { kind: 'greeting', reply: plainText('Danqing webhook: POST here') } as const;

const refusalWords = {
  signature: 'the signature does not fit the body and the secret; nothing of this request was kept',
  too_old: 'the request was signed too long ago, or its clock is wrong; nothing of it was kept',
  not_set_up: 'this source has no secret yet; nothing of this request was kept',
} as const;
