/** The process that works: pipeline, scheduler, imports. Apart from the API, so that its work never stalls the collector. */
import { join } from 'node:path';
import type { Logger } from 'pino';
import { openSourceDirectory } from '#govern';
import { systemClock } from '#kernel';
import { openEventLog } from '#platform';
import { runChild, type Service } from './child.ts';
import type { Runtime } from './runtime.ts';
import { openStores } from './stores.ts';

async function openWorker(runtime: Runtime, _logger: Logger): Promise<Service> {
  const clock = systemClock(runtime.clockOffsetMs);
  const stores = await openStores(runtime);
  const log = await openEventLog(join(runtime.data, 'log'), { clock });
  const sources = await openSourceDirectory(stores.pg);
  return {
    close: async () => {
      await Promise.all([sources.close(), log.close()]);
      await stores.close();
    },
  };
}

await runChild('worker', openWorker);
