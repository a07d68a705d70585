import type { FastifyInstance } from 'fastify';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importTasks } from '#collect';
import { ensureDefaults, noteTask, openAccess, openSourceDirectory, type Caller } from '#govern';
import { fakeClock, workspaceId } from '#kernel';
import { createHttpShell, openEventLog } from '#platform';
import { openTestStores, type TestStores } from '../../../testing/stores.ts';
import { registerNoticeRoutes } from '../notice/routes.ts';
import { tellOfEndedTasks } from '../notice/of-tasks.ts';
import { type AlertDeps, evaluateAlerts } from './evaluate.ts';
import { registerAlertRoutes } from './routes.ts';
import { registerSegmentAlertRoutes } from './segment-routes.ts';

const minute = 60_000;
const hour = 60 * minute;
const clock = fakeClock(Date.parse('2026-06-01T12:00:00Z'));
let stores: TestStores;
let folder: string;
let app: FastifyInstance;
let deps: AlertDeps;
const closers: (() => Promise<void>)[] = [];
let caller: Caller;

const call = async (method: 'GET' | 'PUT' | 'POST' | 'DELETE', url: string, payload?: object) => {
  const answer = await app.inject({ method, url: `/api/v1${url}`, ...(payload === undefined ? {} : { payload }) });
  return { status: answer.statusCode, body: answer.body === '' ? undefined : answer.json() };
};
const rule = async (input: object): Promise<number> => (await call('POST', '/alerts', { forMinutes: 0, ...input })).body.id;
/** One look a minute, for so many minutes. */
const looks = async (minutes: number): Promise<void> => {
  for (let at = 0; at < minutes; at++) {
    clock.advance(minute);
    expect(await evaluateAlerts(deps)).toBe(true);
  }
};
const history = async (id: number) => (await call('GET', `/alert-history?rule=${id}`)).body.items;
const said = async (channel: number): Promise<string[]> => {
  const rows = await stores.pg.query<{ message: { title: { zh: string } } }>('SELECT message FROM watch.delivery WHERE channel_id = $1 ORDER BY created_at', [
    channel,
  ]);
  return rows.map(({ message }) => message.title.zh);
};
const counters = (source: number, passed: number, parked: number, reason = 'bad_time') =>
  stores.pg.transaction(async (tx) => {
    await tx.query(
      `INSERT INTO pipeline.counter (source_id, workspace, passed, parked, last_at) VALUES ($1, 1, $2, $3, $4)
       ON CONFLICT (source_id) DO UPDATE SET passed = excluded.passed, parked = excluded.parked, last_at = excluded.last_at`,
      [source, passed, parked, new Date(clock.now())],
    );
    await tx.query(
      `INSERT INTO pipeline.reason_counter (source_id, outcome, reason, events) VALUES ($1, 'park', $2, $3) ON CONFLICT (source_id, outcome, reason) DO UPDATE SET events = excluded.events`,
      [source, reason, parked],
    );
  });
const segment = (id: number, key: string, count: number, more: { state?: string; drift?: number; error?: string } = {}) =>
  stores.pg.query(
    `INSERT INTO evaluate.node (kind, definition_id, workspace, key, version, refresh, uses_tags, uses_segments, is_timed, state, count, computed_at, drift, error)
     VALUES ('segment', $1, 1, $2, 1, 'live', '{}', '{}', false, $3, $4, now(), $5, $6)
     ON CONFLICT (kind, definition_id) DO UPDATE SET count = excluded.count, state = excluded.state, drift = excluded.drift, error = excluded.error`,
    [id, key, more.state ?? 'ready', count, more.drift ?? 0, more.error ?? null],
  );

let channel = 0;
beforeAll(async () => {
  stores = await openTestStores();
  const { pg, clickhouse } = stores;
  folder = await mkdtemp(join(tmpdir(), 'danqing-alerts-'));
  await ensureDefaults({ pg, writeKey: `c${'a'.repeat(24)}`, timezone: 'Asia/Shanghai' });
  await pg.query(
    `INSERT INTO govern.operator (id, name, email, is_owner) VALUES ('ann', 'Ann', 'ann@example.com', true), ('bob', 'Bob', 'bob@example.com', false)`,
  );
  await pg.query(`INSERT INTO govern.operator_role (operator, workspace, role) VALUES ('bob', 1, 'viewer')`);
  const [log, sources, access] = [await openEventLog(join(folder, 'log'), { clock }), await openSourceDirectory(pg), await openAccess({ pg, adminKey: 'a' })];
  closers.push(access.close, sources.close, () => log.close());
  const participants = [importTasks({ pg, clock })];
  const lookup = { names: () => Promise.resolve({ tags: [], lists: [], segments: [{ key: 'gold', name: '高价值' }] }) };
  deps = {
    pg,
    clickhouse,
    clock,
    log,
    sources,
    lookup,
    participants,
    dataFolder: folder,
    access,
    logger: pino({ level: 'silent' }),
    publicUrl: 'https://cdp.example.com',
  };
  caller = {
    workspace: workspaceId(1),
    timezone: 'Asia/Shanghai',
    defaultRegion: 'CN',
    name: 'Ann',
    scopes: ['admin'],
    isInstanceAdmin: false,
    operator: { id: 'ann', name: 'Ann', email: 'ann@example.com', role: 'admin' },
    seesPersonalData: false,
  };
  app = await createHttpShell();
  app.decorateRequest('caller');
  app.addHook('onRequest', (request, _reply, done) => {
    request.caller = caller;
    done();
  });
  registerAlertRoutes(app, { pg, clock });
  registerSegmentAlertRoutes(app, {
    pg,
    clock,
    segments: () =>
      Promise.resolve([
        { key: 'gold', name: '高价值' },
        { key: 'silver', name: '银卡' },
      ]),
  });
  registerNoticeRoutes(app, { pg, clock });
  const [made] = await pg.query<{ id: number }>(
    `INSERT INTO watch.channel (workspace, kind, name, settings, language, created_at, updated_at, updated_by) VALUES (1, 'email', 'ops', '{}', 'zh', now(), now(), '') RETURNING id`,
  );
  channel = made?.id ?? 0;
});
afterAll(async () => {
  await app.close();
  for (const close of closers) await close();
  await stores.close();
  await rm(folder, { recursive: true, force: true });
});

describe('rules', () => {
  it('take sensible bounds for what is left out, and refuse what does not fit their kind', async () => {
    const { body, status } = await call('POST', '/alerts', { kind: 'pipeline_lag', name: 'lag' });
    expect(status).toBe(201);
    expect(body).toMatchObject({ settings: { above: 10_000 }, severity: 'warning', forMinutes: 5, repeatMinutes: 240, state: 'ok', isEnabled: true });
    expect((await call('POST', '/alerts', { kind: 'pipeline_lag', name: 'lag' })).status).toBe(409);
    for (const [kind, settings] of [
      ['pipeline_lag', { above: -1 }],
      ['pipeline_lag', { below: 3 }],
      ['segment_size', {}],
      ['event_volume', {}],
    ] as const)
      expect((await call('POST', '/alerts', { kind, name: 'wrong', settings })).status).toBe(400);
    expect((await call('POST', '/alerts', { kind: 'live_drift', name: 'wrong', channels: [999] })).status).toBe(400);
    expect((await call('PUT', `/alerts/${body.id}`, { settings: { above: 5 }, isEnabled: false })).body).toMatchObject({
      settings: { above: 5 },
      isEnabled: false,
      name: 'lag',
    });
    expect((await call('DELETE', `/alerts/${body.id}`)).status).toBe(204);
    expect((await call('DELETE', `/alerts/${body.id}`)).status).toBe(404);
  });
});

describe('a look each minute', () => {
  it('fires for each source that is silent for too long, in one message, and resolves when it is heard again', async () => {
    const sources = await stores.pg.query<{ id: number }>(
      `INSERT INTO govern.source (workspace, name, kind, write_key) VALUES (1, 'app', 'stream', 'k1'), (1, 'shop', 'stream', 'k2') RETURNING id`,
    );
    await expect.poll(() => sources.every(({ id }) => deps.sources.byId(id) !== undefined)).toBe(true);
    for (const { id } of sources) await counters(id, 10, 0);
    const id = await rule({ kind: 'source_silent', name: '断流', settings: { hours: 2 }, severity: 'critical', channels: [channel] });
    await looks(1);
    expect(await history(id)).toEqual([]);
    clock.advance(2 * hour);
    await looks(2);
    const firing = await history(id);
    expect(firing.map(({ subject, state }: { subject: string; state: string }) => `${subject} ${state}`).toSorted()).toEqual(['app firing', 'shop firing']);
    expect(await said(channel)).toEqual(['【严重】Default · 断流']);
    for (const source of sources) await counters(source.id, 11, 0);
    await looks(4);
    expect((await history(id)).map(({ state }: { state: string }) => state)).toEqual(['resolved', 'resolved']);
    expect(await said(channel)).toEqual(['【严重】Default · 断流', '【已恢复】Default · 断流']);
    await call('DELETE', `/alerts/${id}`);
  });

  it('says how large a share was parked, and which reason is new', async () => {
    const [share, reason] = [
      await rule({ kind: 'parked_share', name: 'share', settings: { minEvents: 10 } }),
      await rule({ kind: 'parked_reason', name: 'reason' }),
    ];
    await counters(1, 1000, 0);
    await looks(1);
    clock.advance(61 * minute);
    await looks(1);
    await counters(1, 1050, 50);
    await looks(1);
    expect((await history(share))[0]).toMatchObject({ state: 'firing', value: 50, says: { zh: expect.stringContaining('50 / 100') } });
    expect((await history(reason)).map(({ subject }: { subject: string }) => subject)).toEqual(['web: bad_time']);
    clock.advance(2 * hour);
    await looks(4);
    expect((await history(share))[0]).toMatchObject({ state: 'resolved' });
    expect((await history(reason))[0]).toMatchObject({ state: 'resolved' });
    for (const id of [share, reason]) await call('DELETE', `/alerts/${id}`);
  });

  it('watches sizes, moves, drift and failures of definitions', async () => {
    await segment(1, 'gold', 1000);
    await looks(1);
    const size = await rule({ kind: 'segment_size', name: 'size', settings: { segments: ['gold'], above: 1200 } });
    const moved = await rule({ kind: 'segment_moved', name: 'moved', settings: { percent: 20, hours: 24 } });
    const drift = await rule({ kind: 'live_drift', name: 'drift' });
    const failed = await rule({ kind: 'definition_failed', name: 'failed' });
    clock.advance(24 * hour);
    await segment(1, 'gold', 1300, { drift: 2 });
    await segment(2, 'broken', 0, { state: 'failed', error: 'no memory' });
    await looks(1);
    expect((await history(size))[0].says.zh).toContain('高价值');
    expect((await history(moved))[0]).toMatchObject({ subject: 'gold', value: 30 });
    expect((await history(drift))[0]).toMatchObject({ subject: 'segment:gold', value: 2 });
    expect((await history(failed))[0].says.en).toContain('no memory');
    for (const id of [size, moved, drift, failed]) await call('DELETE', `/alerts/${id}`);
  });

  it('watches one way of moving only, and how long nobody has entered', async () => {
    await segment(7, 'silver', 1000);
    await looks(1);
    const up = await rule({ kind: 'segment_moved', name: 'up', settings: { segments: ['silver'], percent: 20, direction: 'up' } });
    const down = await rule({ kind: 'segment_moved', name: 'down', settings: { segments: ['silver'], percent: 20, direction: 'down' } });
    const quiet = (await call('POST', '/segments/silver/alerts', { kind: 'segment_quiet', name: 'nobody', settings: { days: 2 } })).body;
    expect(quiet).toMatchObject({ settings: { segments: ['silver'], days: 2 } });
    const entered = (at: number) =>
      stores.clickhouse.insert(
        'segment_change',
        Buffer.from(
          JSON.stringify({ workspace: 1, segment_id: 7, profile_id: 1, change: 'entered', at: new Date(at).toISOString(), cause: 'data', run_id: at }),
        ),
      );
    await entered(clock.now());
    clock.advance(24 * hour);
    await segment(7, 'silver', 700);
    await looks(1);
    expect([(await history(up)).length, (await history(down))[0].value, (await history(quiet.id)).length]).toEqual([0, -30, 0]);
    clock.advance(25 * hour);
    await looks(1);
    expect((await history(quiet.id))[0]).toMatchObject({ subject: 'silver', says: { zh: expect.stringContaining('2 天没有人进入') } });
    await entered(clock.now());
    await looks(3);
    expect((await history(quiet.id))[0].state).toBe('resolved');
    for (const id of [up, down, quiet.id]) await call('DELETE', `/alerts/${id}`);
  });

  it('lets whoever builds segments watch one, hear of it, and no more', async () => {
    const admin = caller;
    caller = { ...admin, name: 'Bob', operator: { id: 'bob', name: 'Bob', email: 'bob@example.com', role: 'marketer' } };
    const { status, body } = await call('POST', '/segments/gold/alerts', { kind: 'segment_size', settings: { above: 10 } });
    expect([status, body.name]).toEqual([201, '高价值 · segment_size']);
    expect((await call('POST', '/segments/nowhere/alerts', { kind: 'segment_size', settings: { above: 10 } })).status).toBe(404);
    expect((await call('POST', '/segments/gold/alerts', { kind: 'disk_low' })).status).toBe(400);
    const watched = (await call('GET', '/segments/gold/alerts')).body;
    expect([watched.items.map(({ isShared }: { isShared: boolean }) => isShared), watched.channels]).toEqual([[false], [{ id: channel, name: 'ops' }]]);
    await segment(1, 'gold', 1300);
    await looks(12);
    const news = (await call('GET', '/notifications')).body.items;
    expect(news.find(({ link }: { link: string }) => link === 'segments/gold')?.title.zh).toBe('告警：高价值 · segment_size');
    expect((await call('DELETE', `/segments/silver/alerts/${body.id}`)).status).toBe(404);
    expect((await call('DELETE', `/segments/gold/alerts/${body.id}`)).status).toBe(204);
    caller = admin;
    await stores.pg.query(`DELETE FROM watch.notification WHERE operator_id = 'bob'`);
  });

  it('knows what an event’s volume usually is at that hour of the week', async () => {
    const last = Math.floor(clock.now() / hour) * hour - hour;
    // Four weeks of about a hundred; the hour that ends after the last look has none.
    const rows = [100, 104, 96, 101].flatMap((count, week) =>
      Array.from({ length: count }, () => ({
        workspace: 1,
        ts: new Date(last + hour - (week + 1) * 168 * hour).toISOString(),
        event: 'Order Completed',
        origin_id: 1,
        profile_id: 1,
        log_position: 1,
        log_index: 1,
      })),
    );
    await stores.clickhouse.insert('event_time', Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n')));
    const id = await rule({ kind: 'event_volume', name: 'orders', settings: { events: ['Order Completed'] } });
    clock.set(last + 2 * hour + 15 * minute);
    await looks(1);
    expect((await history(id))[0]).toMatchObject({ state: 'firing', value: 0, says: { zh: expect.stringContaining('通常 101 次') } });
    await call('DELETE', `/alerts/${id}`);
  });

  it('tells of a failed import once, and says nothing while a rule is snoozed', async () => {
    const quiet = await rule({ kind: 'import_failed', name: 'quiet', channels: [channel] });
    await call('POST', `/alerts/${quiet}/snooze`, { minutes: 60 });
    const before = await said(channel);
    await stores.pg.query(
      `INSERT INTO collect.import (id, workspace, source, timezone, file, file_name, mapping, state, total_bytes, finished_at, error)
       VALUES ('f1', 1, 's', 'UTC', '', 'orders.csv', '{}', 'failed', 10, $1, '{"code":"DQ_X","message":"no header"}')`,
      [new Date(clock.now())],
    );
    await looks(2);
    expect((await history(quiet))[0]).toMatchObject({ state: 'firing', subject: 'import/f1' });
    expect(await said(channel)).toEqual(before);
    await call('POST', `/alerts/${quiet}/snooze`, { minutes: 0 });
    await looks(2);
    expect((await said(channel)).length).toBe(before.length + 1);
    const [{ id }] = await history(quiet);
    expect((await call('POST', `/alert-history/${id}/acknowledge`)).status).toBe(204);
    expect((await history(quiet))[0]).toMatchObject({ acknowledgedBy: 'Ann' });
    await call('DELETE', `/alerts/${quiet}`);
  });

  it('watches the disk and goes on when one rule cannot be looked at', async () => {
    const broken = await rule({ kind: 'event_volume', name: 'broken', settings: { events: ['x'] } });
    await stores.pg.query(`UPDATE watch.rule SET settings = '{"events": 5}' WHERE id = $1`, [broken]);
    const disk = await rule({ kind: 'disk_low', name: 'disk', settings: { belowPercent: 90 } });
    await looks(1);
    const items = (await call('GET', '/alerts')).body.items;
    expect(items.find(({ id }: { id: number }) => id === broken).problem).not.toBeNull();
    expect(items.find(({ id }: { id: number }) => id === disk).evaluatedAt).not.toBeNull();
    for (const id of [broken, disk]) await call('DELETE', `/alerts/${id}`);
  });

  it('is taken by one worker a minute', async () => {
    clock.advance(minute);
    expect(await Promise.all([evaluateAlerts(deps), evaluateAlerts(deps)])).toEqual(expect.arrayContaining([true, false]));
  });
});

describe('the bell', () => {
  it('rings for those who look after alerts, and for nobody else', async () => {
    const { items, unread } = (await call('GET', '/notifications?limit=200')).body;
    expect(unread).toBe(items.length);
    expect(items.map(({ title }: { title: { zh: string } }) => title.zh)).toContain('告警：断流');
    const rows = await stores.pg.query<{ n: number }>(`SELECT count(*)::int AS n FROM watch.notification WHERE operator_id = 'bob'`);
    expect(rows[0]?.n).toBe(0);
  });

  it('rings once when a task has ended that you asked for, as you prefer', async () => {
    const { pg } = stores;
    const end = async (id: string, state: string): Promise<void> => {
      await noteTask(pg, caller, 'import', id);
      await pg.query(
        `INSERT INTO collect.import (id, workspace, source, timezone, file, file_name, mapping, state, total_bytes, finished_at, events) VALUES ($1, 1, 's', 'UTC', '', $1 || '.csv', '{}', $2, 10, $3, 5)`,
        [id, state, new Date(clock.now())],
      );
    };
    const titles = async () => (await call('GET', '/notifications?limit=200')).body.items.map(({ title }: { title: { en: string } }) => title.en);
    const startedAt = new Date(clock.now());
    await end('mine', 'done');
    await tellOfEndedTasks(pg, deps.participants, startedAt);
    await tellOfEndedTasks(pg, deps.participants, startedAt);
    expect((await titles()).filter((title: string) => title.startsWith('Import of “mine'))).toEqual(['Import of “mine.csv” · done']);
    await call('PUT', '/notifications/preferences', { tasks: 'failed', alerts: 'none' });
    expect((await call('GET', '/notifications/preferences')).body).toEqual({ tasks: 'failed', alerts: 'none' });
    await end('quiet', 'done');
    await end('loud', 'failed');
    await tellOfEndedTasks(pg, deps.participants, startedAt);
    expect((await titles()).slice(0, 2)).toEqual(['Import of “loud.csv” · failed', 'Import of “mine.csv” · done']);
  });

  it('is read by one and by all, page by page', async () => {
    const first = (await call('GET', '/notifications?limit=2')).body;
    const second = (await call('GET', `/notifications?limit=2&cursor=${first.next}`)).body;
    expect(second.items[0].id).toBeLessThan(first.items[1].id);
    expect((await call('POST', '/notifications/read', { ids: [first.items[0].id] })).body.unread).toBe(first.unread - 1);
    expect((await call('GET', '/notifications?unread=true')).body.items[0].id).toBe(first.items[1].id);
    expect((await call('POST', '/notifications/read', {})).body).toEqual({ unread: 0 });
  });
});
