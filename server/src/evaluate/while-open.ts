import { setTimeout as sleep } from 'node:timers/promises';
import type { PostgresSession } from '#platform';
import { isAnyEnded } from './run.store.ts';
import type { Run } from './types.ts';

/** So soon a worker hears that one of its runs was stopped. A look reads a few rows by their key, and only while something is computed. */
const lookMs = 300;

/**
 * Runs `work` under a signal that is aborted when `outer` is, or as soon as somebody has ended one of the runs. Looking at the rows, where a
 * notification would be quicker, hears also of what happened while the connection was away.
 */
export async function whileOpen<T>(pg: PostgresSession, runs: readonly Run[], outer: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const [stop, over] = [new AbortController(), new AbortController()];
  const watch = async (): Promise<void> => {
    for (;;) {
      await sleep(lookMs, undefined, { signal: over.signal }).catch(() => undefined); // over
      if (over.signal.aborted) return;
      if (await isAnyEnded(pg, runs)) return stop.abort();
    }
  };
  const working = work(AbortSignal.any([outer, stop.signal])).finally(() => over.abort());
  const watching = watch().catch((error: unknown) => {
    stop.abort(); // a run that nobody can stop does not go on
    throw error;
  });
  const [done, watched] = await Promise.allSettled([working, watching]);
  if (done.status === 'rejected') throw done.reason;
  if (watched.status === 'rejected') throw watched.reason;
  return done.value;
}
