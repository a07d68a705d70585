/** Connections over real stores: routes, runner, and the imports that follow, whose pipeline is a test's own count. */
import type { FastifyInstance } from 'fastify';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureDefaults, openAccess, openSourceDirectory, registerAuthentication } from '#govern';
import { systemClock } from '#kernel';
import { createHttpShell, type EventLog, networksOf, openEventLog } from '#platform';
import { decodeRecord, registerConnectionRoutes, registerImportRoutes } from '#collect';
import { type ConnectionNotice, type ConnectionWork, outcomeIn, startConnectionWorkers, testSeal } from './connection-workers.ts';
import { openTestStores, type TestStores } from './stores.ts';

const adminKey = 'admin-key-of-the-connection-test';

export interface ConnectionWorld {
  readonly stores: TestStores;
  readonly log: EventLog;
  /** Where imports lie, and the log beside them. */
  readonly folder: string;
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

export interface WorldOptions {
  readonly limits?: ConnectionWork['limits'];
  /** Nothing is worked on here: a process of its own does (`connection-worker.ts`). */
  readonly isIdle?: boolean;
}

export async function openConnectionWorld({ limits, isIdle = false }: WorldOptions = {}): Promise<ConnectionWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'danqing-test-connect-'));
  const [imports, watched] = [join(folder, 'imports'), join(folder, 'watched')];
  mkdirSync(imports);
  mkdirSync(watched);
  const clock = systemClock();
  const stores = await openTestStores();
  const { pg } = stores;
  await ensureDefaults({ pg, writeKey: `c${'a'.repeat(24)}`, timezone: 'Asia/Shanghai' });
  const log = await openEventLog(join(folder, 'log'), { clock });
  const sources = await openSourceDirectory(pg);
  const access = await openAccess({ pg, adminKey });
  const seal = testSeal();
  const networks = networksOf('loopback');
  const app = await createHttpShell();
  registerAuthentication(app, { access });
  registerImportRoutes(app, { pg, clock, sources, folder: imports, outcomeOf: (id) => outcomeIn(log, id) });
  registerConnectionRoutes(app, { pg, clock, sources, folder: imports, seal, networks, watchedFolders: [watched] });
  const notices: ConnectionNotice[] = [];
  const work = { pg, log, clock, folder: imports, watched, limits, tell: (told: readonly ConnectionNotice[]) => notices.push(...told) };
  const workers = isIdle ? undefined : startConnectionWorkers(work);
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
    folder,
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
      await workers?.stop();
      await app.close();
      await Promise.all([access.close(), sources.close(), log.close()]);
      await stores.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
