import { availableParallelism } from 'node:os';
import { Fault } from '#kernel';

/**
 * Which work a query belongs to. The pipeline and look-ups of single profiles go before previews, previews before batch:
 * each lane has its own concurrency, thread, memory and time limits.
 */
export type Lane = 'pipeline' | 'point' | 'interactive' | 'batch';

interface LaneLimits {
  /** Queries of this lane that one process sends at once; more of them wait here, not in the engine. */
  readonly concurrency: number;
  /** Queries that may wait; one more is refused, because its answer would come too late for anybody. */
  readonly waiting: number;
  readonly settings: Readonly<Record<string, string | number>>;
}

const cores = availableParallelism();

/**
 * `priority` makes the engine hold back a query at each block while one with a lower number runs, half a second at most, so that
 * nothing starves. Batch gets half the cores: what is held back block by block still occupies the threads it has.
 */
export const lanes: Readonly<Record<Lane, LaneLimits>> = {
  pipeline: { concurrency: 16, waiting: 1000, settings: { priority: 1 } },
  // By key, of a few profiles: a second thread costs more than such a query does.
  point: { concurrency: 8, waiting: 1000, settings: { priority: 1, max_threads: 1, max_execution_time: 30 } },
  interactive: {
    concurrency: Math.max(4, cores),
    waiting: 200,
    settings: {
      priority: 2,
      low_priority_query_wait_time_ms: 500,
      max_execution_time: 120,
      max_memory_usage: 3_000_000_000,
      max_bytes_before_external_group_by: 1_000_000_000,
    },
  },
  batch: {
    concurrency: 2,
    waiting: 1000,
    settings: {
      priority: 3,
      low_priority_query_wait_time_ms: 500,
      max_threads: Math.max(1, Math.floor(cores / 2)),
      max_execution_time: 3600,
      max_memory_usage: 2_000_000_000,
      max_bytes_before_external_group_by: 500_000_000,
      max_bytes_before_external_sort: 500_000_000,
    },
  },
};

export interface Gate {
  /** Waits for a place, runs `work`, gives the place on. An abort while waiting rejects with DQ_CANCELLED. */
  pass<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T>;
}

export const cancelled = (): Fault => new Fault('DQ_CANCELLED', 499, 'the query was cancelled');

/** Lets `concurrency` through at once and keeps the rest in order. */
export function createGate(concurrency: number, waiting: number): Gate {
  let running = 0;
  const queue: (() => void)[] = [];

  const enter = (signal: AbortSignal | undefined): Promise<void> => {
    if (running < concurrency) {
      running++;
      return Promise.resolve();
    }
    if (queue.length >= waiting) return Promise.reject(new Fault('DQ_OVERLOADED', 503, 'too many queries wait already; try again shortly'));
    return new Promise((resolve, reject) => {
      const go = (): void => {
        signal?.removeEventListener('abort', give);
        resolve();
      };
      const give = (): void => {
        const place = queue.indexOf(go);
        if (place >= 0) queue.splice(place, 1);
        reject(cancelled());
      };
      queue.push(go);
      signal?.addEventListener('abort', give, { once: true });
    });
  };
  const leave = (): void => {
    const next = queue.shift();
    if (next === undefined) running--;
    else next();
  };

  return {
    pass: async (work, signal) => {
      if (signal?.aborted) throw cancelled();
      await enter(signal);
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
}
