import { type Emission, type SourceKey, sourceKeys } from '../events/message.ts';

/** Well under the collector's limits of 2,500 events and 500 KB a batch. */
const BATCH_EVENTS = 250;
const BATCH_BYTES = 400_000;
/** All sources are flushed together after so many messages, so that a quiet source does not stay months behind a busy one. */
const FLUSH_AFTER = 2000;

interface Item {
  /** The message without its closing brace. */
  readonly open: string;
  readonly skewMs: number;
}

export interface Batch {
  readonly source: SourceKey;
  readonly items: readonly Item[];
}

/** Cuts the stream into batches of one source each. */
export function* batches(emissions: Iterable<readonly Emission[]>): Generator<Batch> {
  const open = new Map<SourceKey, { items: Item[]; bytes: number }>(sourceKeys.map((source) => [source, { items: [], bytes: 0 }]));
  let held = 0;
  for (const group of emissions) {
    for (const { source, message, skewMs } of group) {
      const box = open.get(source);
      if (box === undefined) continue;
      const text = JSON.stringify(message).slice(0, -1);
      const bytes = Buffer.byteLength(text) + 40;
      if (box.items.length >= BATCH_EVENTS || box.bytes + bytes > BATCH_BYTES) yield take(source, box);
      box.items.push({ open: text, skewMs });
      box.bytes += bytes;
      held += 1;
      if (held < FLUSH_AFTER) continue;
      held = 0;
      for (const [each, rest] of open) if (rest.items.length > 0) yield take(each, rest);
    }
  }
  for (const [source, rest] of open) if (rest.items.length > 0) yield take(source, rest);
}

function take(source: SourceKey, box: { items: Item[]; bytes: number }): Batch {
  const { items } = box;
  box.items = [];
  box.bytes = 0;
  return { source, items };
}

/**
 * A request's body at the moment of sending. Only a device with a wrong clock says `sentAt`: the others' messages are old, not skewed, and a
 * collector that saw today's `sentAt` beside yesterday's clock would be right to believe both.
 */
export const bodyOf = (batch: Batch, now: number): string =>
  `{"batch":[${batch.items.map(({ open, skewMs }) => (skewMs === 0 ? `${open}}` : `${open},"sentAt":"${new Date(now + skewMs).toISOString()}"}`)).join(',')}]}`;
