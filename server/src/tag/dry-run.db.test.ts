import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Definitions, openDefinitions } from '../../testing/definitions.ts';

let world: Definitions;
beforeAll(async () => {
  world = await openDefinitions('2026-06-01T12:00:00Z');
  await world.addProfiles({ 1: { likes: ['tea', 'books'] }, 2: { likes: 'tea' }, 3: {}, 4: {} });
  const bought = (profile: number, revenue: number, month: string) => ({ profile, at: `2026-${month}-01T00:00:00Z`, properties: { revenue } });
  await world.addEvents([bought(1, 10, '05'), bought(1, 20, '04'), bought(2, 5, '05'), bought(3, 7, '01')]);
});
afterAll(() => world.close());

const make = async (key: string, definition: object, more: object = {}): Promise<void> => {
  expect((await world.call('POST', '/tags', { key, definition, refresh: 'manual', ...more })).status).toBe(201);
  await world.settle();
};
const tryOut = async (key: string, body: object) => (await world.call('POST', `/tags/${key}/dry-run`, body)).body;
const cases = (often: number) => ({
  cases: [
    { rule: { did: 'Order Completed', count: { op: 'gte', value: often } }, value: 'often' },
    { rule: { did: 'Order Completed', window: { last: 60, unit: 'day' } }, value: 'lately' },
  ],
});

it('tells who would gain, lose and change a value, and keeps nothing', async () => {
  await make('buys', cases(2));
  const tried = await tryOut('buys', { definition: { cases: [{ rule: { did: 'Order Completed', count: { op: 'lt', value: 2 } }, value: 'lately' }] } });
  expect(tried).toMatchObject({
    before: 2,
    after: 3,
    gaining: { count: 2, sample: [3, 4] },
    losing: { count: 1, sample: [1] },
    changing: { count: 0, sample: [] },
    moves: [
      { from: null, to: 'lately', count: 2 },
      { from: 'often', to: null, count: 1 },
    ],
  });
  const all = await tryOut('buys', { definition: { ...cases(1), else: 'never' }, limit: 1 });
  expect(all).toMatchObject({ before: 2, after: 4, gaining: { count: 2, sample: [3] }, losing: { count: 0 }, changing: { count: 1, sample: [2] } });
  expect(all.moves).toEqual([
    { from: null, to: 'never', count: 1 },
    { from: null, to: 'often', count: 1 },
    { from: 'lately', to: 'often', count: 1 },
  ]);
  expect((await world.call('GET', '/tags/buys/values')).body.items).toHaveLength(2);
});

it('changes nothing with the definition that stands, typed as text or sent as JSON', async () => {
  const definition = { measure: { did: 'Order Completed', sum: 'revenue' } };
  await make('spent', definition);
  const nothing = { before: 3, after: 3, gaining: { count: 0 }, losing: { count: 0 }, changing: { count: 0 }, moves: [] };
  expect(await tryOut('spent', { definition })).toMatchObject(nothing);
  expect(await tryOut('spent', { text: 'measure sum(revenue) of "Order Completed"' })).toMatchObject(nothing);
});

it('tries lists and RFM with its cut points', async () => {
  await make('likes', { trait: 'likes' }, { type: 'list' });
  expect((await tryOut('likes', { definition: { trait: 'gone' } })).moves).toEqual([
    { from: 'tea', to: null, count: 1 },
    { from: 'tea, books', to: null, count: 1 },
  ]);
  const rfm = { of: 'Order Completed', value: 'revenue', bins: 2, method: 'quantile' };
  await make('rfm', { rfm });
  expect(await tryOut('rfm', { definition: { rfm } })).toMatchObject({ before: 3, after: 3, changing: { count: 0 } });
  expect(await tryOut('rfm', { definition: { rfm: { ...rfm, window: { last: 60, unit: 'day' } } } })).toMatchObject({ after: 2, losing: { sample: [3] } });
});

it('refuses what no definition computes, another type, and a tag that is not there', async () => {
  await make('said', { manual: true }, { type: 'text' });
  const refused = async (key: string, definition: object) => (await world.call('POST', `/tags/${key}/dry-run`, { definition })).status;
  expect(await refused('said', { manual: true })).toBe(400);
  expect(await refused('spent', { sql: 'SELECT profile_id, 1 AS value FROM profiles' })).toBe(400);
  expect(await refused('spent', cases(2))).toBe(400);
  expect(await refused('nowhere', cases(2))).toBe(404);
});
