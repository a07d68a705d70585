import type { SourceKey } from '../events/message.ts';
import { type Batch, bodyOf } from './batches.ts';
import { ProductError } from './product.ts';

export interface Sent {
  /** Messages that the collector has answered with 200. */
  messages: number;
  /** Messages sent again because an answer did not come; the product may count them as duplicates. */
  repeated: number;
  /** Times that the collector asked to wait. */
  waits: number;
}

export interface Poster {
  readonly url: string;
  readonly keys: ReadonlyMap<SourceKey, string>;
  readonly connections: number;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly fetch: (url: URL, init: { method: string; headers: Record<string, string>; body: string }) => Promise<Response>;
  readonly onSent: (sent: Readonly<Sent>) => void;
}

const TRIES = 12;

/** Sends all batches over several connections; resolves when each is acknowledged. */
export async function postAll(poster: Poster, all: Iterable<Batch>): Promise<Sent> {
  const sent: Sent = { messages: 0, repeated: 0, waits: 0 };
  const open = new Set<Promise<void>>();
  for (const batch of all) {
    const task = postOne(poster, batch, sent).finally(() => open.delete(task));
    open.add(task);
    if (open.size >= poster.connections) await Promise.race(open);
  }
  await Promise.all(open);
  return sent;
}

/** One batch until it is taken: waits as long as a 429 says; a new write key may be unknown for a second; a lost answer is asked for again. */
async function postOne(poster: Poster, batch: Batch, sent: Sent): Promise<void> {
  const key = poster.keys.get(batch.source) ?? '';
  const headers = { 'content-type': 'application/json', authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` };
  let said = '';
  for (let attempt = 0; attempt < TRIES; ) {
    const response = await answerOf(poster, headers, batch);
    if (response?.ok === true) {
      await response.arrayBuffer();
      sent.messages += batch.items.length;
      poster.onSent(sent);
      return;
    }
    said = response === undefined ? 'no answer' : `${response.status} ${await response.text()}`;
    if (response?.status === 429) {
      sent.waits += 1;
      await poster.sleep(retryAfterMs(response));
      continue;
    }
    if (response !== undefined && response.status < 500 && response.status !== 401) break;
    if (response === undefined || response.status >= 500) sent.repeated += batch.items.length;
    attempt += 1;
    await poster.sleep(Math.min(10_000, 250 * 2 ** attempt));
  }
  throw new ProductError(`the collector did not take a batch of ${batch.items.length} messages from ${batch.source}: ${said}`, 502);
}

/** undefined: the connection broke, and nobody knows whether the batch was taken. */
async function answerOf(poster: Poster, headers: Record<string, string>, batch: Batch): Promise<Response | undefined> {
  try {
    return await poster.fetch(new URL('/v1/batch', poster.url), { method: 'POST', headers, body: bodyOf(batch, poster.now()) });
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

const retryAfterMs = (response: Response): number => Math.max(100, Number(response.headers.get('retry-after') ?? 1) * 1000);
