import type { Logger } from 'pino';
import { takeSnapshots } from './snapshot.ts';
import { keepTagsUp, type UpkeepDeps } from './upkeep.ts';

export interface TagUpkeep {
  /** Resolves when nothing is left running. */
  stop(): Promise<void>;
}

/** Looks every half minute for what has expired or was merged, and after each midnight takes the day's snapshots; in one worker. */
export function startTagUpkeep(deps: UpkeepDeps & { readonly logger: Logger }, everyMs = 30_000): TagUpkeep {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  const look = async (): Promise<void> => {
    await keepTagsUp(deps);
    await takeSnapshots(deps);
  };
  let looking: Promise<void> = Promise.resolve();
  const wait = (): void => {
    if (isStopped) return;
    timer = setTimeout(() => {
      looking = look()
        .catch((error: unknown) => deps.logger.error({ err: error }, 'the upkeep of tags failed'))
        .then(wait);
    }, everyMs);
  };
  wait();
  return {
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await looking;
    },
  };
}
