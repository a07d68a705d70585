import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { KindDirectory } from '../config/directory.ts';
import { applyConfig, type ApplyDeps } from './apply.ts';
import { beginApply, endApply } from './apply.store.ts';

const lookEveryMs = 1000;
const restAfterFailureMs = 5000;
/** In a row, of one job: a store that is away for a minute is waited for. */
const mostFailures = 20;

export interface ConfigApply {
  stop(): Promise<void>;
}

/** Applies configurations to the past as they are asked for, one after the other; goes on with what a worker that died left. */
export function startConfigApply(deps: ApplyDeps & { readonly kinds: Pick<KindDirectory, 'refresh'>; readonly logger: Logger }): ConfigApply {
  const { pg, clock, kinds, logger } = deps;
  const stopping = new AbortController();
  const { signal } = stopping;
  const rest = (ms: number): Promise<unknown> => sleep(ms, undefined, { signal, ref: false }).catch(() => undefined);
  const failures = new Map<number, number>();
  const look = async (): Promise<number> => {
    const job = await beginApply(pg, new Date(clock.now()));
    if (job === undefined) return lookEveryMs;
    // What comes from now on is resolved by the rules that are applied.
    await kinds.refresh();
    try {
      await applyConfig(deps, job, signal);
      failures.delete(job.id);
      return 0;
    } catch (error) {
      const count = (failures.get(job.id) ?? 0) + 1;
      failures.set(job.id, count);
      logger.error({ err: error, apply: job.id }, 'applying a configuration failed; it goes on from the last batch');
      if (count >= mostFailures) await endApply(pg, job.id, 'failed', new Date(clock.now()), String(error));
      return restAfterFailureMs;
    }
  };
  const run = async (): Promise<void> => {
    while (!signal.aborted) await rest(await look().catch(() => restAfterFailureMs));
  };
  const running = run();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
