import type { ChildProcess } from 'node:child_process';
import { ended, hasEnded, pause, type Unit } from './engine.ts';

/** Exit code of a child that cannot work whatever is tried again (sysexits.h: EX_CONFIG); it has said why. */
export const hopelessExitCode = 78;
const firstBackOffMs = 200;
const longestBackOffMs = 10_000;
/** After running this long a crash counts as the first one. */
const steadyMs = 60_000;
const healthEveryMs = 5_000;
const healthFailuresAllowed = 6;
/** A unit that ended this often without ever serving will not do so the next time. */
const vainStartsAllowed = 4;

export interface SuperviseOptions {
  say(message: string): void;
  /** A first start that failed or a hopeless child: the whole product should stop. */
  onHopeless(reason: string): void;
}

export interface Supervised {
  readonly name: string;
  readonly child: ChildProcess | undefined;
  readonly restarts: number;
  readonly isReady: boolean;
  /** Starts it; resolves when it serves for the first time. Harmless when it runs. */
  start(): Promise<void>;
  /** Ends it well and keeps it ended until the next start. */
  stop(): Promise<void>;
}

/** Keeps one child process running: back-off after crashes, a new start when it no longer answers. */
export function supervise(unit: Unit, { say, onHopeless }: SuperviseOptions): Supervised {
  let child: ChildProcess | undefined;
  let wanted = false;
  let isReady = false;
  let restarts = 0;
  let loop: Promise<void> | undefined;
  let wake: () => void = () => undefined;

  async function keepRunning(onReady: () => void): Promise<void> {
    let backOffMs = firstBackOffMs;
    let vainStarts = 0;
    let hasServed = false;
    while (wanted) {
      const startedAt = performance.now();
      const running = await unit.launch();
      child = running;
      await serve(running, () => {
        hasServed = true;
        onReady();
      });
      if (!wanted) return;
      const how = running.signalCode ?? `exit code ${running.exitCode}`;
      if (running.exitCode === hopelessExitCode) return onHopeless(`${unit.name} cannot work`);
      if (!hasServed && ++vainStarts >= vainStartsAllowed) return onHopeless(`${unit.name} does not start (${how}): ${unit.lastWords?.() ?? ''}`);
      if (performance.now() - startedAt > steadyMs) backOffMs = firstBackOffMs;
      say(`${unit.name} ended unexpectedly (${how}); starting it again in ${backOffMs} ms`);
      await Promise.race([pause(backOffMs), new Promise<void>((resolve) => (wake = resolve))]);
      backOffMs = Math.min(backOffMs * 2, longestBackOffMs);
      restarts++;
    }
  }

  /** From launch to end of one process. */
  async function serve(running: ChildProcess, onReady: () => void): Promise<void> {
    const over = new AbortController();
    const end = ended(running).then(() => over.abort());
    await Promise.race([unit.untilReady(running, over.signal), end]);
    if (!hasEnded(running)) {
      isReady = true;
      onReady();
      void watchHealth(running, over.signal);
    }
    await end;
    isReady = false;
  }

  async function watchHealth(running: ChildProcess, signal: AbortSignal): Promise<void> {
    for (let failures = 0; unit.isHealthy !== undefined && !signal.aborted; ) {
      await pause(healthEveryMs);
      if (signal.aborted || !wanted) return;
      failures = (await unit.isHealthy()) ? 0 : failures + 1;
      if (failures < healthFailuresAllowed) continue;
      say(`${unit.name} has not answered for ${(failures * healthEveryMs) / 1000} s; ending it`);
      running.kill('SIGKILL');
      return;
    }
  }

  return {
    name: unit.name,
    get child() {
      return child;
    },
    get restarts() {
      return restarts;
    },
    get isReady() {
      return isReady;
    },
    start: () =>
      new Promise((resolve, reject) => {
        if (wanted) return resolve();
        wanted = true;
        loop = keepRunning(resolve).catch((error: unknown) => {
          wanted = false;
          reject(error instanceof Error ? error : new Error(String(error)));
          onHopeless(`${unit.name}: ${error instanceof Error ? error.message : String(error)}`);
        });
      }),
    stop: async () => {
      wanted = false;
      wake();
      if (child !== undefined && !hasEnded(child)) await unit.end(child);
      await loop;
    },
  };
}
