import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPrivacyDirectory, workOnExports, workOnRemovals } from '#govern';
import { objectAt, systemClock } from '#kernel';
import { deleteClickHouseRows } from '#platform';
import { type Method, openWholeApi, type WholeApi } from './testing.ts';

const adminKey = 'admin-key-of-the-workspaces-test';
const clock = systemClock();
const logger = pino({ level: 'silent' });
const { signal } = new AbortController();
let whole: WholeApi;
let folder: string;

beforeAll(async () => {
  whole = await openWholeApi(adminKey);
  folder = await mkdtemp(join(tmpdir(), 'danqing-exports-'));
});
afterAll(async () => {
  await whole.close();
  await rm(folder, { recursive: true, force: true });
});

async function ask(method: Method, path: string, payload?: object, headers: Record<string, string> = {}) {
  const answer = await whole.app.inject({
    method,
    url: `/api/v1${path}`,
    headers: { authorization: `Bearer ${adminKey}`, ...headers },
    ...(payload === undefined ? {} : { payload }),
  });
  const body: unknown = answer.payload === '' ? {} : JSON.parse(answer.payload);
  return { status: answer.statusCode, body: objectAt(body), etag: answer.headers.etag ?? '' };
}

it('takes the settings of a workspace, the word for a customer with the industry, and refuses an edit of what somebody else has changed', async () => {
  const before = await ask('GET', '/workspace');
  expect(before.body).toMatchObject({ industry: null, noun: { zh: '客户' }, currency: 'CNY', limits: { revealsPerDay: 100 } });
  const changed = await ask('PATCH', '/workspace', { industry: 'education', timezone: 'Asia/Tokyo' }, { 'if-match': before.etag });
  expect(changed.body).toMatchObject({ industry: 'education', noun: { zh: '学员', en: 'student' }, timezone: 'Asia/Tokyo' });
  expect((await ask('PATCH', '/workspace', { currency: 'USD' }, { 'if-match': before.etag })).status).toBe(412);
  const limited = await ask('PATCH', '/workspace', { limits: { sqlSeconds: { analyst: 20 } } });
  expect(limited.body).toMatchObject({ limits: { sqlSeconds: { analyst: 20, admin: 60 }, sqlRows: { analyst: 10_000 }, exportRows: { analyst: 50_000 } } });
  expect((await ask('PATCH', '/workspace', { limits: { sqlRows: { analyst: 10_001 } } })).status).toBe(400);
  const wrong = await ask('PATCH', '/workspace', {
    currency: 'ZZZ',
    timezone: 'Mars/Base',
    holidays: { calendar: 'CN', own: [{ name: 'x', from: '2026-02-02', to: '2026-02-01' }] },
  });
  expect(wrong.body['errors']).toMatchObject([{ path: '/timezone' }, { path: '/currency' }, { path: '/holidays/own/0/to' }]);
});

it('writes an export masked, up to the limit, audits it, and keeps the file for seven days', async () => {
  const { pg } = whole.stores;
  const privacy = await openPrivacyDirectory(pg, () => Promise.resolve([]));
  const asked = await ask('POST', '/exports', { what: 'profiles', reason: 'a test of exports' });
  expect(asked).toMatchObject({ status: 202, body: { state: 'queued', masked: true } });
  const deps = {
    pg,
    clock,
    logger,
    folder,
    privacy,
    async *parts() {
      yield { rows: 0, text: 'id,phone,traits.name,note\r\n' };
      yield { rows: 1, text: '1,+8613900001234,"欧阳, 植树","tel 13900001234"\r\n' };
    },
  };
  expect(await workOnExports(deps, signal)).toBe(true);
  expect(await workOnExports(deps, signal)).toBe(false);
  const done = await ask('GET', `/exports/${String(asked.body['id'])}`);
  expect(done.body).toMatchObject({ state: 'done', rows: 1, isCut: false });
  const path = join(folder, '1', String(asked.body['id']));
  expect(await readFile(path, 'utf8')).toBe('id,phone,traits.name,note\r\n1,+86139****1234,欧*,tel 139****1234\r\n');
  expect(await pg.query(`SELECT action FROM govern.audit WHERE object = $1`, [`export:${String(asked.body['id'])}`])).toEqual([{ action: 'export.make' }]);
  await workOnExports({ ...deps, clock: { ...clock, now: () => clock.now() + 8 * 86_400_000 } }, signal);
  expect((await ask('GET', `/exports/${String(asked.body['id'])}`)).body['state']).toBe('expired');
  await expect(readFile(path)).rejects.toThrow('ENOENT');
  await privacy.close();
});

it('refuses to remove the first workspace, or one whose key was not said again; another goes with every row in both engines', async () => {
  const { pg, clickhouse } = whole.stores;
  expect((await ask('DELETE', '/workspaces/default', { confirm: 'default' })).body['code']).toBe('DQ_LAST_WORKSPACE');
  const made = await ask('POST', '/workspaces', { key: 'gone', name: 'Gone' });
  const workspace = Number(made.body['id']);
  expect((await ask('DELETE', '/workspaces/gone', { confirm: 'other' })).status).toBe(400);
  await ask('POST', '/segments', { key: 'some', name: 'Some', rule: { any: [] }, refresh: 'manual' }, { 'x-workspace': 'gone' });
  await ask('POST', '/lists', { key: 'some', kind: 'phone', values: ['13900001234'] }, { 'x-workspace': 'gone' });
  for (const id of [1, workspace]) {
    await pg.query(`INSERT INTO identify.profile (id, workspace, root_id, created_at) VALUES ($2, $1, $2, now())`, [id, 1000 + id]);
    await clickhouse.command(
      `INSERT INTO event_feed (workspace, event, origin_id, ts, profile_id, message_id) VALUES ({id:UInt32}, 'A', {id:UInt64}, now64(3), {id:UInt64}, 'm')`,
      { id },
    );
  }
  expect(await ask('DELETE', '/workspaces/gone', { confirm: 'gone' })).toMatchObject({ status: 202, body: { finishedAt: null } });
  expect((await ask('GET', '/status', undefined, { 'x-workspace': 'gone' })).status).toBe(404);
  const deps = { pg, clock, logger, isSkipped: () => true, clearFiles: async () => {}, clearClickHouse: (id: number) => deleteClickHouseRows(clickhouse, id) };
  expect(await workOnRemovals({ ...deps, isSkipped: () => false }, signal)).toBe(false);
  expect(await workOnRemovals(deps, signal)).toBe(true);
  expect((await ask('GET', '/workspaces/gone/removal')).body).toMatchObject({ done: ['files', 'rows'], error: null });
  const tables = await pg.query<{ name: string }>(
    `SELECT a.attrelid::regclass::text AS name FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r' WHERE a.attname = 'workspace'
     AND NOT a.attisdropped AND a.attrelid::regclass::text NOT IN ('govern.source', 'govern.audit', 'govern.removal')`,
  );
  expect(tables.length).toBeGreaterThan(25);
  const left: string[] = [];
  for (const { name } of tables) if ((await pg.query(`SELECT 1 AS n FROM ${name} WHERE workspace = $1 LIMIT 1`, [workspace])).length > 0) left.push(name);
  expect(left).toEqual([]);
  const events = await clickhouse.query<{ workspace: number }>('SELECT workspace FROM event UNION ALL SELECT workspace FROM event_timeline');
  expect(events.map((row) => row.workspace)).toEqual([1, 1]);
  expect((await pg.query('SELECT 1 AS n FROM identify.profile WHERE workspace = 1')).length).toBe(1);
  // The key is free again.
  expect((await ask('POST', '/workspaces', { key: 'gone', name: 'Again' })).status).toBe(201);
});
