import { isJsonObject, type JsonValue } from '#kernel';
import type { PostgresSession } from '#platform';
import { readStream, readStreamEnds } from './stream.read.ts';

/** Where a subscriber has got to: a row, and how many of its items. */
export interface Place {
  readonly row: number;
  readonly items: number;
}

const placeText = ({ row, items }: Place): string => `${row}.${items}`;

/** The place an event id names; undefined for anything else. */
export function placeOf(text: string | undefined): Place | undefined {
  const found = /^(\d{1,15})\.(\d{1,6})$/.exec(text ?? '');
  return found === null ? undefined : { row: Number(found[1]), items: Number(found[2]) };
}

/** One server-sent event. */
export interface SentEvent {
  readonly id: string;
  readonly data: JsonValue;
}

export interface Subscription {
  /** Everything that came since the last call, in order; ends when there is no more. */
  next(): AsyncGenerator<readonly SentEvent[]>;
}

/** Follows topics of one workspace from a place, or from now on. What was forgotten in between is told as one event of topic `stream`. */
export async function subscribe(pg: PostgresSession, workspace: number, topics: readonly string[], from: Place | undefined): Promise<Subscription> {
  const { first, last } = await readStreamEnds(pg);
  let place = from ?? { row: last, items: Number.POSITIVE_INFINITY };
  let hasGap = place.row < first - 1;
  return {
    async *next() {
      if (hasGap) yield [{ id: placeText({ row: first - 1, items: 0 }), data: { topic: 'stream', change: 'gap' } }];
      hasGap = false;
      for (;;) {
        // The row of the place is read again: its first items were sent before.
        const rows = await readStream(pg, workspace, topics, place.row - 1);
        const news = rows.flatMap(({ id, topic, items }) => {
          const skipped = id === place.row ? place.items : 0;
          return items.slice(skipped).map((item, index) => ({
            id: placeText({ row: id, items: Math.min(items.length, skipped + index + 1) }),
            data: withTopic(topic, item),
          }));
        });
        const end = rows.at(-1);
        if (end !== undefined) place = { row: end.id, items: end.items.length };
        if (news.length > 0) yield news;
        if (rows.length < 200) return;
      }
    },
  };
}

const withTopic = (topic: string, item: JsonValue): JsonValue => (isJsonObject(item) ? { topic, ...item } : { topic, item });
