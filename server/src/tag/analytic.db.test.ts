import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Definitions, openDefinitions } from '../../testing/definitions.ts';

let world: Definitions;
beforeAll(async () => {
  world = await openDefinitions('2026-06-01T12:00:00Z');
  await world.addProfiles({ 1: {}, 2: {}, 3: {}, 4: {} });
  await world.addEvents([
    { profile: 1, at: '2026-05-22T12:00:00Z', properties: { category: 'shoes', points: 10 } },
    { profile: 1, at: '2026-05-12T12:00:00Z', properties: { category: 'coats', points: 30 } },
    { profile: 1, at: '2026-05-12T12:00:00Z', properties: { category: 'coats', points: 'free' } },
    { profile: 1, at: '2025-05-12T12:00:00Z', properties: { category: 'hats', points: 500 } },
    { profile: 2, at: '2026-05-31T12:00:00Z', properties: { category: ['b', 'a', 'b'], points: 5 } },
    { profile: 2, at: '2026-05-31T12:00:00Z', properties: { category: 'c', points: -5 } },
    { profile: 3, at: '2026-05-31T12:00:00Z', properties: { points: 5 } },
  ]);
});
afterAll(() => world.close());

const create = async (key: string, definition: object, more: object = {}) => {
  const made = await world.call('POST', '/tags', { key, definition, ...more });
  await world.settle();
  return made;
};
const items = async (key: string): Promise<{ profile: number; value: unknown; details?: Record<string, unknown> }[]> =>
  (await world.call('GET', `/tags/${key}/values`)).body.items;
const values = async (key: string): Promise<unknown> => Object.fromEntries((await items(key)).map(({ profile, value }) => [profile, value]));
const compute = async (key: string): Promise<void> => {
  await world.call('POST', `/tags/${key}/compute`);
  await world.settle();
};

describe('a tag of preferred values', () => {
  it('ranks the values of a property by how often they come, ties by value, each element of a list counting', async () => {
    const made = await create('cats', { top: { of: 'Order Completed', prop: 'category', k: 2 } });
    expect([made.status, made.body.type, made.body.refresh]).toEqual([201, 'list', 'daily']);
    expect(await values('cats')).toEqual({ 1: ['coats', 'hats'], 2: ['b', 'a'] });
    expect((await items('cats'))[0]?.details).toEqual({ coats: 2, hats: 1 });
  });

  it('weighs by a number, and counts old events less: half at the half-life', async () => {
    await create('by-money', {
      top: { of: 'Order Completed', prop: 'category', k: 3, weight: 'points', halfLife: { n: 10, unit: 'day' }, window: { last: 60, unit: 'day' } },
    });
    expect(await values('by-money')).toEqual({ 1: ['coats', 'shoes'], 2: ['b', 'a'] });
    // 30 twenty days old and 10 ten days old; a weight that is no number is 0, and what has no positive score is not preferred.
    expect((await items('by-money'))[0]?.details).toEqual({ coats: 7.5, shoes: 5 });
    const decayed = 5 * 2 ** -0.1;
    expect((await items('by-money'))[1]?.details).toEqual({ b: expect.closeTo(2 * decayed, 7), a: expect.closeTo(decayed, 7) });
  });

  it('ranks the elements of a list, each with its own weight; the condition reads the element', async () => {
    const line = (category: string | null, quantity: number, price: number) => ({ ...(category === null ? {} : { category }), quantity, price });
    await world.addEvents([
      { profile: 3, event: 'Sold', at: '2026-05-22T12:00:00Z', properties: { products: [line('a', 1, 100), line('b', 3, 1), line(null, 9, 9)] } },
      { profile: 3, event: 'Sold', at: '2026-06-01T12:00:00Z', properties: { products: [line('c', 2, 5), line('b', 1, 1), line('free', 5, 0)] } },
      { profile: 4, event: 'Sold', at: '2026-06-01T12:00:00Z', properties: { products: [line(null, 1, 1)] } },
    ]);
    const lines = { of: 'Sold', each: 'products', prop: 'category', k: 3 };
    await create('lines', { top: lines });
    expect(await values('lines')).toEqual({ 3: ['b', 'a', 'c'] });
    await create('pieces', { top: { ...lines, weight: 'quantity', where: { prop: 'price', op: 'gt', value: 0 }, halfLife: { n: 10, unit: 'day' } } });
    expect((await items('pieces')).map(({ profile, value, details }) => [profile, value, details])).toEqual([[3, ['b', 'c', 'a'], { b: 2.5, c: 2, a: 0.5 }]]);
    await create('amounts', { top: { ...lines, weight: 'amount', k: 1 } }, { type: 'text' });
    expect(await values('amounts')).toEqual({ 3: 'a' });
  });

  it('reads context as well', async () => {
    await create('source', { top: { of: 'Order Completed', prop: '$channel', k: 1 } });
    expect(await values('source')).toEqual({});
  });

  it('of the very first only may be a text', async () => {
    const top = { of: 'Order Completed', prop: 'category', k: 1, where: { prop: 'points', op: 'gt', value: 0 } };
    await create('favourite', { top }, { type: 'text' });
    expect(await values('favourite')).toEqual({ 1: 'coats', 2: 'b' });
    const refused = await create('x', { top: { ...top, k: 2 } }, { type: 'text' });
    expect([refused.status, refused.body.errors[0].path]).toEqual([400, '/type']);
  });

  it('names every fault of its definition with its place', async () => {
    const refused = await create('x', { top: { of: '', k: 0, weight: 3, halfLife: { n: 1, unit: 'month' }, what: 1 } });
    expect(refused.body.errors.map(({ path }: { path: string }) => path.replace('/definition/top', '')).sort()).toEqual(
      ['/halfLife', '/k', '/of', '/prop', '/weight', '/what'].sort(),
    );
    const inside = await create('x', { top: { of: 'A', prop: 'a..b', k: 1, where: { prop: 'c', op: 'like', value: 1 } } });
    expect(inside.body.errors.map(({ path }: { path: string }) => path)).toEqual(expect.arrayContaining(['/definition/top/prop', '/definition/top/where/op']));
  });
});

describe('a lifecycle', () => {
  const bought = (days: number) => ({ did: 'Paid', window: { last: days, unit: 'day' } });
  const lifecycle = [
    { stage: 'loyal', rule: { did: 'Paid', count: { op: 'gte', value: 3 }, window: { last: 30, unit: 'day' } }, to: ['sleeping'] },
    { stage: 'active', rule: { ...bought(30), count: { op: 'gte', value: 2 } }, to: ['loyal', 'sleeping'] },
    { stage: 'new', rule: { first: 'Paid', window: { last: 30, unit: 'day' } }, to: ['active', 'sleeping'] },
    { stage: 'sleeping', rule: { all: [{ did: 'Paid' }, { not: bought(30) }] }, to: ['active'] },
  ];
  const pay = (profile: number, at: string) => world.addEvents([{ profile, event: 'Paid', at }]);

  it('puts everybody into the first stage whose rule holds, and nobody where none does', async () => {
    await pay(1, '2026-05-30T00:00:00Z');
    await pay(2, '2026-03-01T00:00:00Z');
    const made = await create('stage', { lifecycle });
    expect([made.body.type, made.body.refresh]).toEqual(['text', 'daily']);
    expect(await values('stage')).toEqual({ 1: 'new', 2: 'sleeping' });
    expect((await items('stage'))[0]?.details).toEqual({ previous: '', since: '2026-06-01T12:00:00.000Z', wanted: '' });
  });

  it('moves along allowed moves only, one a run; what was wanted instead stands on record', async () => {
    for (const at of ['2026-05-31T00:00:00Z', '2026-06-01T00:00:00Z']) await pay(1, at);
    world.clock.advance(3_600_000);
    await compute('stage');
    // Three payments: loyal holds, but nobody goes there from new; active holds as well and is allowed.
    expect((await items('stage'))[0]).toMatchObject({ value: 'active', details: { previous: 'new', since: '2026-06-01T13:00:00.000Z', wanted: 'loyal' } });
    await compute('stage');
    expect((await items('stage'))[0]).toMatchObject({ value: 'loyal', details: { previous: 'active', wanted: '' } });
  });

  it('stays where it is when no allowed move holds, and computing again changes nothing', async () => {
    await world.call('PUT', '/tags/stage', { definition: { lifecycle: lifecycle.map((each) => ({ ...each, to: [] })) } });
    world.clock.advance(45 * 86_400_000);
    await world.settle();
    expect((await items('stage'))[0]).toMatchObject({ value: 'loyal', details: { previous: 'active', wanted: 'sleeping' } });
    const changes = async () => (await world.stores.clickhouse.query<{ n: number }>('SELECT count() AS n FROM tag_change'))[0]?.n;
    const before = await changes();
    await compute('stage');
    expect(await changes()).toBe(before);
    expect((await world.call('POST', '/segments/preview', { rule: { tag: 'stage', op: 'eq', value: 'loyal' } })).body.sample).toEqual([1]);
  });

  it('names every fault of its definition with its place', async () => {
    const refused = await create('x', {
      lifecycle: [
        { stage: 'a', rule: { did: 1 }, to: ['z'] },
        { stage: 'a', rule: { all: [] }, more: 1 },
      ],
    });
    expect(refused.body.errors.map(({ path }: { path: string }) => path.replace('/definition/lifecycle', '')).sort()).toEqual(
      ['/0/rule/did', '/0/to/0', '/1/more', '/1/stage'].sort(),
    );
  });
});
