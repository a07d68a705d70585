import { afterAll, beforeAll, expect, it } from 'vitest';
import { flatRow, flatten, type JsonObject } from '#kernel';
import { openTestStores, type TestStores } from '../../testing/stores.ts';
import { updateMirror } from './mirror.ts';
import { readTraitColumns, readyTraitColumns, wantTraitColumns } from './trait-column.store.ts';
import { makeTraitColumns } from './trait-columns.ts';

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

const flat = (traits: JsonObject): Record<string, unknown> => flatRow(flatten(traits));
const insert = (id: number, traits: JsonObject): Promise<void> =>
  stores.clickhouse.insert('profile', Buffer.from(JSON.stringify({ workspace: 1, profile_id: id, kinds: [], traits: flat(traits) })));
async function change(id: number, traits: JsonObject): Promise<void> {
  const line = { profile_id: id, merged_into: 0, created_at: '2026-01-01 00:00:00.000', kinds: [], traits: JSON.stringify(flat(traits)) };
  await updateMirror(stores, [1], Buffer.from(JSON.stringify(line)), await readTraitColumns(stores.pg));
}

/** What the typed columns of each profile hold, by id. */
async function typed(path: string): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const column = (await readyTraitColumns(stores.pg)).get(path);
  if (column === undefined) throw new Error(`${path} has no columns`);
  const rows = await stores.clickhouse.query<{ id: number; text: string | null; number: number | null }>(
    `SELECT profile_id AS id, ${column.text} AS text, ${column.number} AS number FROM profile ORDER BY id`,
  );
  return Object.fromEntries(rows.map(({ id, text, number }) => [id, [text, number]]));
}

it('holds what the JSON says: of old rows, of new ones, of changed ones, and of those that changed while it was made', async () => {
  const { pg, clickhouse } = stores;
  await insert(1, { address: { city: '上海' }, level: 3 });
  await insert(2, { address: { city: ' ' }, level: 'three' });
  await insert(3, { address: 'none', level: ['1', '2'] });
  await change(1, { address: { city: '武汉' }, level: '3.50' });
  await wantTraitColumns(pg, ['address.city', 'level', 'tags[]']);
  expect((await readTraitColumns(pg)).map(({ path, state }) => `${path} ${state}`)).toEqual(['address.city wanted', 'level wanted']);

  const ignorant = { profile_id: 2, merged_into: 0, created_at: '2026-01-01 00:00:00.000', kinds: [], traits: JSON.stringify(flat({ level: -2e3 })) };
  const late = (): Promise<void> => updateMirror(stores, [1], Buffer.from(JSON.stringify(ignorant)), []);
  expect(await makeTraitColumns({ pg, clickhouse }, late)).toBe(2);
  await insert(4, { level: '1e400', address: { city: "O'Hare" } });
  await change(3, { address: { city: '广州' } });

  expect(await typed('address.city')).toEqual({ 1: ['武汉', null], 2: [null, null], 3: ['广州', null], 4: ["O'Hare", null] });
  expect(await typed('level')).toEqual({ 1: ['3.50', 3.5], 2: ['-2000', -2000], 3: [null, null], 4: ['1e400', null] });
  expect(await makeTraitColumns({ pg, clickhouse })).toBe(0);
});

it('makes no more columns than a change of a profile can carry', async () => {
  await wantTraitColumns(
    stores.pg,
    Array.from({ length: 80 }, (_, n) => `path${n}`),
  );
  expect(await readTraitColumns(stores.pg)).toHaveLength(2);
});
