import { Fault, isJsonObject, type JsonObject } from '#kernel';
import { instantOf } from '../../decode/instant.ts';
import type { DecodedEvent } from '../../decode/decoded-event.ts';

/** A call's name in the log record: what the path said. */
export type SegmentCall = 'track' | 'identify' | 'page' | 'screen' | 'group' | 'alias' | 'batch';

/** The events a batch may hold; what Segment allows. */
const MAX_BATCH_EVENTS = 2_500;

/** The messages of a body and what they share. A single call is an envelope of one. */
export interface SegmentEnvelope {
  readonly shared: JsonObject;
  readonly items: readonly unknown[];
}

/** Reads the envelope only: the items may be anything. Throws what the client must mend. */
export function envelopeOf(call: string, body: unknown): SegmentEnvelope {
  if (!isJsonObject(body)) throw new Fault('DQ_INVALID', 400, 'the body must be a JSON object');
  if (call !== 'batch') return { shared: NOTHING, items: [body] };
  const items = body['batch'];
  if (!Array.isArray(items)) throw new Fault('DQ_INVALID', 400, '`batch` must be an array of messages');
  if (items.length > MAX_BATCH_EVENTS) throw new Fault('DQ_TOO_MANY_EVENTS', 400, `${items.length} events in a batch; at most ${MAX_BATCH_EVENTS}`);
  return { shared: body, items };
}

const NOTHING: JsonObject = {};

/** The write key that a body names: in its envelope or, as some libraries do, in its messages. */
export function writeKeyIn(body: unknown): string | undefined {
  if (!isJsonObject(body)) return undefined;
  const batch = body['batch'];
  const first: unknown = Array.isArray(batch) ? batch[0] : undefined;
  const named = body['writeKey'] ?? (isJsonObject(first) ? first['writeKey'] : undefined);
  return typeof named === 'string' ? named : undefined;
}

export function decodeSegment(call: string, body: unknown, receivedAt: number): readonly DecodedEvent[] {
  const { shared, items } = envelopeOf(call, body);
  const sentAt = instantOf(shared['sentAt']);
  return items.map((item, index): DecodedEvent => {
    if (!isJsonObject(item)) return { index, invalid: true, raw: item };
    const raw = withShared(shared, item);
    const type = call === 'batch' ? raw['type'] : call;
    return { index, type: typeof type === 'string' ? type : '', raw, receivedAt, sentAt: sentAt ?? instantOf(raw['sentAt']) };
  });
}

/** Batch-level context and integrations reach every message; what the message says itself goes first, name by name. */
function withShared(shared: JsonObject, item: JsonObject): JsonObject {
  const merged: { -readonly [name in keyof JsonObject]: JsonObject[name] } = {};
  for (const name of ['context', 'integrations']) {
    const [common, own] = [shared[name], item[name]];
    if (isJsonObject(common) && (own === undefined || own === null || isJsonObject(own))) merged[name] = { ...common, ...own };
  }
  const isTimed = (item['timestamp'] ?? item['originalTimestamp'] ?? null) !== null;
  const timestamp = shared['timestamp'];
  if (!isTimed && timestamp !== undefined) merged['timestamp'] = timestamp;
  return Object.keys(merged).length === 0 ? item : { ...item, ...merged };
}
