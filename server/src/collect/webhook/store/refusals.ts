import type { Clock } from '#kernel';
import type { Postgres } from '#platform';
import { addRefusals, type RefusalCount } from './webhook.store.ts';

/** Counts refused requests; nothing of them is kept. */
export interface Refusals {
  count(source: number, reason: string): void;
  close(): Promise<void>;
}

const writeEveryMs = 2_000;

/** In memory, written every two seconds: whoever knocks wrongly a thousand times a second costs one statement. What a crash loses is a count. */
export function countRefusals({ pg, clock }: { readonly pg: Postgres; readonly clock: Clock }): Refusals {
  let counts = new Map<string, RefusalCount>();
  const write = async (): Promise<void> => {
    if (counts.size === 0) return;
    const taken = [...counts.values()];
    counts = new Map();
    await addRefusals(pg, taken).catch(() => undefined); // PostgreSQL is away: these are not told
  };
  const timer = setInterval(() => void write(), writeEveryMs);
  timer.unref();
  return {
    count: (source, reason) => {
      const key = `${source}/${reason}`;
      counts.set(key, { source, reason, count: (counts.get(key)?.count ?? 0) + 1, at: clock.now() });
    },
    close: async () => {
      clearInterval(timer);
      await write();
    },
  };
}
