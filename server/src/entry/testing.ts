/** The HTTP API as it is served, over real stores, for tests: every route, and what each says of itself. */
import type { FastifyInstance } from 'fastify';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { ensureDefaults, openAccess, openOperators, openPrivacyDirectory, openSourceDirectory, type SourceDirectory, viewMaskOf } from '#govern';
import { openKindDirectory } from '#identify';
import { systemClock } from '#kernel';
import { openCleaningDirectory, openPlaceFile, openPlanDirectory } from '#pipeline';
import { createHttpShell, createOutbound, createRegistry, createSeal, type EventLog, networksOf, openEventLog } from '#platform';
import { readTraitTags } from '#tag';
import { openTestStores, type TestStores } from '../../testing/stores.ts';
import { wireDefinitions } from './evaluation.ts';
import { registerRoutes } from './routes.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface KnownRoute {
  readonly method: Method;
  /** With its place holders: /api/v1/tags/:key */
  readonly path: string;
  readonly capability: string | undefined;
}

export interface WholeApi {
  readonly app: FastifyInstance;
  readonly stores: TestStores;
  readonly log: EventLog;
  readonly sources: SourceDirectory;
  /** Every route, HEAD aside, in the order of registration. */
  readonly routes: readonly KnownRoute[];
  close(): Promise<void>;
}

const isMethod = (text: string): text is Method => ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].includes(text);

/** `prepare` sees the app before any route is registered. */
export async function openWholeApi(adminKey: string, prepare: (app: FastifyInstance) => void = () => undefined): Promise<WholeApi> {
  const stores = await openTestStores();
  const { pg, clickhouse } = stores;
  await ensureDefaults({ pg, writeKey: `c${'a'.repeat(24)}`, timezone: 'Asia/Shanghai' });
  const folder = await mkdtemp(join(tmpdir(), 'danqing-routes-'));
  const clock = systemClock();
  const [log, sources, access] = [await openEventLog(join(folder, 'log'), { clock }), await openSourceDirectory(pg), await openAccess({ pg, adminKey })];
  const [kinds, privacy] = [await openKindDirectory(pg), await openPrivacyDirectory(pg, readTraitTags)];
  const plans = await openPlanDirectory(pg);
  const cleaning = await openCleaningDirectory(pg);
  const places = await openPlaceFile(join(folder, 'geo'), 'en');
  const seal = createSeal('of the routes test');
  const routes: KnownRoute[] = [];
  const app = await createHttpShell();
  app.addHook('onRoute', ({ method, url, config }) => {
    for (const name of [method].flat()) if (isMethod(name)) routes.push({ method: name, path: url, capability: config?.capability });
  });
  prepare(app);
  registerRoutes(app, {
    stores,
    log,
    sources,
    refreshKeys: sources.refresh,
    access,
    operators: openOperators({ pg, clock, secret: 'the-session-secret-of-the-routes-test', seal }),
    privacy,
    kinds,
    plans,
    cleaning,
    places,
    clock,
    definitions: wireDefinitions({
      pg,
      clickhouse,
      clock,
      access,
      logger: pino({ level: 'silent' }),
      maskOf: (workspace) => viewMaskOf({ privacy, seal }, workspace),
    }),
    registry: createRegistry('test'),
    metricsFolder: join(folder, 'metrics'),
    importsFolder: join(folder, 'imports'),
    exportsFolder: join(folder, 'exports'),
    seal,
    outbound: createOutbound({ allowsPrivate: false }),
    allowsPrivateHooks: false,
    networks: networksOf('public'),
    watchedFolders: [],
  });
  // Routes with files are registered in a context of their own, which is made now.
  await app.ready();
  return {
    app,
    stores,
    log,
    sources,
    routes,
    close: async () => {
      await app.close();
      places.close();
      await Promise.all([access.close(), sources.close(), kinds.close(), plans.close(), cleaning.close(), privacy.close(), log.close()]);
      await stores.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A route's address with something in its place holders: it need not exist, for authorisation comes first. */
export const addressOf = (path: string): string =>
  path
    .replaceAll(/:(id|run)\b/g, '1')
    .replaceAll(/:(key|path)/g, 'some')
    .replaceAll(':kind', 'import')
    .replaceAll(':version', '1');
