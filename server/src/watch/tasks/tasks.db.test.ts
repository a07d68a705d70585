import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importTasks } from '#collect';
import { runTasks } from '#evaluate';
import { type Caller, demoTasks, erasureTasks, exportTasks, noteTask, removalTasks, startDemos } from '#govern';
import { applyTasks } from '#identify';
import { fakeClock, systemClock, workspaceId } from '#kernel';
import { linkageTasks } from '#link';
import { replayTasks } from '#pipeline';
import { createHttpShell } from '#platform';
import { openTestStores, type TestStores } from '../../../testing/stores.ts';
import { registerTaskRoutes } from './routes.ts';

const clock = fakeClock(Date.parse('2026-06-01T12:00:00Z'));
const ago = (minutes: number): Date => new Date(clock.now() - minutes * 60_000);
const caller: Caller = {
  workspace: workspaceId(1),
  timezone: 'Asia/Shanghai',
  defaultRegion: 'CN',
  name: 'Ann',
  scopes: ['read', 'write'],
  isInstanceAdmin: false,
  operator: { id: 'op1', name: 'Ann', email: 'ann@example.com', role: 'data_operator' },
  seesPersonalData: false,
};

let stores: TestStores;
let app: FastifyInstance;
const get = async (url: string) => (await app.inject({ url: `/api/v1/tasks${url}` })).json();

beforeAll(async () => {
  stores = await openTestStores();
  const { pg } = stores;
  const lookup = { names: () => Promise.resolve({ tags: [], lists: [], segments: [{ key: 'gold', name: '高价值' }] }) };
  const deps = { pg, clickhouse: stores.clickhouse, clock, lookup, timezoneOf: () => Promise.resolve('UTC') };
  app = await createHttpShell();
  app.decorateRequest('caller');
  app.addHook('onRequest', (request, _reply, done) => {
    request.caller = caller;
    done();
  });
  registerTaskRoutes(app, {
    pg,
    clock,
    participants: [
      importTasks(deps),
      replayTasks(deps),
      applyTasks(deps),
      linkageTasks(deps),
      runTasks(deps, false),
      runTasks(deps, true),
      exportTasks(deps),
      erasureTasks(deps),
      demoTasks(deps),
      removalTasks(deps),
    ],
  });
  await pg.query(
    `INSERT INTO collect.import (id, workspace, source, timezone, file, file_name, mapping, state, total_bytes, read_bytes, created_at, started_at, finished_at, events, rejected_count, error)
     VALUES ('a', 1, 's', 'UTC', '', 'orders.csv', '{}', 'running', 1000, 250, $1, $2, NULL, 0, 0, NULL), ('b', 1, 's', 'UTC', '', 'old.csv', '{}', 'done', 10, 10, $3, $3, $3, 12345, 2, NULL),
            ('c', 2, 's', 'UTC', '', 'theirs.csv', '{}', 'running', 10, 0, $1, NULL, NULL, 0, 0, NULL),
            ('d', 1, 's', 'UTC', '', 'broken.csv', '{}', 'failed', 10, 0, $3, $3, $3, 0, 0, '{"code":"DQ_X","message":"no header"}')`,
    [ago(3), ago(1), ago(300)],
  );
  await pg.query(`INSERT INTO pipeline.replay (workspace, filter, requested_at, taken) VALUES (1, '{"source":"web"}', $1, 7)`, [ago(2)]);
  await pg.query(
    `INSERT INTO evaluate.node (kind, definition_id, workspace, key, version, refresh, uses_tags, uses_segments, is_timed, served)
     VALUES ('segment', 1, 1, 'gold', 1, 'daily', '{}', '{}', false, 1)`,
  );
  await pg.query(
    `INSERT INTO evaluate.run (workspace, kind, definition_id, version, cause, at, position, started_at, finished_at, members, changed, error)
     VALUES (1, 'segment', 1, 1, 'created', $1, 0, $1, $1, 42, 42, NULL), (1, 'segment', 1, 1, 'schedule', $1, 0, $1, $1, 42, 0, NULL), (1, 'segment', 1, 1, 'schedule', $2, 0, $2, $2, NULL, NULL, 'no memory')`,
    [ago(60), ago(50)],
  );
  await noteTask(pg, caller, 'import', 'a');
});
afterAll(async () => {
  await app.close();
  await stores.close();
});

describe('the task centre', () => {
  it('shows long work of every kind in one list, the latest first, and none of another workspace', async () => {
    const { items } = await get('');
    expect(items.map((item: { kind: string; state: string }) => `${item.kind} ${item.state}`)).toEqual([
      'replay running',
      'import running',
      'definition_run failed',
      'definition_run done',
      'import failed',
      'import done',
    ]);
    expect(items[3].title.zh).toBe('计算人群“高价值”');
    expect(items[4].problem).toMatchObject({ code: 'DQ_X', en: 'no header' });
    expect(items[5].result.zh).toBe('新增 12,345 条事件，2 行无法读取');
  });

  it('says who asked, how fast it goes and how long it still takes', async () => {
    expect(await get('/import/a')).toMatchObject({ by: 'Ann', isMine: true, progress: { done: 250, total: 1000, unit: 'bytes' }, remainingMs: 180_000 });
  });

  it('selects by state and kind, page by page', async () => {
    expect((await get('?state=open')).items.length).toBe(2);
    expect((await get('?state=failed')).items.length).toBe(2);
    const first = await get('?kind=import&limit=2');
    const second = await get(`?kind=import&limit=2&cursor=${first.next}`);
    expect([...first.items, ...second.items].map(({ id }: { id: string }) => id)).toEqual(['a', 'd', 'b']);
    expect(second.next).toBeNull();
  });

  it('stops what can be stopped, once, and writes that down', async () => {
    const stop = (path: string) => app.inject({ method: 'POST', url: `/api/v1/tasks/${path}/stop` });
    const stopped = (await stop('import/a')).json();
    expect(stopped).toMatchObject({ state: 'stopped', stop: null });
    expect((await stop('import/a')).statusCode).toBe(409);
    expect((await stop('replay/1')).json().state).toBe('stopped');
    expect((await stop('definition_run/1')).statusCode).toBe(409);
    expect((await stop('import/c')).statusCode).toBe(404);
    const audit = await stores.pg.query<{ object: string }>(`SELECT object FROM govern.audit WHERE action = 'task.stop' ORDER BY object`);
    expect(audit.map(({ object }) => object)).toEqual(['import/a', 'replay/1']);
  });
});

describe('work of govern', () => {
  it('is in the list too: exports, erasures, demo data, and a removal seen from where it was asked for', async () => {
    const { pg } = stores;
    await pg.query(`INSERT INTO govern.workspace (key, name, timezone) VALUES ('default', 'Default', 'UTC'), ('gone', 'Gone', 'UTC') ON CONFLICT DO NOTHING`);
    await pg.query(
      `INSERT INTO govern.export (workspace, what, request, masked, actor, row_limit, state, rows, asked_at) VALUES (1, 'profiles', '{}', true, 'Bob', 100, 'running', 40, $1)`,
      [ago(1)],
    );
    await pg.query(
      `INSERT INTO govern.erasure (workspace, homes, scope, keeps_events, reason, author, asked_at, accepted_up_to, state, finished_at) VALUES (1, '{7}', 'profile', false, 'r', 'Ann', $1, 0, 'done', $1)`,
      [ago(2)],
    );
    await pg.query(`INSERT INTO govern.demo (workspace, customers, state, progress, asked_at, started_at) VALUES (1, 2000, 'running', 0.25, $1, $1)`, [ago(3)]);
    await pg.query(`INSERT INTO govern.removal (workspace, key, name, asked_by, asked_at) VALUES (2, 'gone', 'Gone', 'Ann', $1)`, [ago(4)]);
    await noteTask(pg, caller, 'workspace_removal', 2);
    const kinds = ['export', 'erasure', 'demo_fill', 'workspace_removal'];
    const { items } = await get('?limit=200');
    const shown = items.filter(({ kind }: { kind: string }) => kinds.includes(kind));
    expect(shown.map(({ kind, state }: { kind: string; state: string }) => `${kind} ${state}`).toSorted()).toEqual([
      'demo_fill running',
      'erasure done',
      'export running',
      'workspace_removal running',
    ]);
    for (const { kind, id } of shown) expect(await get(`/${kind}/${id}`)).toMatchObject({ kind, id });
    expect((await get('/demo_fill/1')).progress).toEqual({ done: 500, total: 2000, unit: 'profiles' });
    const stopped = await app.inject({ method: 'POST', url: '/api/v1/tasks/export/1/stop' });
    expect(stopped.json().state).toBe('stopped');
    const demo = await app.inject({ method: 'POST', url: '/api/v1/tasks/demo_fill/1/stop' });
    expect([demo.json().state, (await app.inject({ method: 'POST', url: '/api/v1/tasks/demo_fill/1/stop' })).statusCode]).toEqual(['stopped', 409]);
    const removal = shown.find(({ kind }: { kind: string }) => kind === 'workspace_removal');
    expect([removal.stop, removal.runsOn.zh]).toEqual([null, expect.stringContaining('不能中途停止')]);
  });

  it('fills no demo on that somebody has stopped', async () => {
    const { pg } = stores;
    await pg.query(`UPDATE govern.demo SET state = 'queued', finished_at = NULL WHERE workspace = 1`);
    const begun = Promise.withResolvers<void>();
    const loop = startDemos({
      pg,
      clock: systemClock(),
      logger: pino({ level: 'silent' }),
      fill: (_demo, _onProgress, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new Error('killed')));
          begun.resolve();
        }),
    });
    await begun.promise;
    await app.inject({ method: 'POST', url: '/api/v1/tasks/demo_fill/1/stop' });
    await expect.poll(async () => (await get('/demo_fill/1')).state).toBe('stopped');
    await loop.stop();
    expect(await pg.query('SELECT state, error FROM govern.demo WHERE workspace = 1')).toEqual([{ state: 'cancelled', error: null }]);
  });
});
