import type { ChildProcess } from 'node:child_process';

/** A child process that is watched over. */
export interface Unit {
  readonly name: string;
  /** Starts the process; called again after a crash. */
  launch(): Promise<ChildProcess> | ChildProcess;
  /** Resolves when the process serves; never rejects by itself: the process's end does that. */
  untilReady(child: ChildProcess, signal: AbortSignal): Promise<void>;
  /** Asked every few seconds while it serves; a unit that fails for long is ended and started again. */
  isHealthy?(): Promise<boolean>;
  /** Asks the process to end well; resolves when it has ended. */
  end(child: ChildProcess): Promise<void>;
  /** What it said last, for the error when it never came to serve. */
  lastWords?(): string;
}

export const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

/** Resolves when the process has ended, or after the time given; true when it has ended. */
export function ended(child: ChildProcess, withinMs?: number): Promise<boolean> {
  if (hasEnded(child)) return Promise.resolve(true);
  return new Promise((resolve) => {
    const timer = withinMs === undefined ? undefined : setTimeout(() => settle(false), withinMs);
    const onExit = (): void => settle(true);
    const settle = (value: boolean): void => {
      clearTimeout(timer);
      child.off('exit', onExit);
      resolve(value);
    };
    child.once('exit', onExit);
  });
}

/** One signal after the other, each with its time to take effect. */
export async function endBy(child: ChildProcess, steps: readonly (readonly [NodeJS.Signals, number])[]): Promise<void> {
  for (const [signal, patienceMs] of steps) {
    if (hasEnded(child)) return;
    child.kill(signal);
    if (await ended(child, patienceMs)) return;
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks again and again until the answer is yes or the signal says to stop. */
export async function poll(check: () => boolean | Promise<boolean>, everyMs: number, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && !(await check())) await pause(everyMs);
}
