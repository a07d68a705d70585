import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestStores, type TestStores } from '../../testing/stores.ts';
import { addMirrorColumns, dropMirrorColumns, fillMirrorColumns } from './mirror-columns.ts';

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

const people = 400_000;
const filled = async (): Promise<object | undefined> => {
  const [row] = await stores.clickhouse.query<object>('SELECT countIf(tag_1 = profile_id) AS one, countIf(tag_2 = profile_id) AS two FROM profile');
  return row;
};

it('loses no value where columns are filled, applied and dropped at the same time', async () => {
  const { clickhouse } = stores;
  for (const part of [0, 1, 2])
    await clickhouse.command(
      `INSERT INTO profile (workspace, profile_id, merged_into, created_at) SELECT 1, number + 1, 0, now64(3) FROM numbers({from:UInt64}, ${people})`,
      {
        from: part * people,
      },
    );
  const number = (name: string) => ({ name, type: 'number' as const });
  await addMirrorColumns(clickhouse, ['tag_1', 'tag_2', 'tag_3', 'tag_4', 'tag_5'].map(number));
  for (const id of [1, 2])
    await clickhouse.command(
      `CREATE TABLE fill_${id} ENGINE = Join(ANY, LEFT, profile_id) AS SELECT profile_id, toNullable(toFloat64(profile_id)) AS tag_${id} FROM profile`,
    );
  const fill = (id: number): Promise<void> => fillMirrorColumns(stores, 1, [{ name: `tag_${id}`, isSet: null }], `fill_${id}`);
  // Patches that no mutation has applied yet.
  await clickhouse.command(
    `UPDATE profile SET tag_1 = joinGet('${clickhouse.database}.fill_1', 'tag_1', profile_id) WHERE workspace = 1 AND profile_id IN (SELECT profile_id FROM fill_1)`,
  );
  const dropping = [50, 120, 250].map(async (ms, place) => {
    await sleep(ms);
    await dropMirrorColumns(stores, [`tag_${place + 3}`]);
  });
  await Promise.all([fill(2), ...dropping]);
  expect(await filled()).toEqual({ one: 3 * people, two: 3 * people });
});
