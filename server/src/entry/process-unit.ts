import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ended, endBy, type Unit } from '#platform/boot';
import { isReadyMessage, type ReadyMessage } from './messages.ts';

const longestCloseMs = 25_000;

export interface ProcessUnitOptions {
  readonly name: string;
  /** The module it runs, beside this one. */
  readonly module: string;
  /** What it is told; waited for, so that it can load its modules while the engines start. */
  runtime(): Promise<object>;
  onReady(message: ReadyMessage): void;
}

/** One of our own processes under the supervisor. A session of its own: Ctrl-C in the terminal reaches the supervisor alone. */
export function processUnit({ name, module, runtime, onReady }: ProcessUnitOptions): Unit {
  return {
    name,
    launch: () => fork(fileURLToPath(new URL(module, import.meta.url)), [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], detached: true }),
    untilReady: async (child, signal) => {
      const ready = new Promise<void>((resolve) => {
        child.on('message', (message: unknown) => {
          if (!isReadyMessage(message)) return;
          onReady(message);
          resolve();
        });
      });
      const told = await runtime();
      if (!signal.aborted && child.connected) child.send(told, () => undefined); // a child that has just died says so by its end
      await Promise.race([ready, ended(child)]);
    },
    end: (child) =>
      endBy(child, [
        ['SIGTERM', longestCloseMs],
        ['SIGKILL', 5_000],
      ]),
  };
}
