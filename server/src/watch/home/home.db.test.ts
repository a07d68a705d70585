import type { FastifyInstance } from 'fastify';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HomeBlock, type Role, roles } from '@danqing/contracts';
import { importTasks } from '#collect';
import { type Caller, ensureDefaults, openSourceDirectory, recordAudit } from '#govern';
import { fakeClock, workspaceId } from '#kernel';
import { createHttpShell, openEventLog } from '#platform';
import { openTestStores, type TestStores } from '../../../testing/stores.ts';
import { registerHomeRoutes } from './routes.ts';

const day = 86_400_000;
const clock = fakeClock(Date.parse('2026-06-01T12:00:00Z'));
const daysAgo = (days: number): string => new Date(clock.now() - days * day).toISOString();

let stores: TestStores;
let folder: string;
let app: FastifyInstance;
const closers: (() => Promise<void>)[] = [];
let role: Role | null = 'admin';
const callerAs = (as: Role | null): Caller => ({
  workspace: workspaceId(1),
  timezone: 'Asia/Shanghai',
  defaultRegion: 'CN',
  name: 'Ann',
  scopes: ['read'],
  isInstanceAdmin: false,
  operator: as === null ? null : { id: 'ann', name: 'Ann', email: 'ann@example.com', role: as },
  seesPersonalData: false,
});
const home = async (as: Role | null, asked?: Role) => {
  role = as;
  const answer = await app.inject({ url: `/api/v1/home${asked === undefined ? '' : `?role=${asked}`}` });
  return { status: answer.statusCode, body: answer.json() };
};
const figuresOf = (blocks: readonly HomeBlock[]): Record<string, readonly [number | null, number | null]> =>
  Object.fromEntries(blocks.flatMap((block) => (block.kind === 'figures' ? block.items.map(({ key, value, before }) => [key, [value, before] as const]) : [])));
const listIn = (blocks: readonly HomeBlock[], key: string) => blocks.flatMap((block) => (block.kind === 'list' && block.key === key ? block.items : []));

beforeAll(async () => {
  stores = await openTestStores();
  const { pg, clickhouse } = stores;
  folder = await mkdtemp(join(tmpdir(), 'danqing-home-'));
  await ensureDefaults({ pg, writeKey: `c${'a'.repeat(24)}`, timezone: 'Asia/Shanghai' });
  const [log, sources] = [await openEventLog(join(folder, 'log'), { clock }), await openSourceDirectory(pg)];
  closers.push(sources.close, () => log.close());
  app = await createHttpShell();
  app.decorateRequest('caller');
  app.addHook('onRequest', (request, _reply, done) => {
    request.caller = callerAs(role);
    done();
  });
  const lookup = { names: () => Promise.resolve({ tags: [], lists: [], segments: [{ key: 'gold', name: '高价值' }] }) };
  registerHomeRoutes(app, {
    pg,
    clickhouse,
    clock,
    log,
    sources,
    lookup,
    participants: [importTasks({ pg, clock })],
    packs: () => Promise.resolve([{ key: 'retail', name: { zh: '零售', en: 'Retail' }, available: 9, adopted: 2, items: 60 }]),
  });

  const insert = (table: string, rows: readonly object[]) => clickhouse.insert(table, Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n')));
  const profile = (id: number, days: number) => ({ workspace: 1, profile_id: id, merged_into: 0, created_at: daysAgo(days), kinds: [], traits: {} });
  await insert('profile', [
    profile(1, 100),
    profile(2, 100),
    profile(3, 40),
    profile(4, 5),
    profile(5, 5),
    { ...profile(6, 3), merged_into: 1 },
    { ...profile(7, 3), workspace: 2 },
  ]);
  const event = (origin: number, name: string, days: number, revenue: number | null, properties: object = {}) => ({
    workspace: 1,
    event: name,
    origin_id: origin,
    profile_id: origin,
    ts: daysAgo(days),
    received_at: daysAgo(days),
    message_id: `${origin}-${name}-${days}`,
    log_position: 1,
    log_index: 1,
    revenue,
    properties,
    payload: '{}',
  });
  await insert('event_feed', [
    event(1, 'Order Completed', 2, 100),
    event(1, 'Order Completed', 10, null, { total: '50.5' }),
    event(2, 'Order Refunded', 3, -20),
    event(2, 'Order Completed', 40, 70),
    event(3, 'Page Viewed', 45, null),
    event(4, '$identify', 2, null),
    event(5, 'Page Viewed', 90, null),
  ]);
  await pg.query(
    `INSERT INTO evaluate.node (kind, definition_id, workspace, key, version, refresh, uses_tags, uses_segments, is_timed, state, count, computed_at, elapsed_ms, error)
     VALUES ('segment', 1, 1, 'gold', 1, 'live', '{}', '{}', false, 'ready', 150, now(), 900, NULL), ('segment', 2, 1, 'still', 1, 'live', '{}', '{}', false, 'ready', 500, now(), 20, NULL),
            ('segment', 3, 1, 'broken', 1, 'live', '{}', '{}', false, 'failed', NULL, NULL, 0, 'no memory')`,
  );
  await pg.query(`INSERT INTO watch.size (workspace, segment_id, at, members) VALUES (1, 1, $1, 100), (1, 1, $2, 120), (1, 2, $1, 500)`, [
    daysAgo(9),
    daysAgo(2.5),
  ]);
  await pg.query(`INSERT INTO pipeline.counter (source_id, workspace, passed, parked, last_at) VALUES (1, 1, 90, 10, $1)`, [daysAgo(3)]);
  await pg.query(`INSERT INTO pipeline.reason_counter VALUES (1, 'park', 'time_invalid', 7), (1, 'park', 'no_identifier', 3)`);
  await pg.query(
    `INSERT INTO collect.import (id, workspace, source, timezone, file, file_name, mapping, state, total_bytes, created_at, finished_at, error)
     VALUES ('f', 1, 's', 'UTC', '', 'orders.csv', '{}', 'failed', 10, $1, $1, '{"code":"DQ_X","message":"no header"}')`,
    [daysAgo(1)],
  );
  await recordAudit(pg, callerAs('admin'), { action: 'profile.reveal', object: 'profile:17' });
});
afterAll(async () => {
  await app.close();
  for (const close of closers) await close();
  await stores.close();
  await rm(folder, { recursive: true, force: true });
});

describe('the home page', () => {
  it('gives whoever runs the business five figures with the period before', async () => {
    const { body } = await home('manager');
    expect(figuresOf(body.blocks)).toEqual({
      customers: [5, 3],
      active_30d: [2, 2],
      new_30d: [2, 1],
      orders_30d: [2, 1],
      net_sales_30d: [130.5, 70],
    });
    expect(body).toMatchObject({ role: 'manager', roles: ['manager'], currency: 'CNY' });
  });

  it('shows marketers the segments that moved most, with their sizes by day, and what could be switched on', async () => {
    const { body } = await home('marketer');
    const moved = body.blocks.find((block: HomeBlock) => block.kind === 'segments');
    expect(moved.items[0]).toEqual({ key: 'gold', name: '高价值', count: 150, before: 100, days: [100, 100, 100, 100, 120, 120, 150] });
    expect(listIn(body.blocks, 'packs')[0]?.detail.zh).toContain('7 项');
  });

  it('shows those who look after the data what waits for them', async () => {
    const { blocks } = (await home('data_operator')).body;
    expect(figuresOf(blocks)).toMatchObject({ parked_events: [10, null], failed_definitions: [1, null], firing_alerts: [0, null] });
    expect(listIn(blocks, 'failed_imports').map(({ title }) => title.en)).toEqual(['Import of “orders.csv”']);
    expect(listIn(blocks, 'parked_sources')[0]?.detail.en).toBe('Mostly: Time cannot be read, 7');
    expect(listIn(blocks, 'silent_sources')[0]?.detail.zh).toBe('3 天没有数据');
  });

  it('shows analysts what is dear or broken, sales who did what, privacy officers who looked', async () => {
    const analyst = (await home('analyst')).body.blocks;
    expect(listIn(analyst, 'costly_definitions')[0]?.title.zh).toBe('高价值');
    expect(listIn(analyst, 'failed_definitions')[0]?.detail.en).toBe('no memory');
    const sales = (await home('sales')).body.blocks;
    expect(listIn(sales, 'key_events').map(({ link }) => link)).toEqual(['customers/1', 'customers/2']);
    const privacy = (await home('privacy_officer')).body.blocks;
    expect(figuresOf(privacy)['reveals_7d']).toEqual([1, null]);
    expect(listIn(privacy, 'audit')[0]?.detail.en).toBe('profile:17');
  });

  it('lets admins look at the page of every role, and nobody else', async () => {
    for (const asked of roles) expect((await home('admin', asked)).body.role).toBe(asked);
    expect((await home('viewer', 'manager')).status).toBe(403);
    expect((await home(null)).body.role).toBe('viewer');
  });

  it('is given again for half a minute, then anew', async () => {
    const { pg } = stores;
    await pg.query(`UPDATE pipeline.counter SET parked = 11`);
    expect(figuresOf((await home('data_operator')).body.blocks)['parked_events']).toEqual([10, null]);
    clock.advance(31_000);
    expect(figuresOf((await home('data_operator')).body.blocks)['parked_events']).toEqual([11, null]);
  });
});
