import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrateClickHouse, migratePostgres } from '#platform';
import { openTestStores, type TestStores } from '../../testing/stores.ts';

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

it('applies nothing a second time', async () => {
  expect(await migratePostgres(stores.pg)).toEqual([]);
  expect(await migrateClickHouse(stores.clickhouse)).toEqual([]);
});

it('refuses stores that a newer version wrote', async () => {
  await stores.pg.query(`INSERT INTO public.migration (name) VALUES ('999-later.sql')`);
  await expect(migratePostgres(stores.pg)).rejects.toMatchObject({ code: 'DQ_DATA_FROM_NEWER_VERSION' });
});

it('gives every table that event inserts feed a deduplication window', async () => {
  const rows = await stores.clickhouse.query<{ name: string }>(
    `SELECT name FROM system.tables WHERE database = {db:String} AND engine LIKE '%MergeTree' AND name NOT IN ('migration')
     AND toUInt64OrZero(extract(create_table_query, 'non_replicated_deduplication_window = (\\\\d+)')) < 10000`,
    { db: stores.clickhouse.database },
  );
  expect(rows).toEqual([]);
});
