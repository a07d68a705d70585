import type { SchemeDefinitionJson } from '@danqing/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Definitions, openDefinitions } from '../../../testing/definitions.ts';

let world: Definitions;
beforeAll(async () => {
  world = await openDefinitions('2026-06-01T12:00:00Z');
  await world.addProfiles(Object.fromEntries(Array.from({ length: 12 }, (_, index) => [index + 1, { city: index % 3 === 0 ? 'Shanghai' : 'Beijing' }])));
  await world.stores.pg.query(`INSERT INTO identify.profile (id, workspace, root_id, created_at) SELECT id, $1, id, now() FROM generate_series(1, 12) AS id`, [
    world.workspace,
  ]);
  // Profile n buys for 100 n on one of the days of May; 11 and 12 buy nothing.
  await world.addEvents(
    Array.from({ length: 10 }, (_, index) => ({
      profile: index + 1,
      at: `2026-05-${String(index + 11)}T08:00:00Z`,
      properties: { revenue: 100 * (index + 1) },
    })),
  );
});
afterAll(() => world.close());

const call = (...args: Parameters<Definitions['call']>) => world.call(...args);
const create = async (key: string, definition: SchemeDefinitionJson | { rules: object[] }, more: object = {}) => {
  const made = await call('POST', '/schemes', { key, definition, ...more });
  if (made.status === 201) await world.settle();
  return made;
};
const sizes = async (key: string, query = ''): Promise<Record<string, number>> =>
  Object.fromEntries((await call('GET', `/schemes/${key}/sizes${query}`)).body.sizes.map(({ key: part, size }: { key: string; size: number }) => [part, size]));

const spent = { did: 'Order Completed', sum: 'revenue' };
const value: SchemeDefinitionJson = { tiers: { by: spent, parts: ['low', 'middle', 'high'], method: 'quantile', shares: [20, 60, 20] } };

it('divides everyone by tiers, shows the borders that its run froze, and who has no value as unassigned', async () => {
  const made = await create('value', value, { name: '价值', parts: [{ key: 'high', name: '高价值', color: '#aa0000' }] });
  expect([made.status, made.body.refresh, made.body.tag]).toEqual([201, 'daily', 'scheme_value']);
  expect(made.body.parts.map(({ key, name }: { key: string; name: string }) => [key, name])).toEqual([
    ['high', '高价值'],
    ['low', 'low'],
    ['middle', 'middle'],
  ]);
  expect(await sizes('value')).toEqual({ high: 2, low: 2, middle: 6, '': 2 });
  expect((await call('GET', '/schemes/value')).body).toMatchObject({ state: 'ready', count: 10, cutPoints: { rows: [280, 820], columns: [] } });
  expect((await call('GET', '/schemes')).body.items.find(({ key }: { key: string }) => key === 'value')).toMatchObject({ total: 12 });
});

it('puts who fits several rules into the first, and says before it is saved how many those are', async () => {
  const rules = [
    { part: 'big', rule: { ...spent, op: 'gte' as const, value: 900 } },
    { part: 'buyers', rule: { did: 'Order Completed' } },
    { part: 'shanghai', rule: { trait: 'city', op: 'eq' as const, value: 'Shanghai' } },
  ];
  const { status, body } = await call('POST', '/schemes/preview', { definition: { rules } });
  expect([status, body]).toMatchObject([
    200,
    {
      total: 12,
      parts: [
        { key: 'big', size: 2 },
        { key: 'buyers', size: 8 },
        { key: 'shanghai', size: 0 },
      ],
      unassigned: 2,
      overlap: {
        several: 5,
        alone: [2, 10, 4],
        shared: [
          [2, 2, 1],
          [2, 10, 4],
          [1, 4, 4],
        ],
      },
    },
  ]);
});

it('makes a grid of two sides, one by the values of another scheme', async () => {
  await create('grid', {
    grid: {
      rows: {
        values: {
          tag: 'scheme_value',
          parts: [
            { part: 'rich', values: ['high'] },
            { part: 'others', values: ['middle', 'low'] },
          ],
        },
      },
      columns: { tiers: { by: { since: { last: 'Order Completed' }, unit: 'day' }, parts: ['fresh', 'old'], cuts: [17] } },
    },
  });
  expect(await sizes('grid')).toEqual({ 'rich × fresh': 2, 'rich × old': 0, 'others × fresh': 3, 'others × old': 5, '': 2 });
});

it('shows tiers with the histogram of their measure', async () => {
  const { body } = await call('POST', '/schemes/preview', { definition: { tiers: { by: spent, parts: ['a', 'b'], method: 'equal' } } });
  expect(body).toMatchObject({ cutPoints: { rows: [550] }, axes: [{ side: 'rows', histogram: { known: 10, min: 100, max: 1000, median: 550 } }] });
  expect(body.axes[0].histogram.bins.reduce((sum: number, { count }: { count: number }) => sum + count, 0)).toBe(10);
});

it('counts what the parts bought', async () => {
  const { body } = await call('GET', '/schemes/value/value');
  expect(body.items).toEqual([
    { key: 'high', size: 2, buyers: 2, orders: 2, netSales: 1900, netSales12: 1900, orders12: 2 },
    { key: 'low', size: 2, buyers: 2, orders: 2, netSales: 300, netSales12: 300, orders12: 2 },
    { key: 'middle', size: 6, buyers: 6, orders: 6, netSales: 3300, netSales12: 3300, orders12: 6 },
    { key: '', size: 2, buyers: 0, orders: 0, netSales: 0, netSales12: 0, orders12: 0 },
  ]);
});

it('proves why somebody is in a part', async () => {
  const { status, body } = await call('GET', '/schemes/value/why?profile=10');
  expect([status, body.value, body.computed, body.details.cutPoints]).toEqual([200, 'high', 'high', { cuts: [280, 820] }]);
});

it('follows people from part to part: by what was stored, and by today’s definition before that', async () => {
  await create('live', { tiers: { by: spent, parts: ['some', 'much'], cuts: [500] } });
  const before = '2026-06-01T12:00:00Z';
  world.clock.advance(86_400_000);
  await world.addEvents([
    { profile: 1, at: '2026-06-02T10:00:00Z', properties: { revenue: 1000 } },
    { profile: 11, at: '2026-06-02T10:00:00Z', properties: { revenue: 10 } },
  ]);
  await call('POST', '/schemes/live/compute');
  await world.settle();
  const moved = await call('GET', `/schemes/live/movement?from=${before}`);
  expect(moved.body).toMatchObject({ basis: 'stored', total: 12, newcomers: 0, stayed: 10, edits: [] });
  expect(moved.body.cells).toEqual(
    expect.arrayContaining([
      { from: 'some', to: 'much', count: 1 },
      { from: '', to: 'some', count: 1 },
    ]),
  );
  expect((await call('GET', `/schemes/live/movers?from=${before}&fromPart=some&toPart=much`)).body.items).toEqual([{ profile: 1 }]);
  // Nobody had been placed in May; the definition can place whom it would have placed then.
  const recalculated = await call('GET', '/schemes/live/movement?from=2026-05-16T00:00:00Z&to=2026-05-31T00:00:00Z');
  expect(recalculated.body).toMatchObject({ basis: 'definition', total: 10, newcomers: 5, stayed: 5 });
  const trend = await call('GET', '/schemes/live/trend');
  expect(trend.body.days).toEqual(['2026-06-01', '2026-06-02']);
  expect(trend.body.totals).toEqual([12, 12]);
  expect(trend.body.series).toEqual([
    { key: 'some', sizes: [4, 4] },
    { key: 'much', sizes: [6, 7] },
    { key: '', sizes: [2, 1] },
  ]);
  expect((await call('GET', `/schemes/live/sizes?against=${before}`)).body.against).toMatchObject({ basis: 'stored', total: 12 });
});

it('says that the definition was changed between two moments', async () => {
  const from = new Date(world.clock.now()).toISOString();
  world.clock.advance(60_000);
  expect(
    (await call('PUT', '/schemes/live', { definition: { tiers: { by: spent, parts: ['some', 'much'], cuts: [200] } } }, { 'if-match': '"9"' })).status,
  ).toBe(412);
  expect((await call('PUT', '/schemes/live', { definition: { tiers: { by: spent, parts: ['some', 'much'], cuts: [200] } } })).body.version).toBe(2);
  await world.settle();
  expect((await call('GET', `/schemes/live/movement?from=${from}`)).body.edits).toHaveLength(1);
});

it('keeps what people plan for the parts, with every change', async () => {
  const written = await call('PUT', '/schemes/value/strategy', { part: 'high', product: '新品优先', due: '2026-07-01' });
  expect([written.status, written.body.version, written.body.changedBy]).toEqual([200, 1, 'test']);
  expect((await call('PUT', '/schemes/value/strategy', { part: 'high', price: '会员价' }, { 'if-match': '"0"' })).status).toBe(412);
  await call('PUT', '/schemes/value/strategy', { part: 'high', product: '' }, { 'if-match': '"1"' });
  expect((await call('PUT', '/schemes/value/strategy', { part: 'nowhere', product: 'x' })).status).toBe(404);
  const { body } = await call('GET', '/schemes/value/strategy');
  expect(body.items.map(({ part }: { part: string }) => part)).toEqual(['high', 'low', 'middle', '']);
  expect(body.items[0]).toMatchObject({ product: '', due: '2026-07-01', version: 2 });
  const history = await call('GET', '/schemes/value/strategy/history?limit=2');
  expect(history.body.items).toMatchObject([
    { part: 'high', field: 'product', before: '新品优先', after: '' },
    { part: 'high', field: 'due', before: '', after: '2026-07-01' },
  ]);
  expect((await call('GET', `/schemes/value/strategy/history?limit=2&cursor=${history.body.next}`)).body.items).toHaveLength(1);
});

it('keeps its tag from being changed elsewhere, and goes with it when nothing names it', async () => {
  expect((await call('PUT', '/tags/scheme_value', { name: 'x' })).status).toBe(409);
  expect((await call('DELETE', '/tags/scheme_value')).status).toBe(409);
  expect((await call('DELETE', '/schemes/value')).status).toBe(409);
  expect((await call('DELETE', '/schemes/grid')).status).toBe(204);
  expect((await call('DELETE', '/schemes/value')).status).toBe(204);
  expect((await call('GET', '/tags/scheme_value')).status).toBe(404);
});

it('names every fault at its place', async () => {
  const rules = [
    { part: 'a', rule: { dit: 'x' } },
    { part: 'b', rule: { tag: 'nowhere', op: 'exists' } },
  ];
  const { status, body } = await create('wrong', { rules });
  expect([status, body.errors.map(({ path }: { path: string }) => path.split('/').slice(0, 5).join('/'))]).toEqual([
    400,
    ['/definition/rules/0/rule', '/definition/rules/1/rule'],
  ]);
});
