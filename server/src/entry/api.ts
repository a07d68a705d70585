/** The process that listens: collector and HTTP API. Its event loop must never be stalled: nothing heavy here. */
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { openAccess, openSourceDirectory, registerAuthentication, registerGovernRoutes, registerIdempotency } from '#govern';
import { Fault, systemClock } from '#kernel';
import { createHttpShell, openEventLog } from '#platform';
import { runChild, type Service } from './child.ts';
import { registerHealth } from './health.ts';
import type { Runtime } from './runtime.ts';
import { openStores } from './stores.ts';

async function openApi(runtime: Runtime, logger: Logger): Promise<Service> {
  const clock = systemClock(runtime.clockOffsetMs);
  const stores = await openStores(runtime);
  const { pg } = stores;
  const log = await openEventLog(join(runtime.data, 'log'), { clock });
  const sources = await openSourceDirectory(pg);
  const access = await openAccess({ pg, adminKey: runtime.adminKey });

  const app = await createHttpShell({ logger: logger.child({}, { level: 'warn' }) });
  registerHealth(app, stores);
  registerAuthentication(app, { access });
  registerIdempotency(app, { pg });
  registerGovernRoutes(app, { pg, access });

  const url = await listen(app, runtime);
  return {
    url,
    close: async () => {
      await app.close();
      await Promise.all([sources.close(), access.close(), log.close()]);
      await stores.close();
    },
  };
}

async function listen(app: FastifyInstance, { host, port }: Runtime): Promise<string> {
  try {
    return await app.listen({ host, port });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE')
      throw new Fault('DQ_PORT_TAKEN', 500, `the port ${port} of ${host} is taken by another program; name another with --port`, { cause: error });
    if (code === 'EACCES')
      throw new Fault('DQ_PORT_TAKEN', 500, `this user may not listen on port ${port}; name one from 1024 on with --port`, { cause: error });
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new Fault('DQ_PORT_TAKEN', 500, `${host} is no address of this machine; name another with --host`, { cause: error });
    throw error;
  }
}

await runChild('api', openApi);
