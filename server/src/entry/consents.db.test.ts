import type { FastifyInstance } from 'fastify';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultKinds, openDedupe } from '#clean';
import { compileMembers } from '#compile';
import { ensureDefaults, openAccess, openSourceDirectory, registerAuthentication, registerIdempotency } from '#govern';
import { hasAliases } from '#identify';
import { type JsonObject, objectAt, systemClock } from '#kernel';
import { type Pipeline, putConsents, readPipelineState, startPipeline } from '#pipeline';
import { createHttpShell, type EventLog, openEventLog } from '#platform';
import { openProfileReader, registerConsentRoutes, registerProfileRoutes } from '#profile';
import { openTestStores, type TestStores } from '../../testing/stores.ts';

const adminKey = 'admin-key-of-the-consents-test';
const clock = systemClock();
const closers: (() => Promise<unknown>)[] = [];
let stores: TestStores;
let app: FastifyInstance;
let log: EventLog;
let start: () => Pipeline;
let isSettled: () => Promise<boolean>;

beforeAll(async () => {
  stores = await openTestStores();
  const { pg, clickhouse } = stores;
  const folder = await mkdtemp(join(tmpdir(), 'danqing-consents-'));
  await ensureDefaults({ pg, writeKey: `c${'a'.repeat(24)}`, timezone: 'Asia/Shanghai' });
  log = await openEventLog(join(folder, 'log'), { clock });
  const [sources, access, dedupe] = [await openSourceDirectory(pg), await openAccess({ pg, adminKey }), openDedupe(join(folder, 'dedupe'))];
  start = () => startPipeline({ pg, clickhouse, log, sources, kinds: { of: () => defaultKinds }, dedupe, clock, logger: pino({ level: 'silent' }) });
  isSettled = async () => (await readPipelineState({ pg, log, sources })).lag === 0 && (await pg.query('SELECT 1 AS row FROM pipeline.outbox')).length === 0;
  app = await createHttpShell();
  registerAuthentication(app, { access });
  registerIdempotency(app, { pg });
  registerProfileRoutes(app, {
    pg,
    clickhouse,
    reader: openProfileReader({ pg, clickhouse, sourceName: () => 'web', clock }),
    sourceName: () => 'web',
    kinds: { of: () => defaultKinds },
  });
  registerConsentRoutes(app, { pg, clock, kinds: { of: () => defaultKinds }, record: putConsents, arrived: async () => {} });
  closers.push(
    () => app.close(),
    access.close,
    sources.close,
    dedupe.close,
    () => log.close(),
    () => rm(folder, { recursive: true, force: true }),
    stores.close,
  );
});
afterAll(async () => {
  for (const close of closers) await close();
});

async function ask(method: 'GET' | 'POST', path: string, payload?: object): Promise<{ readonly status: number; readonly body: JsonObject }> {
  const answer = await app.inject({
    method,
    url: `/api/v1${path}`,
    headers: { authorization: `Bearer ${adminKey}` },
    ...(payload === undefined ? {} : { payload }),
  });
  const body: unknown = JSON.parse(answer.payload);
  return { status: answer.statusCode, body: objectAt(body) };
}

let messages = 0;
async function send(events: readonly JsonObject[], protocol = 'segment'): Promise<void> {
  const batch = events.map((event) => ({ type: 'track', event: 'Visited', messageId: `m${++messages}`, ...event }));
  const entry = { workspace: 1, sourceId: 1, protocol, call: 'batch', receivedAt: clock.now(), remoteAddress: '', userAgent: '', events: batch.length };
  await log.append([{ ...entry, body: Buffer.from(JSON.stringify({ batch })) }]);
  await arrived();
}

async function arrived(): Promise<void> {
  for (let look = 0; look < 1000; look++) {
    if (await isSettled()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('the pipeline did not catch up');
}

const profileOf = async (userId: string): Promise<number> => Number((await ask('GET', `/profiles/lookup?kind=user_id&value=${userId}`)).body['id']);

/** Who the rule finds. */
async function consenting(channel: string | null, purpose = 'marketing'): Promise<readonly number[]> {
  const { sql, params } = compileMembers(
    { kind: 'consent', purpose, channel },
    { workspace: 1, timezone: 'Asia/Shanghai', at: clock.now(), now: true, hasAliases: await hasAliases(stores.pg), tags: new Map(), segments: new Map() },
  );
  const rows = await stores.clickhouse.query<{ profile_id: number }>(sql, params);
  return rows.map((row) => row.profile_id).sort((a, b) => a - b);
}

describe('consents', () => {
  it('are recorded at once, shown with their reasons, and found by rules; nothing is recorded twice under one Idempotency-Key', async () => {
    const pipeline = start();
    await send([{ userId: 'ann' }, { userId: 'bob' }]);
    const [ann, bob] = [await profileOf('ann'), await profileOf('bob')];
    const request = {
      method: 'POST' as const,
      url: `/api/v1/profiles/${ann}/consents`,
      headers: { authorization: `Bearer ${adminKey}`, 'idempotency-key': 'once' },
      payload: { purpose: 'marketing', state: 'granted', source: 'form', proof: 'v3', at: '2026-01-01T00:00:00Z' },
    };
    const [first, second] = [await app.inject(request), await app.inject(request)];
    expect([first.statusCode, second.statusCode, second.payload]).toEqual([201, 201, first.payload]);
    const { body } = await ask('POST', `/profiles/${ann}/consents`, { purpose: 'marketing', channel: 'sms', state: 'refused', at: '2026-01-02' });
    expect(body).toMatchObject({
      current: [
        { purpose: 'marketing', channel: null, state: 'granted', reason: 'own', source: 'form', proof: 'v3', at: '2026-01-01T00:00:00.000Z' },
        { purpose: 'marketing', channel: 'sms', state: 'refused', reason: 'own', source: 'api', at: '2026-01-01T16:00:00.000Z' },
      ],
      history: [{ channel: 'sms' }, { channel: null, profile: ann }],
    });
    const batch = {
      consents: [
        { identifier: { kind: 'user_id', value: 'bob' }, purpose: 'marketing', state: 'granted', expiresAt: '2999-01-01' },
        { identifier: { kind: 'user_id', value: 'nobody-knows' }, purpose: 'marketing', state: 'granted' },
        { identifier: { kind: 'phone', value: '138****1234' }, purpose: 'marketing', state: 'granted' },
        { profile: 999_999, purpose: 'marketing', state: 'refused' },
      ],
    };
    expect((await ask('POST', '/consents', batch)).body).toEqual({
      recorded: 1,
      unmatched: [
        { index: 1, reason: 'no_profile' },
        { index: 2, reason: 'no_identifier' },
        { index: 3, reason: 'no_profile' },
      ],
    });
    await arrived();
    expect(await consenting(null)).toEqual([ann, bob]);
    expect(await consenting('sms')).toEqual([bob]);
    expect((await ask('GET', `/profiles/${bob}`)).body['consents']).toMatchObject([
      { purpose: 'marketing', channel: null, state: 'granted', expiresAt: '2998-12-31T16:00:00.000Z' },
    ]);
    expect(await stores.clickhouse.query('SELECT count() AS n, uniqExact(consent_id) AS ids FROM consent_change')).toEqual([{ n: 3, ids: 3 }]);
    await pipeline.stop();
  });

  it('of two people who turn out to be one: the refusal wins, until that person grants again', async () => {
    const pipeline = start();
    await send([{ userId: 'cat' }, { anonymousId: 'dan', context: { consent: { categoryPreferences: { ads: false } } } }]);
    const cat = await profileOf('cat');
    await ask('POST', `/profiles/${cat}/consents`, { purpose: 'ads', state: 'granted' });
    await arrived();
    expect(await consenting(null, 'ads')).toEqual([cat]);
    await send([{ type: 'identify', userId: 'cat', anonymousId: 'dan' }]);
    expect(await consenting(null, 'ads')).toEqual([]);
    expect((await ask('GET', `/profiles/${cat}/consents`)).body['current']).toMatchObject([
      { purpose: 'ads', state: 'refused', reason: 'refused_before_merge', source: 'web' },
    ]);
    await ask('POST', `/profiles/${cat}/consents`, { purpose: 'ads', state: 'granted' });
    await arrived();
    expect(await consenting(null, 'ads')).toEqual([cat]);
    const records = await stores.pg.query<{ origin: number; state: string }>(
      `SELECT origin_id AS origin, state FROM govern.consent WHERE purpose = 'ads' ORDER BY id`,
    );
    expect(records.map(({ origin, state }) => [origin === cat, state])).toEqual([
      [false, 'refused'],
      [true, 'granted'],
      [true, 'granted'],
      [false, 'granted'],
    ]);
    await pipeline.stop();
  });

  it('that travel with every event are recorded when they change, at their own time', async () => {
    const pipeline = start();
    const preferring = (isGranted: boolean, timestamp: string): JsonObject => ({
      userId: 'eve',
      timestamp,
      context: { consent: { categoryPreferences: { analytics: isGranted } } },
    });
    await send([preferring(true, '2026-01-01T00:00:00Z'), preferring(true, '2026-01-02T00:00:00Z'), preferring(false, '2026-01-04T00:00:00Z')]);
    await send([preferring(false, '2026-01-05T00:00:00Z'), preferring(true, '2026-01-03T00:00:00Z')]);
    await send([{ userId: 'eve', consents: { 'marketing/email': 'yes' } }], 'import');
    const { body } = await ask('GET', `/profiles/${await profileOf('eve')}/consents`);
    expect(body).toMatchObject({
      current: [
        { purpose: 'analytics', state: 'refused' },
        { purpose: 'marketing', channel: 'email', state: 'granted' },
      ],
    });
    const history = Array.isArray(body['history']) ? body['history'] : [];
    expect(
      history.filter((one: JsonObject) => one['purpose'] === 'analytics').map((one: JsonObject) => [String(one['at']).slice(0, 10), one['state']]),
    ).toEqual([
      ['2026-01-04', 'refused'],
      ['2026-01-01', 'granted'],
    ]);
    await pipeline.stop();
  });

  it('are refused where they cannot be meant', async () => {
    const pipeline = start();
    await send([{ userId: 'fay' }]);
    const fay = await profileOf('fay');
    const faultsOf = async (payload: object) => (await ask('POST', `/profiles/${fay}/consents`, payload)).body['errors'];
    expect(await faultsOf({ purpose: 'marketing', state: 'granted', at: '2999-01-01' })).toMatchObject([{ path: '/at', code: 'DQ_RANGE' }]);
    expect(await faultsOf({ purpose: 'marketing', state: 'refused', expiresAt: '2999-01-01' })).toMatchObject([{ path: '/expiresAt' }]);
    expect(await faultsOf({ purpose: 'marketing', state: 'maybe' })).toMatchObject([{ path: '/state' }]);
    expect(await faultsOf({ purpose: 'a/b', state: 'granted' })).toMatchObject([{ path: '/purpose' }]);
    expect((await ask('POST', '/consents', { consents: [{ purpose: 'x', state: 'granted' }] })).body['errors']).toMatchObject([{ path: '/consents/0' }]);
    expect((await ask('POST', '/profiles/999999/consents', { purpose: 'x', state: 'granted' })).status).toBe(404);
    await pipeline.stop();
  });

  it('are in ClickHouse once, whatever a dead worker had sent already', async () => {
    const first = start();
    await send([{ userId: 'gus' }]);
    await first.stop();
    const gus = await profileOf('gus');
    await ask('POST', `/profiles/${gus}/consents`, { purpose: 'gus', state: 'granted' });
    await ask('POST', `/profiles/${gus}/consents`, { purpose: 'gus', channel: 'sms', state: 'refused' });
    const [row] = await stores.pg.query<{ id: number }>(`SELECT id FROM govern.consent WHERE purpose = 'gus' AND state = 'granted'`);
    const line = {
      workspace: 1,
      purpose: 'gus',
      channel: '',
      origin_id: gus,
      profile_id: gus,
      ts: '2026-01-01 00:00:00.000',
      state: 'granted',
      consent_id: row?.id,
    };
    await stores.clickhouse.insert('consent_change', Buffer.from([line, line].map((one) => JSON.stringify(one)).join('\n')));
    const second = start();
    await arrived();
    await second.stop();
    expect(await stores.clickhouse.query(`SELECT count() AS n, uniqExact(consent_id) AS ids FROM consent_change WHERE purpose = 'gus'`)).toEqual([
      { n: 2, ids: 2 },
    ]);
  });
});
