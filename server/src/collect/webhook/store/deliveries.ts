import { placeInLog } from '#kernel';
import type { Postgres } from '#platform';
import { type DeliveryEnd, putDeliveryEnds } from './webhook.store.ts';

/** Notes how deliveries ended, for whoever set a webhook up and looks whether it works. */
export interface DeliveryNotes {
  note(end: DeliveryEnd): void;
  close(): Promise<void>;
}

const writeEveryMs = 500;
/** Of each source. */
const kept = 100;

/** In memory, the latest hundred of a source, written twice a second: two statements, whatever comes. */
export function noteDeliveries(pg: Postgres): DeliveryNotes {
  let bySource = new Map<number, Map<string, DeliveryEnd>>();
  const write = async (): Promise<void> => {
    if (bySource.size === 0) return;
    const ends = [...bySource.values()].flatMap((one) => [...one.values()]);
    bySource = new Map();
    await putDeliveryEnds(pg, ends, kept).catch(() => undefined); // a help for people, not a record
  };
  const timer = setInterval(() => void write(), writeEveryMs);
  timer.unref();
  return {
    note: (end) => {
      const ends = bySource.get(end.source) ?? new Map<string, DeliveryEnd>();
      bySource.set(end.source, ends);
      const key = placeInLog(end.position, end.item);
      const topic = end.topic || (ends.get(key)?.topic ?? '');
      ends.delete(key);
      ends.set(key, { ...end, topic });
      const [oldest] = ends.keys();
      if (ends.size > kept && oldest !== undefined) ends.delete(oldest);
    },
    close: async () => {
      clearInterval(timer);
      await write();
    },
  };
}
