import type { Clock } from '#kernel';

/** What took less is computed anew each time, and is then as young as can be. */
const costlyMs = 500;
const keptMs = 600_000;

/** Keeps costly answers for ten minutes, so that going back to them, or looking together, costs nothing. `most`: beyond it the oldest goes. */
export interface Kept<T> {
  of(key: string, make: () => Promise<T>): Promise<T>;
}

export function createKept<T>(clock: Clock, most: number): Kept<T> {
  const known = new Map<string, { readonly atMs: number; readonly answer: T }>();
  return {
    of: async (key, make) => {
      const nowMs = clock.now();
      const found = known.get(key);
      if (found !== undefined && nowMs >= found.atMs && nowMs - found.atMs < keptMs) return found.answer;
      known.delete(key);
      const startedMs = performance.now();
      const answer = await make();
      if (performance.now() - startedMs < costlyMs) return answer;
      known.delete(key);
      known.set(key, { atMs: nowMs, answer });
      const [oldest] = known.keys();
      if (known.size > most && oldest !== undefined) known.delete(oldest);
      return answer;
    },
  };
}
