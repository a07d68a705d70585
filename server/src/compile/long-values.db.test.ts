import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestStores, type TestStores } from '../../testing/stores.ts';
import { compileMembers, parseRule } from './index.ts';

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

it('takes thousands of values in one condition, though each parameter of ClickHouse ends at 128 KiB', async () => {
  const cities = Array.from({ length: 5000 }, (_, index) => `城市${index}`);
  const body = [4999, 5000].map((index) => JSON.stringify({ workspace: 1, profile_id: index, traits: { city: `城市${index}` } })).join('\n');
  await stores.clickhouse.insert('profile', Buffer.from(body));
  const parsed = parseRule({ trait: 'city', op: 'in', value: cities }, { tags: new Map(), segments: new Map() });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  const { sql, params } = compileMembers(parsed.rule, {
    workspace: 1,
    timezone: 'UTC',
    at: 0,
    now: true,
    hasAliases: false,
    tags: new Map(),
    segments: new Map(),
  });
  expect(Object.keys(params).length).toBeGreaterThan(2);
  expect(await stores.clickhouse.query(sql, params)).toEqual([{ profile_id: 4999 }]);
});
