import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tagsOf } from '#tag';
import { type Definitions, openDefinitions } from '../../testing/definitions.ts';

let world: Definitions;
beforeAll(async () => {
  world = await openDefinitions('2026-06-01T12:00:00Z');
  await world.addProfiles({
    1: { city: 'Shanghai', age: 30, tags: ['a', 'b'], born: '1990-05-01' },
    2: { city: 'Beijing', age: 'unknown', isMember: true },
    3: { age: '41.50', tags: [] },
    4: {},
  });
  await world.addEvents([
    { profile: 1, at: '2026-05-30T00:00:00Z', properties: { revenue: 10.5 } },
    { profile: 1, at: '2026-05-31T00:00:00Z', properties: { revenue: 20 } },
    { profile: 2, at: '2026-04-01T00:00:00Z', properties: { revenue: 5 } },
  ]);
});
afterAll(() => world.close());

const create = async (key: string, definition: object, more: object = {}) => {
  const made = await world.call('POST', '/tags', { key, name: key, definition, ...more });
  if (made.status === 201) await world.settle();
  return made;
};
const values = async (key: string): Promise<unknown> =>
  Object.fromEntries(
    (await world.call('GET', `/tags/${key}/values`)).body.items.map(({ profile, value }: { profile: number; value: unknown }) => [profile, value]),
  );
const found = async (rule: object): Promise<number[]> => (await world.call('POST', '/segments/preview', { rule })).body.sample;

describe('a tag', () => {
  it('from a rule is true or false for everybody', async () => {
    const made = await create('buyer', { rule: { did: 'Order Completed' } });
    expect([made.status, made.body.kind, made.body.type, made.body.refresh]).toEqual([201, 'analytic', 'boolean', 'live']);
    expect(await values('buyer')).toEqual({ 1: true, 2: true, 3: false, 4: false });
    expect(await found({ tag: 'buyer', op: 'eq', value: false })).toEqual([3, 4]);
  });

  it('from cases has the value of the first that holds', async () => {
    const cases = [
      { rule: { did: 'Order Completed', count: { op: 'gte', value: 2 } }, value: 'often' },
      { rule: { did: 'Order Completed' }, value: 'once' },
    ];
    await create('buys', { cases, else: 'never' });
    expect(await values('buys')).toEqual({ 1: 'often', 2: 'once', 3: 'never', 4: 'never' });
    await create('buys-known', { cases });
    expect(await values('buys-known')).toEqual({ 1: 'often', 2: 'once' });
    expect(await found({ tag: 'buys-known', op: 'missing' })).toEqual([3, 4]);
  });

  it('from a measure is a number where it is known', async () => {
    await create('spent', { measure: { did: 'Order Completed', sum: 'revenue' } }, { kind: 'fact', type: 'number' });
    expect(await values('spent')).toEqual({ 1: 30.5, 2: 5 });
    expect(await found({ tag: 'spent', op: 'gt', value: 5 })).toEqual([1]);
  });

  it('from a trait takes what reads as its type', async () => {
    const shown: Record<string, unknown> = {};
    for (const [key, trait, type] of [
      ['c', 'city', 'text'],
      ['n', 'age', 'number'],
      ['b', 'isMember', 'boolean'],
      ['d', 'born', 'date'],
      ['l', 'tags', 'list'],
    ] as const) {
      await create(key, { trait }, { type });
      shown[key] = await values(key);
    }
    expect(shown).toEqual({
      c: { 1: 'Shanghai', 2: 'Beijing' },
      n: { 1: 30, 3: 41.5 },
      b: { 2: true },
      d: { 1: '1990-05-01' },
      l: { 1: ['a', 'b'] },
    });
    expect([await found({ tag: 'l', op: 'contains', value: 'b' }), await found({ tag: 'n', op: 'between', value: [40, 42] })]).toEqual([[1], [3]]);
  });

  it('shows typed with each profile, by one query in each store', async () => {
    const all = await tagsOf({ pg: world.stores.pg, clickhouse: world.stores.clickhouse }, world.workspace, [1, 4, 99]);
    expect(Object.fromEntries(all)).toEqual({
      1: { buyer: true, buys: 'often', 'buys-known': 'often', spent: 30.5, c: 'Shanghai', n: 30, d: '1990-05-01', l: ['a', 'b'] },
      4: { buyer: false, buys: 'never' },
    });
  });

  it('writes only what has changed, also what has gone', async () => {
    const rows = async (): Promise<number> => (await world.stores.clickhouse.query<{ n: number }>('SELECT count() AS n FROM tag_change'))[0]?.n ?? -1;
    const before = await rows();
    for (const key of ['buyer', 'buys', 'spent', 'c', 'l']) await world.call('POST', `/tags/${key}/compute`);
    await world.settle();
    expect(await rows()).toBe(before);
    // What a merge and its squash do.
    const merge = async (into: number): Promise<void> => {
      await world.stores.clickhouse.command(`UPDATE profile SET merged_into = ${into === 2 ? 0 : into} WHERE profile_id = 2`);
      for (const table of ['event', 'event_timeline']) await world.stores.clickhouse.command(`UPDATE ${table} SET profile_id = ${into} WHERE origin_id = 2`);
      await world.call('POST', '/tags/spent/compute');
      await world.settle();
    };
    await merge(1);
    expect([await rows(), await values('spent')]).toEqual([before + 2, { 1: 35.5 }]);
    await merge(2);
    expect([await rows(), await values('spent')]).toEqual([before + 4, { 1: 30.5, 2: 5 }]);
  });

  it('has a distribution: counts of values, quantiles of numbers', async () => {
    const text = (await world.call('GET', '/tags/buys/distribution')).body;
    expect([text.total, text.known, text.coverage, text.distinct, text.numbers]).toEqual([4, 4, 1, 3, null]);
    expect(text.values).toEqual([
      { value: 'never', count: 2 },
      { value: 'often', count: 1 },
      { value: 'once', count: 1 },
    ]);
    const number = (await world.call('GET', '/tags/spent/distribution')).body;
    expect(number.numbers).toMatchObject({ min: 5, max: 30.5, mean: 17.75, quantiles: expect.arrayContaining([{ q: 0.5, value: 17.75 }]) });
    expect((await world.call('GET', '/tags/l/distribution')).body.values).toEqual([
      { value: 'a', count: 1 },
      { value: 'b', count: 1 },
    ]);
  });
});

describe('definitions', () => {
  it('are checked against kind and type, with every fault', async () => {
    const refused = await create(
      'x',
      {
        cases: [
          { rule: { did: 1 }, value: 'a' },
          { rule: { all: [] }, value: 3 },
        ],
      },
      { type: 'number', kind: 'manual' },
    );
    expect([refused.status, refused.body.errors.map((error: { path: string }) => error.path).sort()]).toEqual([
      400,
      ['/definition/cases/0/rule/did', '/definition/cases/0/value', '/kind', '/type'],
    ]);
  });

  it.each(['model'])('by %s are refused as coming later', async (name) => {
    const { status, body } = await create('x', { [name]: {} });
    expect([status, body.code, body.errors[0].path]).toEqual([400, 'DQ_NOT_AVAILABLE', `/definition/${name}`]);
  });

  it('keep key and type', async () => {
    expect((await create('buyer', { manual: true })).status).toBe(409);
    const put = await world.call('PUT', '/tags/spent', { type: 'text' });
    expect([put.status, put.body.errors[0].path]).toEqual([400, '/type']);
    expect((await world.call('PUT', '/tags/spent', { name: 'Spent' }, { 'if-match': '"9"' })).status).toBe(412);
    expect((await world.call('PUT', '/tags/spent', { name: 'Spent' }, { 'if-match': '"1"' })).body).toMatchObject({
      name: 'Spent',
      version: 2,
      type: 'number',
    });
    await world.settle();
  });

  it('stay while something names them, and nothing comes back to itself', async () => {
    await world.call('POST', '/segments', { key: 'big', name: 'big', rule: { tag: 'spent', op: 'gte', value: 10 }, refresh: 'live' });
    await world.settle();
    const refused = await world.call('DELETE', '/tags/spent');
    expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('segment big')]);
    const cycle = await world.call('PUT', '/tags/spent', { definition: { measure: { tag: 'spent' } } });
    expect([cycle.status, cycle.body.code]).toEqual([400, 'DQ_CYCLE']);
    await create('in-big', { rule: { segment: 'big' } });
    expect((await world.call('PUT', '/segments/big', { rule: { tag: 'in-big', op: 'eq', value: true } })).body.code).toBe('DQ_CYCLE');
    await world.call('DELETE', '/tags/in-big');
    await world.call('DELETE', '/segments/big');
    expect((await world.call('DELETE', '/tags/spent')).status).toBe(204);
    expect((await tagsOf({ pg: world.stores.pg, clickhouse: world.stores.clickhouse }, world.workspace, [1])).get(1)).not.toHaveProperty('spent');
  });
});

describe('a segment that reads a tag', () => {
  it('follows when the tag’s values change, whatever the tag’s refresh', async () => {
    await create('orders', { measure: { did: 'Order Completed', count: true } }, { refresh: 'manual' });
    await world.call('POST', '/segments', { key: 'regulars', name: 'regulars', rule: { tag: 'orders', op: 'gte', value: 2 }, refresh: 'live' });
    await world.settle();
    const members = async (): Promise<number[]> => (await world.call('GET', '/segments/regulars/members')).body.items;
    expect(await members()).toEqual([1]);
    await world.addEvents([{ profile: 2, at: '2026-06-01T00:00:00Z' }]);
    await world.call('POST', '/tags/orders/compute');
    await world.settle();
    world.clock.advance(10_000);
    await world.settle();
    expect(await members()).toEqual([1, 2]);
  });
});

describe('a manual tag', () => {
  it('takes, changes and loses values by hand', async () => {
    await create('note', { manual: true }, { type: 'text' });
    expect(
      (
        await world.call('POST', '/tags/note/values', {
          values: [
            { profile: 1, value: 'x' },
            { profile: 2, value: 'y' },
          ],
        })
      ).body,
    ).toEqual({ changed: 2 });
    expect(
      (
        await world.call('POST', '/tags/note/values', {
          values: [
            { profile: 1, value: 'x' },
            { profile: 2, value: null },
          ],
        })
      ).body,
    ).toEqual({ changed: 1 });
    expect(await values('note')).toEqual({ 1: 'x' });
    expect(await found({ tag: 'note', op: 'eq', value: 'x' })).toEqual([1]);
    await world.call('POST', '/tags/note/compute');
    await world.settle();
    expect(await values('note')).toEqual({ 1: 'x' });
  });

  it('refuses values of another type, profiles that do not exist, and tags that are computed', async () => {
    const refused = await world.call('POST', '/tags/note/values', {
      values: [
        { profile: 99, value: 'x' },
        { profile: 1, value: 3 },
      ],
    });
    expect([refused.status, refused.body.errors.map((error: { path: string }) => error.path)]).toEqual([400, ['/values/0/profile', '/values/1/value']]);
    expect((await world.call('POST', '/tags/buyer/values', { values: [{ profile: 1, value: true }] })).status).toBe(400);
  });
});
