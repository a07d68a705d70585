/** The process that listens: collector and HTTP API. Its event loop must never be stalled: nothing heavy here. */
import type { FastifyInstance } from 'fastify';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { countRefusals, createCollector, openHookDirectory } from '#collect';
import { openAccess, openOperators, openSourceDirectory, openPrivacyDirectory, viewMaskOf } from '#govern';
import { openKindDirectory } from '#identify';
import { Fault, systemClock } from '#kernel';
import { openCleaningDirectory, openPlaceFile, openPlanDirectory } from '#pipeline';
import { createHttpShell, createOutbound, createRegistry, createSeal, networksOf, openEventLog } from '#platform';
import { readTraitTags } from '#tag';
import { runChild, type Service } from './child.ts';
import { wireDefinitions } from './evaluation.ts';
import { exportsFolder } from './exports.ts';
import { importsFolder } from './imports.ts';
import { metricsFolder } from './metrics-folder.ts';
import { placeFolder, placeLanguage } from './places.ts';
import { registerRoutes } from './routes.ts';
import type { Runtime } from './runtime.ts';
import { openStores } from './stores.ts';
import { version } from './version.ts';

async function openApi(runtime: Runtime, logger: Logger): Promise<Service> {
  const clock = systemClock(runtime.clockOffsetMs);
  const stores = await openStores(runtime);
  const { pg, clickhouse } = stores;
  const log = await openEventLog(join(runtime.data, 'log'), { clock });
  const sources = await openSourceDirectory(pg, clock);
  const access = await openAccess({ pg, adminKey: runtime.adminKey });
  const seal = createSeal(runtime.sessionSecret);
  const { sessionSecret: secret, publicUrl } = runtime;
  const operators = openOperators({ pg, clock, secret, publicUrl, seal, complain: (message) => logger.error({ message }, 'sign-in') });
  const privacy = await openPrivacyDirectory(pg, readTraitTags);
  const kinds = await openKindDirectory(pg);
  const plans = await openPlanDirectory(pg);
  const cleaning = await openCleaningDirectory(pg);
  const definitions = wireDefinitions({ pg, clickhouse, clock, access, logger, maskOf: (workspace) => viewMaskOf({ privacy, seal }, workspace) });
  const registry = createRegistry('api');
  const hooks = await openHookDirectory(pg, seal);
  const refusals = countRefusals({ pg, clock });
  const places = await openPlaceFile(placeFolder(runtime.data), placeLanguage);
  const collector = createCollector({ log, sources, clock, logger, registry, hooks: { hooks, refusals, sourceById: (id) => sources.byId(id) } });
  const app = await createHttpShell({ logger: logger.child({}, { level: 'warn' }), version, trustProxy: runtime.trustProxy, front: collector.handle });
  registerRoutes(app, {
    stores,
    log,
    sources,
    refreshKeys: async () => {
      await Promise.all([sources.refresh(), hooks.refresh()]);
    },
    access,
    operators,
    privacy,
    kinds,
    plans,
    cleaning,
    places,
    clock,
    definitions,
    registry,
    metricsFolder: metricsFolder(runtime.data),
    importsFolder: importsFolder(runtime.data),
    exportsFolder: exportsFolder(runtime.data),
    seal,
    outbound: createOutbound({ allowsPrivate: runtime.allowsPrivateHooks }),
    allowsPrivateHooks: runtime.allowsPrivateHooks,
    networks: networksOf(runtime.sourceNetworks),
    watchedFolders: runtime.watchedFolders,
  });

  const url = await listen(app, runtime);
  return {
    url,
    close: async () => {
      await app.close();
      places.close();
      await Promise.all([
        sources.close(),
        access.close(),
        privacy.close(),
        kinds.close(),
        plans.close(),
        cleaning.close(),
        hooks.close(),
        refusals.close(),
        log.close(),
      ]);
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
