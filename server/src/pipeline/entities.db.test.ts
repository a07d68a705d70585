import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '#kernel';
import type { ClickHouse } from '#platform';
import { readPipelineState } from './state.read.ts';
import { openTestPipeline, type TestPipeline, track } from './testing.ts';

let test: TestPipeline;
beforeEach(async () => {
  test = await openTestPipeline();
});
afterEach(() => test.close());

const product = (messageId: string, key: string, timestamp: string, traits: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: 'entity',
  kind: 'product',
  key,
  messageId,
  timestamp,
  traits,
  ...more,
});
const group = (messageId: string, groupId: string, timestamp: string, traits: JsonObject): JsonObject => ({
  type: 'group',
  userId: 'u1',
  groupId,
  messageId,
  timestamp,
  traits,
});

const versions = (kind: string) =>
  test.stores.clickhouse.query(
    `SELECT key, formatDateTime(ts, '%d') AS day, toJSONString(attributes) AS attributes, is_gone AS gone, source FROM entity WHERE kind = {kind:String} ORDER BY key, ts`,
    { kind },
  );
const state = () => readPipelineState({ pg: test.stores.pg, log: test.log, sources: test.deps.sources });
const bring = async (messages: readonly JsonObject[], protocol = 'import'): Promise<void> => {
  await test.send(messages, { protocol });
  await test.settled();
};

it('products of files become versions; one that is known already is counted as a duplicate', async () => {
  const pipeline = test.start();
  await bring([
    product('p1', 'SKU-1', '2026-01-01T00:00:00Z', { brand: 'X', price: 1, size: { w: 2 } }),
    product('p2', 'SKU-2', '2026-01-01T00:00:00Z', {}),
    product('p3', 'SKU-1', '2026-01-03T00:00:00Z', { price: 3 }),
  ]);
  await bring([product('p4', 'SKU-1', '2026-01-09T00:00:00Z', { brand: 'X', price: 3 }), product('p5', 'SKU-2', '2026-01-10T00:00:00Z', {}, { gone: true })]);
  await pipeline.stop();
  expect(await versions('product')).toEqual([
    { key: 'SKU-1', day: '01', attributes: '{"brand":"X","price":"1","size":{"w":"2"},"size{}":"1"}', gone: 0, source: 'web' },
    { key: 'SKU-1', day: '03', attributes: '{"brand":"X","price":"3","size":{"w":"2"},"size{}":"1"}', gone: 0, source: 'web' },
    { key: 'SKU-2', day: '01', attributes: '{}', gone: 0, source: 'web' },
    { key: 'SKU-2', day: '10', attributes: '{}', gone: 1, source: 'web' },
  ]);
  expect(await state()).toMatchObject({ accepted: 5, passed: 4, dropped: 1, lag: 0 });
  expect(await test.stores.pg.query('SELECT key, attributes, is_gone FROM profile.entity ORDER BY key')).toEqual([
    { key: 'SKU-1', attributes: { brand: 'X', price: 3, size: { w: 2 } }, is_gone: false },
    { key: 'SKU-2', attributes: {}, is_gone: true },
  ]);
});

it('group calls make accounts, attribute by attribute, by their own time and not by arrival', async () => {
  const pipeline = test.start();
  await bring([group('g3', 'acme', '2026-03-03T00:00:00Z', { plan: 'pro', seats: 30 })], 'segment');
  await bring(
    [group('g1', 'acme', '2026-03-01T00:00:00Z', { plan: 'free', name: 'Acme' }), group('g1', 'acme', '2026-03-01T00:00:00Z', { plan: 'free' })],
    'segment',
  );
  await bring([group('g2', 'acme', '2026-03-02T00:00:00Z', { name: 'Acme Ltd', seats: 20 })], 'segment');
  await pipeline.stop();
  expect(await versions('account')).toEqual([
    { key: 'acme', day: '01', attributes: '{"name":"Acme","plan":"free"}', gone: 0, source: 'web' },
    { key: 'acme', day: '02', attributes: '{"name":"Acme Ltd","plan":"free","seats":"20"}', gone: 0, source: 'web' },
    { key: 'acme', day: '03', attributes: '{"name":"Acme Ltd","plan":"pro","seats":"30"}', gone: 0, source: 'web' },
  ]);
  expect(await test.stores.clickhouse.query(`SELECT count() AS n, any(group_id) AS account FROM event WHERE event = '$group'`)).toEqual([
    { n: 3, account: 'acme' },
  ]);
  expect(await state()).toMatchObject({ accepted: 4, passed: 3, dropped: 1, lag: 0 });
});

it('entities under a public write key, without a key or of a malformed kind are parked', async () => {
  const pipeline = test.start();
  await bring([product('a', 'SKU-1', '2026-01-01T00:00:00Z', {})], 'segment');
  await bring([
    product('b', ' ', '2026-01-01T00:00:00Z', {}),
    product('c', 'k', '2026-01-01T00:00:00Z', {}, { kind: 'Bad kind' }),
    product('d', 'k', 'soon', {}),
  ]);
  await pipeline.stop();
  expect(await state()).toMatchObject({ accepted: 4, passed: 0, parked: 4, lag: 0 });
  expect(await test.stores.clickhouse.query('SELECT reason FROM quarantine FINAL ORDER BY reason')).toEqual([
    { reason: 'missing_id' },
    { reason: 'missing_id' },
    { reason: 'time_invalid' },
    { reason: 'unknown_type' },
  ]);
});

/** The real client, whose chosen statements fail for ever before or after they are carried out. */
function broken(when: (table: string) => boolean, how: 'before' | 'after'): { readonly clickhouse: ClickHouse; readonly failures: () => number } {
  let failures = 0;
  const { clickhouse } = test.stores;
  return {
    failures: () => failures,
    clickhouse: {
      ...clickhouse,
      insert: async (table, body, options) => {
        if (when(table)) failures += 1;
        if (when(table) && how === 'before') throw new Error('the connection was reset');
        await clickhouse.insert(table, body, options);
        if (when(table)) throw new Error('the answer was lost');
      },
    },
  };
}

describe('a worker that dies while versions are on their way', () => {
  it.each([
    ['entity', 'before'],
    ['entity', 'after'],
    ['entity_stage', 'before'],
    ['entity_stage', 'after'],
  ] as const)('at %s, %s the insert, is followed by one that ends with the same rows', async (table, how) => {
    const healthy = test.start();
    await bring([product('p1', 'A', '2026-01-02T00:00:00Z', { price: 2 }), product('p2', 'B', '2026-01-02T00:00:00Z', { price: 2 })]);
    await healthy.stop();
    const dead = broken((name) => name === table, how);
    const first = test.start({ clickhouse: dead.clickhouse });
    await test.send([product('p3', 'A', '2026-01-01T00:00:00Z', { brand: 'X' }), track('t', { userId: 'u' })], { protocol: 'import' });
    while (dead.failures() === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await first.stop();
    expect(await state()).toMatchObject({ passed: 2, lag: 2 });
    const second = test.start();
    await test.settled();
    await second.stop();
    expect(await versions('product')).toEqual([
      { key: 'A', day: '01', attributes: '{"brand":"X"}', gone: 0, source: 'web' },
      { key: 'A', day: '02', attributes: '{"brand":"X","price":"2"}', gone: 0, source: 'web' },
      { key: 'B', day: '02', attributes: '{"price":"2"}', gone: 0, source: 'web' },
    ]);
  });
});
