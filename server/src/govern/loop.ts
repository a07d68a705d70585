import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';

export interface Loop {
  /** Asks the work at hand to end and waits for it. */
  stop(): Promise<void>;
}

const idleMs = 500;
const afterFailureMs = 5_000;

/** Works while there is work: `step` does one piece and says whether it found any. What it throws is logged, and tried again later. */
export function startLoop(name: string, { step, logger }: { readonly step: (signal: AbortSignal) => Promise<boolean>; readonly logger: Logger }): Loop {
  const abort = new AbortController();
  const pause = (ms: number): Promise<unknown> => sleep(ms, undefined, { signal: abort.signal, ref: false }).catch(() => undefined);
  const run = async (): Promise<void> => {
    while (!abort.signal.aborted) {
      const found = await step(abort.signal).catch((error: unknown) => {
        if (!abort.signal.aborted) logger.error({ err: error }, `${name}: this will be tried again`);
        return undefined;
      });
      if (found !== true) await pause(found === undefined ? afterFailureMs : idleMs);
    }
  };
  const ended = run();
  return {
    stop: async () => {
      abort.abort();
      await ended;
    },
  };
}
