import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '#kernel';
import type { LinkDeps } from '../deps.ts';
import { applySome } from './apply.ts';
import { compareProfiles } from './compare.ts';
import { beatRun, claimRun, finishRun, releaseRun, type StoredRun } from './run.store.ts';
import { askForDue } from './schedule.ts';

const everyMs = 2_000;
/** A worker that works says so this often; one that has not for `silentMs` is dead, and its run is taken over. */
const beatMs = 1_000;
const silentMs = 30_000;
/** Between two batches of merges, so that messages get their turn. */
const restMs = 20;
/** A run that has brought down so many workers is not tried again. */
const mostAttempts = 3;

export interface RunnerOptions {
  readonly silentMs?: number;
}

/** Why a run ends before it is done. */
class Ended extends Error {}

/** Works on the next run, if there is one and nobody works; its id. For tests and tools; a worker uses `startLinkage`. */
export async function runNextLinkage(deps: LinkDeps, signal: AbortSignal, options: RunnerOptions = {}): Promise<number | undefined> {
  const { pg, clock, logger } = deps;
  const run = await claimRun(pg, clock.now(), options.silentMs ?? silentMs);
  if (run === undefined) return undefined;
  if (run.attempts > mostAttempts) {
    await finishRun(pg, run.id, 'failed', clock.now(), `DQ_LINKAGE_DIED: ${mostAttempts} workers died of it`);
    return run.id;
  }
  let [progress, isCancelled] = ['', false];
  const check = (): void => {
    if (isCancelled || signal.aborted) throw new Ended();
  };
  const say = (message: string): void => {
    progress = message;
    check();
  };
  const beating = setInterval(() => {
    beatRun(pg, run.id, clock.now(), progress).then(
      (asked) => (isCancelled ||= asked),
      (error: unknown) => logger.warn({ err: error, run: run.id }, 'the linkage run could not say that it lives'),
    );
  }, beatMs);
  try {
    await work(deps, run, say);
    await finishRun(pg, run.id, 'done', clock.now());
  } catch (error) {
    if (isCancelled) await finishRun(pg, run.id, 'cancelled', clock.now());
    else if (signal.aborted) await releaseRun(pg, run.id);
    else {
      logger.error({ err: error, run: run.id }, 'a linkage run failed');
      await finishRun(pg, run.id, 'failed', clock.now(), wordsOf(error));
    }
  } finally {
    clearInterval(beating);
  }
  return run.id;
}

async function work(deps: LinkDeps, run: StoredRun, say: (message: string) => void): Promise<void> {
  say('begun');
  if (run.state === 'comparing') await compareProfiles(deps, run, { say });
  for (let made = 1; await applySome(deps, run); made++) {
    say(`making merges: ${made} batches`);
    await sleep(restMs);
  }
}

/** What is shown of it; of what nobody foresaw only that it happened, for the rest stands in the log. */
const wordsOf = (error: unknown): string => (error instanceof Fault ? `${error.code}: ${error.message}` : 'DQ_INTERNAL: an unforeseen error; the log has more');

export interface LinkageWorker {
  stop(): Promise<void>;
}

/** Does the runs that are asked for, one at a time, and asks for those that schedules say. */
export function startLinkage(deps: LinkDeps): LinkageWorker {
  const stopping = new AbortController();
  const { signal } = stopping;
  const loop = async (): Promise<void> => {
    while (!signal.aborted) {
      const worked = await askForDue(deps)
        .then(() => runNextLinkage(deps, signal))
        .catch((error: unknown) => {
          deps.logger.error({ err: error }, 'linkage of profiles failed; it is tried again');
          return undefined;
        });
      if (worked === undefined) await sleep(everyMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  };
  const running = loop();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
