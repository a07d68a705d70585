import type { Postgres } from '#platform';

/** A value read from PostgreSQL and kept fresh in memory, so that no request waits for a query. */
export interface Live<T> {
  current(): T;
  /** Reads again now; what was written before the call is in `current()` afterwards. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

const pollWhenDeafMs = 500;
const pollAnywayMs = 15_000;

/**
 * Follows `govern_change`. While the listening connection is lost it polls instead; while PostgreSQL is away the last value stays,
 * because a collector that knows its keys can go on accepting. Throws only when the first read fails.
 */
export async function openLive<T>(pg: Postgres, load: (pg: Postgres) => Promise<T>): Promise<Live<T>> {
  let value = await load(pg);
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  let refreshedAt = performance.now();

  const read = async (): Promise<void> => {
    value = await load(pg);
    refreshedAt = performance.now();
  };
  // A read that began before the call may miss what the caller wrote: it waits for the one after, which all later callers share.
  const refresh = (): Promise<void> => {
    if (running === undefined) {
      running = read().finally(() => {
        running = undefined;
      });
      return running;
    }
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = undefined;
        return refresh();
      });
    return next;
  };
  const refreshIfPossible = (): void => {
    refresh().catch(() => undefined); // PostgreSQL is away: the poll tries again
  };
  const listening = pg.listen('govern_change', refreshIfPossible);
  const poll = setInterval(() => {
    if (!listening.isConnected() || performance.now() - refreshedAt > pollAnywayMs) refreshIfPossible();
  }, pollWhenDeafMs);
  poll.unref();
  return {
    current: () => value,
    refresh,
    close: async () => {
      clearInterval(poll);
      await listening.close();
      await Promise.allSettled([running, next]);
    },
  };
}
