import type { Logger } from 'pino';
import type { Clock } from '#kernel';
import type { Postgres } from '#platform';
import { type Loop, startLoop } from '../loop.ts';
import { beginDemo, endDemo, isDemoWanted, nextDemo, noteDemo, type StoredDemo } from './demo.store.ts';

export interface DemoRunnerDeps {
  readonly pg: Postgres;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Fills the demo's workspace through the collector. Sending it again adds nothing: message ids are known. */
  readonly fill: (demo: StoredDemo, onProgress: (stage: string, share: number) => void, signal: AbortSignal) => Promise<void>;
}

const tellEveryMs = 500;
const lookEveryMs = 500;

/** Fills demo workspaces, one after the other. */
export function startDemos({ pg, clock, logger, fill }: DemoRunnerDeps): Loop {
  const step = async (signal: AbortSignal): Promise<boolean> => {
    const demo = await nextDemo(pg);
    if (demo === undefined) return false;
    const { workspace } = demo;
    await beginDemo(pg, workspace, new Date(clock.now()));
    let toldAt = 0;
    let telling: Promise<void> = Promise.resolve();
    const onProgress = (stage: string, share: number): void => {
      if (clock.now() - toldAt < tellEveryMs) return;
      toldAt = clock.now();
      telling = noteDemo(pg, workspace, stage, share).catch((error: unknown) => logger.warn({ err: error }, 'the progress of the demo was not kept'));
    };
    const stopped = new AbortController();
    // Who stops it says so in the row: the next look ends the process that fills it.
    const look = setInterval(() => {
      isDemoWanted(pg, workspace).then(
        (isWanted) => !isWanted && stopped.abort(),
        (error: unknown) => logger.warn({ err: error }, 'whether the demo is still wanted could not be read'),
      );
    }, lookEveryMs);
    try {
      await fill(demo, onProgress, AbortSignal.any([signal, stopped.signal]));
      await telling;
      await endDemo(pg, workspace, 'done', null, new Date(clock.now()));
    } catch (error) {
      if (signal.aborted) return false;
      if (stopped.signal.aborted) return true;
      logger.error({ err: error }, 'the demo could not be filled');
      await endDemo(pg, workspace, 'failed', error instanceof Error ? error.message : String(error), new Date(clock.now()));
    } finally {
      clearInterval(look);
    }
    return true;
  };
  return startLoop('demo', { step, logger });
}
