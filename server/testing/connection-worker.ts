/** A process that works on connections until somebody kills it: `node connection-worker.ts <PostgreSQL URL> <folder of a connection world> <limits as JSON>`. */
import { join } from 'node:path';
import { systemClock } from '#kernel';
import { connectPostgres, openEventLog } from '#platform';
import { startConnectionWorkers } from './connection-workers.ts';

const [url = '', folder = '', limits = ''] = process.argv.slice(2);
const clock = systemClock();
startConnectionWorkers({
  pg: connectPostgres(url, { maxConnections: 8 }),
  log: await openEventLog(join(folder, 'log'), { clock }),
  clock,
  folder: join(folder, 'imports'),
  watched: join(folder, 'watched'),
  limits: JSON.parse(limits),
  tell: () => undefined,
});
