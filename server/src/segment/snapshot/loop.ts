import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { ListDeps } from '../list/save.ts';
import { takeSnapshots } from './take.ts';

export interface SnapshotLoop {
  /** Resolves when nothing is left running. */
  stop(): Promise<void>;
}

/** Looks every half minute for snapshots that are due; in one worker or in several. */
export function startSnapshots(deps: ListDeps & { readonly logger: Logger }, everyMs = 30_000): SnapshotLoop {
  const ending = new AbortController();
  const run = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      await sleep(everyMs, undefined, { signal: ending.signal }).catch(() => undefined);
      if (!ending.signal.aborted)
        await takeSnapshots(deps, deps.logger).catch((error: unknown) => deps.logger.error({ err: error }, 'snapshots could not be looked for'));
    }
  };
  const running = run();
  return {
    stop: async () => {
      ending.abort();
      await running;
    },
  };
}
