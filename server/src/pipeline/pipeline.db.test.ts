import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Pipeline } from './runner.ts';
import { readPipelineState } from './state.read.ts';
import { openTestPipeline, type TestPipeline, track } from './testing.ts';

let test: TestPipeline;
let pipeline: Pipeline;
beforeAll(async () => {
  test = await openTestPipeline();
  pipeline = test.start();
});
afterAll(async () => {
  await pipeline.stop();
  await test.close();
});

const eventsOf = (userId: string) =>
  test.stores.clickhouse.query(
    `SELECT event, message_id AS id, profile_id = origin_id AS home, toUnixTimestamp64Milli(ts) AS ts FROM event_timeline WHERE has(identifiers, {id:String}) ORDER BY ts, id`,
    { id: `user_id=${userId}` },
  );
const state = () => readPipelineState({ pg: test.stores.pg, log: test.log, sources: test.deps.sources });

it('takes an event all the way, with its milliseconds, into every table', async () => {
  await test.send([
    track('t1', {
      userId: 'way',
      timestamp: '2026-11-20T11:00:00.123Z',
      properties: { revenue: '12.50', 'a.b': 1, products: [{ sku: 'x' }, { sku: 'y', price: 2 }] },
    }),
  ]);
  await test.settled();
  expect(await eventsOf('way')).toEqual([{ event: 'Product Viewed', id: 't1', home: 1, ts: Date.UTC(2026, 10, 20, 11, 0, 0, 123) }]);
  const [row] = await test.stores.clickhouse.query(
    "SELECT revenue, properties.a.b.:String AS ab, properties.`products[]`.price.:`Array(Nullable(String))` AS prices FROM event WHERE message_id = 't1'",
  );
  expect(row).toEqual({ revenue: 12.5, ab: '1', prices: [null, '2'] });
  expect(
    await test.stores.clickhouse.query(
      "SELECT count() AS n FROM event_time WHERE log_position = (SELECT any(log_position) FROM event WHERE message_id = 't1')",
    ),
  ).toEqual([{ n: 1 }]);
});

it('counts duplicates as dropped, whether in one batch or later', async () => {
  const before = await state();
  await test.send([track('d1', { userId: 'dup' }), track('d1', { userId: 'dup' })]);
  await test.settled();
  await test.send([track('d1', { userId: 'dup' })]);
  await test.settled();
  const after = await state();
  expect(await eventsOf('dup')).toHaveLength(1);
  expect({ passed: after.passed - before.passed, dropped: after.dropped - before.dropped, accepted: after.accepted - before.accepted }).toEqual({
    passed: 1,
    dropped: 2,
    accepted: 3,
  });
});

it('parks what cannot be used, with the reason and the event as it was sent', async () => {
  await test.send([track('p1', {}), 'not an object', track('p2', { userId: 'fine' })]);
  await test.settled();
  const rows = await test.stores.clickhouse.query<{ reason: string; raw: string }>('SELECT reason, raw FROM quarantine FINAL ORDER BY log_position, log_index');
  expect(rows.slice(-2)).toMatchObject([{ reason: 'missing_id' }, { reason: 'not_an_object', raw: '"not an object"' }]);
  expect(rows.at(-2)?.raw).toContain('"messageId":"p1"');
});

describe('traits', () => {
  it('are cleaned, nested in the core, flat in the mirror, and all kept in the history', async () => {
    await test.send([
      {
        type: 'identify',
        userId: 'tr',
        messageId: 'i1',
        timestamp: '2026-11-20T10:00:00Z',
        traits: { city: ' Beijing ', age: 30, address: { zip: '100' }, tags: ['a', 'b'] },
      },
      { type: 'identify', userId: 'tr', messageId: 'i0', timestamp: '2026-11-20T09:00:00Z', traits: { city: 'Xian', email: 'Tr@x.cn' } },
    ]);
    await test.settled();
    const [mirror] = await test.stores.clickhouse.query(
      "SELECT traits.city.:String AS city, traits.age.:String AS age, traits.address.zip.:String AS zip, traits.`tags[]`.:`Array(Nullable(String))` AS tags, kinds FROM profile WHERE traits.city.:String = 'Beijing'",
    );
    expect(mirror).toEqual({ city: 'Beijing', age: '30', zip: '100', tags: ['a', 'b'], kinds: ['email', 'user_id'] });
    expect(await test.stores.clickhouse.query("SELECT value FROM trait_change WHERE trait = 'city' ORDER BY ts")).toEqual([
      { value: 'Xian' },
      { value: 'Beijing' },
    ]);
  });

  it('of a profile that is there already are rewritten in place', async () => {
    await test.send([{ type: 'identify', userId: 'tr', messageId: 'i2', timestamp: '2026-11-20T11:00:00Z', traits: { city: null, level: 'gold' } }]);
    await test.settled();
    const rows = await test.stores.clickhouse.query(
      "SELECT traits.city.:String AS city, traits.level.:String AS level FROM profile WHERE traits.age.:String = '30'",
    );
    expect(rows).toEqual([{ city: null, level: 'gold' }]);
  });
});

describe('a merge', () => {
  it('shows at once and leaves the loser out of the population', async () => {
    await test.send([track('m1', { anonymousId: 'an1' }), { type: 'identify', userId: 'mu', messageId: 'm2', traits: { city: 'Old' } }]);
    await test.settled();
    await test.send([track('m3', { anonymousId: 'an1', userId: 'mu' })]);
    await test.settled();
    const rows = await test.stores.clickhouse.query<{ id: number }>(
      "SELECT DISTINCT dictGetOrDefault({dict:String}, 'root_id', profile_id, profile_id) AS id FROM event WHERE message_id IN ('m1', 'm2', 'm3')",
      { dict: `${test.stores.clickhouse.database}.profile_alias_map` },
    );
    expect(rows).toHaveLength(1);
    const mirror = await test.stores.clickhouse.query('SELECT traits.city.:String AS city FROM profile WHERE profile_id = {id:UInt64} AND merged_into = 0', {
      id: rows[0]?.id,
    });
    expect(mirror).toEqual([{ city: 'Old' }]);
    expect(await test.stores.clickhouse.query('SELECT count() AS n FROM profile WHERE merged_into = {id:UInt64}', { id: rows[0]?.id })).toEqual([{ n: 1 }]);
  });

  it('is squashed into the events and then costs nothing', async () => {
    test.clock.advance(10_000);
    for (let look = 0; look < 500; look++) {
      const [row] = await test.stores.pg.query<{ n: number }>('SELECT count(*) AS n FROM identify.alias');
      if (row?.n === 0) break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    for (const table of ['event', 'event_timeline', 'trait_change']) {
      expect(await test.stores.clickhouse.query(`SELECT uniqExact(profile_id) AS n FROM ${table} WHERE message_id IN ('m1', 'm2', 'm3')`)).toEqual([{ n: 1 }]);
    }
    expect(await test.stores.clickhouse.query('SELECT count() AS n FROM profile_alias FINAL')).toEqual([{ n: 0 }]);
  });
});

it('keeps sources and workspaces apart in the counters', async () => {
  await test.send([track('w1', { userId: 'same' })], { sourceId: 2 });
  await test.send([track('w1', { userId: 'same' })], { sourceId: 3, workspace: 2 });
  await test.settled();
  const { sources } = await state();
  const one = { accepted: 1, passed: 1, dropped: 0, parked: 0, lag: 0, reasons: {}, lastAt: new Date(test.clock.now()) };
  expect(sources.filter(({ name }) => name !== 'web')).toEqual([
    { ...one, name: 'shop', id: 2, workspace: 1 },
    { ...one, name: 'other', id: 3, workspace: 2 },
  ]);
  expect(await test.stores.clickhouse.query("SELECT uniqExact(profile_id) AS n FROM event WHERE message_id = 'w1'")).toEqual([{ n: 2 }]);
});
