import { fork } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { type ImportProcess, type ImportRunner, startImportRunner } from '#collect';
import type { Clock } from '#kernel';
import { readDelivered, readImportOutcome } from '#pipeline';
import type { Postgres } from '#platform';
import type { Runtime } from './runtime.ts';

/** Where uploaded files and an import's work files lie. */
export const importsFolder = (data: string): string => join(data, 'imports');

function launch({ databaseUrl, data, clockOffsetMs }: Runtime, importId: string): ImportProcess {
  const child = fork(fileURLToPath(new URL('import-process.ts', import.meta.url)), [], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: ['--max-semi-space-size=16'], // a row lives for a moment: a bigger nursery takes 100 MB more and saves no time (measured)
  });
  const send = (message: object): void => {
    if (child.connected) child.send(message, () => undefined); // a child that has just died says so by its end
  };
  send({ importId, databaseUrl, data, clockOffsetMs });
  return {
    ended: new Promise((resolve) => {
      child.once('exit', (code) => resolve(code));
      child.once('error', () => resolve(null));
    }),
    tellDelivered: (position) => send({ delivered: position }),
    kill: () => child.kill('SIGKILL'),
  };
}

export const startImports = (
  runtime: Runtime,
  { pg, clock, logger }: { readonly pg: Postgres; readonly clock: Clock; readonly logger: Logger },
): ImportRunner =>
  startImportRunner({
    pg,
    clock,
    logger,
    folder: importsFolder(runtime.data),
    launch: (importId) => launch(runtime, importId),
    delivered: () => readDelivered(pg),
    outcomeOf: (importId) => readImportOutcome(pg, importId),
  });
