/** What SDKs of others ask for beside events: catalogues, and traits that are to be set once. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '#kernel';
import { traitRank } from '#compile';
import { strangeRequest, tryRequest } from '../collect/testing.ts';
import { readPipelineState } from './state.read.ts';
import type { Pipeline } from './runner.ts';
import { openTestPipeline, type TestPipeline } from './testing.ts';

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
const state = () => readPipelineState({ pg: test.stores.pg, log: test.log, sources: test.deps.sources });

const noon = Date.UTC(2026, 10, 20, 12);
const hour = 3_600_000;

/** As sa-sdk-node sends it. */
const sensors = async (...items: readonly JsonObject[]): Promise<void> => {
  const body = Buffer.from(`data_list=${encodeURIComponent(Buffer.from(JSON.stringify(items)).toString('base64'))}`);
  await test.send(items, { protocol: 'sensors', call: 'sa', body });
  await test.settled();
};
const item = (id: string, ms: number, properties: JsonObject, type = 'item_set'): JsonObject => ({
  type,
  item_type: 'product',
  item_id: id,
  time: ms,
  _track_id: ms % 1000,
  properties,
});
const profile = (type: string, ms: number, properties: JsonObject): JsonObject => ({ type, distinct_id: 'u1', time: ms, _track_id: ms % 1000, properties });

it('a public key fills the catalogue, and never stands against a file', async () => {
  await sensors(item('SKU-1', noon - 3 * hour, { price: 1, colour: 'red' }), item('SKU-2', noon - 3 * hour, { price: 5 }));
  await test.send(
    [{ type: 'entity', kind: 'product', key: 'SKU-1', messageId: 'e1', timestamp: new Date(noon - 2 * hour).toISOString(), traits: { price: 2 } }],
    {
      protocol: 'import',
    },
  );
  await test.settled();
  await sensors(
    item('SKU-1', noon - hour, { price: 99, size: 'L' }),
    item('SKU-1', noon - hour + 1, {}, 'item_delete'),
    item('SKU-2', noon - hour, {}, 'item_delete'),
  );
  expect(await test.stores.pg.query('SELECT key, attributes, is_gone FROM profile.entity ORDER BY key')).toEqual([
    { key: 'SKU-1', attributes: { price: 2, colour: 'red', size: 'L' }, is_gone: false },
    { key: 'SKU-2', attributes: { price: 5 }, is_gone: true },
  ]);
});

it('the first of what is set once stands in the profile and in its history, in whatever order it came; what is set stands before it', async () => {
  await sensors(profile('profile_set_once', noon - hour, { first_shop: 'second', level: 'once' }));
  await sensors(profile('profile_set', noon - 3 * hour, { level: 'set' }), profile('profile_set_once', noon - 2 * hour, { first_shop: 'first' }));
  await sensors(profile('profile_increment', noon - hour, { visits: 2 }), profile('profile_append', noon - hour, { shops: ['a'] }));
  const [core] = await test.stores.pg.query<{ traits: JsonObject }>('SELECT traits FROM profile.core');
  expect(core?.traits).toMatchObject({ first_shop: { v: 'first' }, level: { v: 'set' } });
  expect(await test.stores.clickhouse.query(`SELECT trait, argMax(value, ${traitRank}) AS value FROM trait_change GROUP BY trait ORDER BY trait`, {})).toEqual([
    { trait: 'first_shop', value: 'first' },
    { trait: 'level', value: 'set' },
  ]);
  const asked = await test.stores.clickhouse.query(
    `SELECT properties.operation.:String AS operation, properties.increment.visits.:String AS visits FROM event WHERE properties.operation.:String != '' ORDER BY operation`,
    {},
  );
  expect(asked).toEqual([
    { operation: 'append', visits: null },
    { operation: 'increment', visits: '2' },
  ]);
  // One said of the catalogue what held already: that SKU-1 is there.
  expect(await state()).toMatchObject({ parked: 0, dropped: 1 });
});

it('what no SDK would send goes the whole way too: every event of it ends, and the pipeline goes on', async () => {
  const entries = Array.from({ length: 4_000 }, (_, seed) => tryRequest(strangeRequest(seed))?.record).flatMap((record) =>
    record === undefined || record.events === 0 ? [] : [{ ...record, sourceId: 1 }],
  );
  const accepted = entries.reduce((sum, { events }) => sum + events, 0);
  const before = await state();
  await test.log.append(entries);
  await test.settled();
  const after = await state();
  expect(after).toMatchObject({ accepted: before.accepted + accepted, lag: 0 });
  expect(after.passed + after.parked + after.dropped).toBe(after.accepted);
  expect(after.passed - before.passed).toBeGreaterThan(20);
  expect(after.parked - before.parked).toBeGreaterThan(500);
});
