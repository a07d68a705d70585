import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestStores, type TestStores } from '../../testing/stores.ts';

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

it('writes an insert that is repeated under its token once into every table the event views feed', async () => {
  const rows = Array.from({ length: 100 }, (_, index) =>
    JSON.stringify({
      workspace: 1,
      event: 'A',
      origin_id: index,
      profile_id: index,
      ts: index % 2 ? '2024-01-01 00:00:00.123' : '2026-01-01 00:00:00',
      log_position: index,
      properties: { a: '1', 'products[].sku': ['x', null] },
    }),
  ).join('\n');
  for (let attempt = 0; attempt < 3; attempt++) await stores.clickhouse.insert('event_feed', Buffer.from(rows), { token: 'log:1-100' });
  await stores.clickhouse.insert('event_feed', Buffer.from(rows), { token: 'log:101-200' });
  const counts = await stores.clickhouse.query<{ e: number; t: number; n: number }>(
    'SELECT (SELECT count() FROM event) AS e, (SELECT count() FROM event_timeline) AS t, (SELECT count() FROM event_time) AS n',
  );
  expect(counts).toEqual([{ e: 200, t: 200, n: 200 }]);
});

it('keeps milliseconds and array elements', async () => {
  const rows = await stores.clickhouse.query(
    'SELECT toUnixTimestamp64Milli(ts) AS ts, properties.`products[]`.sku.:`Array(Nullable(String))` AS sku FROM event WHERE origin_id = 1 LIMIT 1',
  );
  expect(rows).toEqual([{ ts: Date.UTC(2024, 0, 1, 0, 0, 0, 123), sku: ['x', null] }]);
});

it('kills a query in the engine when its signal is aborted', async () => {
  const abort = new AbortController();
  const running = stores.clickhouse.query(
    'SELECT sleepEachRow(0.1) FROM numbers(600) SETTINGS max_block_size = 1, function_sleep_max_microseconds_per_block = 0',
    {},
    { signal: abort.signal },
  );
  setTimeout(() => abort.abort(), 50);
  await expect(running).rejects.toMatchObject({ code: 'DQ_CANCELLED' });
  const left = await stores.clickhouse.query(`SELECT query_id FROM system.processes WHERE query LIKE 'SELECT sleepEachRow(0.1)%'`);
  expect(left).toEqual([]);
});
