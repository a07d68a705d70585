/** Connections over real stores: routes, runner, and the imports that follow, whose pipeline is a test's own count. */
import type { FastifyInstance } from 'fastify';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { ensureDefaults, openAccess, openSourceDirectory, registerAuthentication } from '#govern';
import { systemClock } from '#kernel';
import { createHttpShell, createSeal, type EventLog, networksOf, openEventLog } from '#platform';
import { decodeRecord, type ImportProcess, registerConnectionRoutes, registerImportRoutes, startConnections, startImportRunner, workOnImport } from '#collect';
import { openTestStores, type TestStores } from './stores.ts';

type Deps = Parameters<typeof startConnections>[0];
type ConnectionNotice = Parameters<Deps['tell']>[1][number];

const adminKey = 'admin-key-of-the-connection-test';

export interface ConnectionWorld {
  readonly stores: TestStores;
  readonly log: EventLog;
  readonly app: FastifyInstance;
  /** A folder that may be watched. */
  readonly watched: string;
  readonly notices: ConnectionNotice[];
  ask(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    payload?: object,
  ): Promise<{ readonly status: number; readonly body: unknown; readonly text: string }>;
  /** The messages of the log, as they were sent. */
  messages(): readonly Record<string, unknown>[];
  /** Runs a connection now and waits for its end. */
  run(id: number): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

const member = (value: unknown, name: string): unknown => (typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined);

export async function openConnectionWorld(limits?: Deps['limits']): Promise<ConnectionWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'danqing-test-connect-'));
  const [imports, watched] = [join(folder, 'imports'), join(folder, 'watched')];
  mkdirSync(imports);
  mkdirSync(watched);
  const clock = systemClock();
  const logger = pino({ level: 'silent' });
  const stores = await openTestStores();
  const { pg } = stores;
  await ensureDefaults({ pg, writeKey: `c${'a'.repeat(24)}`, timezone: 'Asia/Shanghai' });
  const log = await openEventLog(join(folder, 'log'), { clock });
  const sources = await openSourceDirectory(pg);
  const access = await openAccess({ pg, adminKey });
  const seal = createSeal('secret of the data folder');
  const networks = networksOf('loopback');
  const outcomeOf = async (id: string) => ({ passed: countOf(id), duplicates: 0, dropped: 0, parked: 0 });
  const countOf = (id: string): number =>
    log
      .read(1, { maxEvents: 1e9, maxBytes: 1e12 })
      .filter((record) => record.importId === id)
      .reduce((sum, { events }) => sum + events, 0);
  const app = await createHttpShell();
  registerAuthentication(app, { access });
  registerImportRoutes(app, { pg, clock, sources, folder: imports, outcomeOf });
  registerConnectionRoutes(app, { pg, clock, sources, folder: imports, seal, networks, watchedFolders: [watched] });
  const launch = (id: string): ImportProcess => ({
    ended: workOnImport(id, { pg, log, clock, folder: imports, delivered: () => Number.MAX_SAFE_INTEGER }).then(() => 0),
    tellDelivered: () => undefined,
    kill: () => undefined,
  });
  const importRunner = startImportRunner({ pg, clock, logger, folder: imports, launch, delivered: async () => Number.MAX_SAFE_INTEGER, outcomeOf });
  const notices: ConnectionNotice[] = [];
  const runner = startConnections({
    pg,
    clock,
    logger,
    folder: imports,
    seal,
    networks,
    watchedFolders: [watched],
    timezoneOf: () => 'Asia/Shanghai',
    tell: async (_tx, told) => {
      notices.push(...told);
    },
    restMs: 100,
    ...(limits === undefined ? {} : { limits }),
  });
  const ask: ConnectionWorld['ask'] = async (method, path, payload) => {
    const answer = await app.inject({
      method,
      url: `/api/v1${path}`,
      headers: { authorization: `Bearer ${adminKey}` },
      ...(payload === undefined ? {} : { payload }),
    });
    return { status: answer.statusCode, body: String(answer.headers['content-type']).includes('json') ? answer.json() : null, text: answer.body };
  };
  const ended = async (id: number): Promise<Record<string, unknown>> => {
    for (;;) {
      const { body } = await ask('GET', `/connections/${id}/runs?limit=1`);
      const items = member(body, 'items');
      const last: unknown = Array.isArray(items) ? items[0] : undefined;
      const state = member(last, 'state');
      if (last === undefined) return {};
      if (typeof last === 'object' && last !== null && state !== 'waiting' && state !== 'running') return { ...last };
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  return {
    stores,
    log,
    app,
    watched,
    notices,
    ask,
    messages: () =>
      log
        .read(1, { maxEvents: 1e9, maxBytes: 1e12 })
        .flatMap((record) => decodeRecord(record).map((event): Record<string, unknown> => ('invalid' in event ? {} : { ...event.raw }))),
    run: async (id) => {
      await ended(id);
      await ask('POST', `/connections/${id}/runs`);
      return await ended(id);
    },
    close: async () => {
      await runner.stop();
      await importRunner.stop();
      await app.close();
      await Promise.all([access.close(), sources.close(), log.close()]);
      await stores.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
