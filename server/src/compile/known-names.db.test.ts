import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestStores, type TestStores } from '../../testing/stores.ts';
import { compileKnownNames, knownNamesOf, parseRule } from './index.ts';

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
  const insert = (table: string, rows: readonly object[]): Promise<void> =>
    stores.clickhouse.insert(table, Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n')));
  const event = (workspace: number, name: string, properties: object): object => ({
    workspace,
    event: name,
    origin_id: 1,
    profile_id: 1,
    ts: '2026-01-01 00:00:00.000',
    type: 'track',
    properties,
  });
  await insert('event_feed', [
    event(1, 'Ticket Bought', { 'seats{}': '[]2', 'seats[].row': ['a', 'b'], venue: 'x', 'colours{}': '[]1', 'colours[]': ['red'] }),
    event(2, 'Secret Launch', { codename: 'x' }),
  ]);
  await insert('profile', [{ workspace: 1, profile_id: 1, traits: { 'address{}': '1', 'address.city': 'x' } }]);
  await insert('entity', [{ workspace: 1, kind: 'product', key: 'p', ts: '2026-01-01 00:00:00.000', attributes: { brand: 'b' } }]);
});
afterAll(() => stores.close());

const namesOf = async (workspace: number) => {
  const { sql, params } = compileKnownNames(workspace);
  return knownNamesOf(await stores.clickhouse.query<{ what: string; name: string; own: number }>(sql, params));
};

it('knows the names of a workspace as rules write them', async () => {
  const known = await namesOf(1);
  expect([...(known.events?.own ?? [])]).toEqual(['Ticket Bought']);
  expect([...(known.properties?.own ?? [])].sort()).toEqual(['colours', 'colours[]', 'seats', 'seats[].row', 'venue']);
  expect([...(known.traits?.own ?? [])].sort()).toEqual(['address', 'address.city']);
  expect([...(known.products?.own ?? [])]).toEqual(['brand']);
});

it('suggests to nobody what only another workspace has', async () => {
  const known = await namesOf(1);
  const parsed = parseRule(
    {
      all: [
        { did: 'Secret Lunch', where: { prop: 'codenam', op: 'exists' } },
        { did: 'Tiket Bought', each: 'seats', where: { prop: 'rwo', op: 'exists' } },
      ],
    },
    { tags: new Map(), segments: new Map(), known },
  );
  expect(parsed.ok ? parsed.warnings.map(({ path, suggestion }) => [path, suggestion]) : parsed.errors).toEqual([
    ['/all/0/did', undefined],
    ['/all/0/where/prop', undefined],
    ['/all/1/did', 'Ticket Bought'],
    ['/all/1/where/prop', 'row'],
  ]);
});
