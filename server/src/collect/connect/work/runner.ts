import { setTimeout as sleep } from 'node:timers/promises';
import { readDue } from '../connection.store.ts';
import { addRun, endRun, forgetRuns, readOpenRuns } from '../run.store.ts';
import type { ConnectDeps } from './deps.ts';
import { workOnRun } from './run.ts';

const lookEveryMs = 1000;
/** Runs at once: they wait for others most of the time. */
const atOnce = 4;
const mostAttempts = 5;
const keptMs = 90 * 86_400_000;
const cleanEveryMs = 3_600_000;

export interface ConnectionRunner {
  /** Leaves what is under way as it is; the next start goes on. */
  stop(): Promise<void>;
}

/** Starts what is due and works on what was started, by this process or an earlier one. Everything it needs to know stands in the tables. */
export function startConnections(deps: ConnectDeps): ConnectionRunner {
  const { pg, clock, logger } = deps;
  const working = new Map<number, Promise<void>>();
  const attempts = new Map<number, number>();
  let isStopping = false;
  let cleanedAt = clock.now();

  const work = async (run: Parameters<typeof workOnRun>[0]): Promise<void> => {
    try {
      await workOnRun(run, deps);
      attempts.delete(run.id);
    } catch (error) {
      if (isStopping) return;
      const tried = (attempts.get(run.id) ?? 0) + 1;
      attempts.set(run.id, tried);
      logger.error({ err: error, run: run.id, tried }, 'a run of a connection was interrupted; it is resumed');
      await sleep(1000);
      if (tried >= mostAttempts)
        await endRun(pg, run.id, 'failed', new Date(clock.now()), {
          code: 'DQ_INTERNAL',
          message: 'the run was interrupted several times; the server log says more',
        });
    }
  };

  const look = async (): Promise<void> => {
    const now = new Date(clock.now());
    for (const connection of await readDue(pg, now)) await addRun(pg, connection, { cause: 'schedule', by: null, at: now });
    for (const run of await readOpenRuns(pg)) {
      if (working.has(run.id) || working.size >= atOnce) continue;
      working.set(
        run.id,
        work(run).finally(() => working.delete(run.id)),
      );
    }
    if (clock.now() - cleanedAt < cleanEveryMs) return;
    cleanedAt = clock.now();
    await forgetRuns(pg, new Date(clock.now() - keptMs));
  };

  const loop = async (): Promise<void> => {
    while (!isStopping) {
      try {
        await look();
      } catch (error) {
        // PostgreSQL restarts now and then; connections wait.
        logger.error({ err: error }, 'connections could not be looked after; trying again');
      }
      await sleep(lookEveryMs);
    }
  };

  const looping = loop();
  return {
    stop: async () => {
      isStopping = true;
      await looping;
      // Not waited for: what they wait for may be stopped already.
    },
  };
}
