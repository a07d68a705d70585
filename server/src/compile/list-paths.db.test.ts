import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestStores, type TestStores } from '../../testing/stores.ts';
import { compileListPaths, listPathsOf } from './index.ts';

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

const listsNow = async () => listPathsOf(await stores.clickhouse.query(compileListPaths().sql));
const insert = (table: string, row: object): Promise<void> => stores.clickhouse.insert(table, Buffer.from(JSON.stringify(row)));

it('sees a list path however it came: inserted, beyond the dynamic paths, or by an update in place', async () => {
  expect((await listsNow()).traits.size).toBe(0);
  await insert('profile', { workspace: 1, profile_id: 1, traits: { city: 'x', 'tags[]': ['a', null], 'tags{}': '1' } });
  expect([...(await listsNow()).traits]).toEqual(['tags[]']);

  const many = Object.fromEntries(Array.from({ length: 600 }, (_, index) => [`a${index}[]`, ['1']]));
  await insert('profile', { workspace: 1, profile_id: 2, traits: many });
  expect((await listsNow()).traits.size).toBe(601);
  await stores.clickhouse.command('OPTIMIZE TABLE profile FINAL');
  expect((await listsNow()).traits.size).toBe(601);

  await stores.clickhouse.command(
    `UPDATE profile SET traits = CAST('{"fresh[]": ["x"], "lines[].sku": ["y"]}', 'JSON(max_dynamic_paths=256)') WHERE workspace = 1 AND profile_id = 1`,
  );
  const { traits } = await listsNow();
  expect(traits.has('fresh[]')).toBe(true);
});

it('sees lists of events', async () => {
  await insert('event_feed', { workspace: 1, event: 'A', profile_id: 1, origin_id: 1, ts: '2026-01-01 00:00:00', properties: { 'sizes[]': ['1'] } });
  expect([...(await listsNow()).properties]).toEqual(['sizes[]']);
});
