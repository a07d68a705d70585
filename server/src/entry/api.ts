/** The process that listens: collector and HTTP API. Its event loop must never be stalled: nothing heavy here. */
import type { FastifyInstance } from 'fastify';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { createCollector } from '#collect';
import { livePending } from '#evaluate';
import { openAccess, openSourceDirectory, registerAuthentication, registerGovernRoutes, registerIdempotency } from '#govern';
import { Fault, systemClock } from '#kernel';
import { registerPipelineRoutes } from '#pipeline';
import { createHttpShell, createRegistry, openEventLog } from '#platform';
import { openProfileReader, registerProfileRoutes } from '#profile';
import { registerSegmentRoutes, segmentsOf } from '#segment';
import { registerTagRoutes, tagsOf } from '#tag';
import { runChild, type Service } from './child.ts';
import { wireDefinitions } from './evaluation.ts';
import { registerHealth } from './health.ts';
import type { Runtime } from './runtime.ts';
import { openStores } from './stores.ts';
import { version } from './version.ts';

async function openApi(runtime: Runtime, logger: Logger): Promise<Service> {
  const clock = systemClock(runtime.clockOffsetMs);
  const stores = await openStores(runtime);
  const { pg, clickhouse } = stores;
  const log = await openEventLog(join(runtime.data, 'log'), { clock });
  const sources = await openSourceDirectory(pg);
  const access = await openAccess({ pg, adminKey: runtime.adminKey });
  const definitions = wireDefinitions({ pg, clickhouse, clock, access, logger });
  const sourceName = (id: number): string | undefined => sources.byId(id)?.name;
  const results = {
    tagsOf: (workspace: number, ids: readonly number[]) => tagsOf({ pg, clickhouse }, workspace, ids),
    segmentsOf: (workspace: number, ids: readonly number[]) => segmentsOf({ pg, clickhouse }, workspace, ids),
  };
  const reader = openProfileReader({ pg, clickhouse, sourceName, results });

  const collector = createCollector({ log, sources, clock, logger, registry: createRegistry('api') });
  const app = await createHttpShell({ logger: logger.child({}, { level: 'warn' }), version, front: collector.handle });
  registerHealth(app, stores);
  registerAuthentication(app, { access });
  registerIdempotency(app, { pg });
  registerGovernRoutes(app, { pg, access });
  registerPipelineRoutes(app, { pg, clickhouse, log, sources, livePending: (workspace) => livePending(definitions, workspace) });
  registerProfileRoutes(app, { pg, clickhouse, reader, sourceName });
  registerTagRoutes(app, definitions);
  registerSegmentRoutes(app, definitions);

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
    const problem = {
      EADDRINUSE: `the port ${port} of ${host} is taken by another program; name another with --port`,
      EACCES: `this user may not listen on port ${port}; name one from 1024 on with --port`,
    };
    if (code === 'EADDRINUSE' || code === 'EACCES') throw new Fault('DQ_PORT_TAKEN', 500, problem[code], { cause: error });
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new Fault('DQ_PORT_TAKEN', 500, `${host} is no address of this machine; name another with --host`, { cause: error });
    throw error;
  }
}

await runChild('api', openApi);
