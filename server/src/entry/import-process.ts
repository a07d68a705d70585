/** The process that works on one import; the worker starts one for each and never outlives it knowingly. A kill loses nothing: the next one resumes. */
import { join } from 'node:path';
import { pino } from 'pino';
import Type from 'typebox';
import Value from 'typebox/value';
import { workOnImport } from '#collect';
import { systemClock } from '#kernel';
import { connectPostgres, openEventLog } from '#platform';

/** What the worker tells: first what to do, then how far the pipeline is. */
const Task = Type.Object({ importId: Type.String(), databaseUrl: Type.String(), data: Type.String(), clockOffsetMs: Type.Number() });
const Delivered = Type.Object({ delivered: Type.Number() });

const logger = pino({ name: 'import', base: { name: 'import' }, timestamp: pino.stdTimeFunctions.isoTime });
let delivered = 0;

async function work({ importId, databaseUrl, data, clockOffsetMs }: Type.Static<typeof Task>): Promise<void> {
  const clock = systemClock(clockOffsetMs);
  const pg = connectPostgres(databaseUrl, { maxConnections: 3 });
  const log = await openEventLog(join(data, 'log'), { clock });
  try {
    await workOnImport(importId, {
      pg,
      log,
      clock,
      folder: join(data, 'imports'),
      delivered: () => delivered,
      // Loaded by dry runs alone: an import starts faster without it, and in less memory.
      peopleOf: async (workspace) => (await import('./import/people.ts')).peopleOf(pg, workspace),
    });
  } finally {
    await log.close();
    await pg.close();
  }
}

process.on('disconnect', () => process.exit(1));
process.on('SIGINT', () => undefined); // Ctrl-C reaches the whole group; the worker decides
process.on('message', (message) => {
  if (Value.Check(Delivered, message)) delivered = Math.max(delivered, message.delivered);
  if (!Value.Check(Task, message)) return;
  work(message).then(
    () => process.exit(0),
    (error: unknown) => {
      logger.error({ err: error, importId: message.importId }, 'the import was interrupted');
      process.exit(1);
    },
  );
});
if (!process.connected) process.exit(1);
