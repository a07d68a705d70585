import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Definitions, openDefinitions } from '../../testing/definitions.ts';
import { takeSnapshots } from './snapshot.ts';
import { treeOf } from './tree/tree.ts';
import { keepTagsUp } from './upkeep.ts';

let world: Definitions;
beforeAll(async () => {
  world = await openDefinitions('2026-06-01T12:00:00Z');
  await world.addProfiles({ 1: {}, 2: {}, 3: {} });
  for (const id of [1, 2, 3])
    await world.stores.pg.query('INSERT INTO identify.profile (id, workspace, root_id, created_at) VALUES ($1, $2, $1, now())', [id, world.workspace]);
  await world.addEvents([
    { profile: 1, at: '2026-05-30T00:00:00Z', properties: { revenue: 10 } },
    { profile: 1, at: '2026-05-31T00:00:00Z', properties: { revenue: 20 } },
    { profile: 2, at: '2026-05-01T00:00:00Z', properties: { revenue: 5 } },
  ]);
  await world.call('POST', '/tags', {
    key: 'orders',
    name: 'Orders',
    category: '行为/购买',
    owner: 'Mei',
    definition: { measure: { did: 'Order Completed', count: true } },
    refresh: 'manual',
  });
  await world.settle();
});
afterAll(() => world.close());

const get = async (url: string) => (await world.call('GET', url)).body;
const day = 86_400_000;

describe('versions', () => {
  it('keep each definition with its values, so that an old version can be compared', async () => {
    world.clock.advance(day);
    const changed = await world.call('PUT', '/tags/orders', { definition: { measure: { did: 'Order Completed', sum: 'revenue' } } });
    expect(changed.body).toMatchObject({ version: 2, owner: 'Mei' });
    world.clock.advance(day);
    await world.settle();
    const { items } = await get('/tags/orders/versions');
    expect(items.map(({ version, definition, madeAt }: { version: number; definition: object; madeAt: string }) => [version, definition, madeAt])).toEqual([
      [2, { measure: { did: 'Order Completed', sum: 'revenue' } }, '2026-06-02T12:00:00.000Z'],
      [1, { measure: { did: 'Order Completed', count: true } }, '2026-06-01T12:00:00.000Z'],
    ]);
    const numbers = async (query: string) => (await get(`/tags/orders/distribution?${query}`)).numbers;
    expect(await numbers('')).toMatchObject({ min: 5, max: 30 });
    expect(await numbers('version=1')).toMatchObject({ min: 0, max: 2 });
    expect(await numbers('version=2')).toMatchObject({ min: 5, max: 30 });
    expect(await numbers('at=2026-06-02T00:00:00Z')).toMatchObject({ min: 0, max: 2 });
    expect(await numbers('at=2026-05-01T00:00:00Z')).toBeNull();
  });
});

describe('the history of a value', () => {
  it('tells every value, the version that gave it, and those of profiles merged away', async () => {
    await world.call('POST', '/tags', { key: 'note', definition: { manual: true }, type: 'text' });
    await world.call('POST', '/tags/note/values', { values: [{ profile: 2, value: 'b' }], source: 'crm' });
    world.clock.advance(1000);
    await world.call('POST', '/tags/note/values', { values: [{ profile: 1, value: 'a' }] });
    await world.stores.pg.query('UPDATE identify.profile SET root_id = 1 WHERE id = 2');
    await world.stores.clickhouse.command('UPDATE profile SET merged_into = 1 WHERE profile_id = 2');
    world.clock.advance(1000);
    await keepTagsUp({ ...world.base, runner: world.deps });
    await world.settle();
    const note = await get('/profiles/1/tags/note/history');
    expect(note.items.map(({ profile, value, source, isDerived }: Record<string, unknown>) => [profile, value, source, isDerived])).toEqual([
      [2, null, '', true],
      [1, 'a', 'api', false],
      [2, 'b', 'crm', false],
    ]);
    const orders = await get('/profiles/1/tags/orders/history?limit=2');
    expect(orders.items.map(({ value, version }: Record<string, unknown>) => [value, version])).toEqual([
      [30, 2],
      [5, 2],
    ]);
    const rest = await get(`/profiles/1/tags/orders/history?cursor=${orders.next}`);
    expect(rest.items.map(({ value, version }: Record<string, unknown>) => [value, version])).toEqual(
      expect.arrayContaining([
        [2, 1],
        [1, 1],
      ]),
    );
    expect((await world.call('GET', '/profiles/99/tags/orders/history')).status).toBe(404);
  });
});

describe('dependencies', () => {
  it('go through everything between, both ways, and what is used cannot be deleted', async () => {
    await world.call('POST', '/tags', {
      key: 'class',
      definition: { cases: [{ rule: { tag: 'orders', op: 'gte', value: 10 }, value: 'big' }] },
      refresh: 'manual',
    });
    await world.call('POST', '/segments', {
      key: 'big',
      name: 'Big',
      rule: { all: [{ tag: 'class', op: 'eq', value: 'big' }, { has: 'email' }] },
      refresh: 'manual',
    });
    await world.call('POST', '/tags', { key: 'top', definition: { rule: { all: [{ segment: 'big' }, { trait: 'city', op: 'exists' }] } }, refresh: 'manual' });
    await world.settle();
    expect((await get('/tags/orders/dependencies')).usedBy).toEqual([
      { kind: 'segment', key: 'big', name: 'Big', isDirect: false },
      { kind: 'tag', key: 'class', name: 'class', isDirect: true },
      { kind: 'tag', key: 'top', name: 'top', isDirect: false },
    ]);
    const top = await get('/tags/top/dependencies');
    expect(top.uses.definitions).toEqual([
      { kind: 'segment', key: 'big', name: 'Big', isDirect: true },
      { kind: 'tag', key: 'class', name: 'class', isDirect: false },
      { kind: 'tag', key: 'orders', name: 'Orders', isDirect: false },
    ]);
    expect(top.uses.data).toMatchObject({ traits: ['city'], identifiers: ['email'] });
    expect((await get('/tags/orders/dependencies')).uses.data).toMatchObject({ events: ['Order Completed'], properties: ['revenue'] });
    const refused = await world.call('DELETE', '/tags/orders');
    expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('tag class')]);
  });
});

describe('runs', () => {
  it('say what they changed and what they took', async () => {
    const { items } = await get('/tags/orders/runs');
    expect(items.map(({ cause, version, changed, members, error }: Record<string, unknown>) => [cause, version, changed, members, error])).toEqual([
      ['edited', 2, 3, 2, null],
      ['created', 1, 3, 3, null],
    ]);
    expect(items[0].rowsRead).toBeGreaterThanOrEqual(3);
    expect(items[0].bytesRead).toBeGreaterThan(0);
    expect(items[0].elapsedMs).toBeGreaterThanOrEqual(0);
  });
});

describe('snapshots', () => {
  it('are taken of each day that has ended, made up for after a standstill, once', async () => {
    world.clock.advance(2 * day);
    expect(await takeSnapshots(world.base)).toBeGreaterThan(0);
    expect(await takeSnapshots(world.base)).toBe(0);
    const { items } = await get('/tags/orders/snapshots');
    expect(
      items.map((each: { day: string; version: number; distribution: { known: number; numbers: { max: number } } }) => [
        each.day,
        each.version,
        each.distribution.known,
        each.distribution.numbers.max,
      ]),
    ).toEqual([
      ['2026-06-01', 1, 2, 2],
      ['2026-06-02', 2, 2, 2],
      ['2026-06-03', 2, 1, 30],
      ['2026-06-04', 2, 1, 30],
    ]);
    expect((await get('/tags/orders/snapshots?from=2026-06-03&to=2026-06-03')).items).toHaveLength(1);
  });
});

describe('the tree of tags', () => {
  it('counts what stands in a branch and below it', async () => {
    expect((await get('/tag-categories')).items.find(({ name }: { name: string }) => name === '行为')).toEqual({
      name: '行为',
      path: '行为',
      own: 0,
      count: 1,
      children: [{ name: '购买', path: '行为/购买', own: 1, count: 1, children: [] }],
    });
    const rows = [
      { category: 'a / b/', count: 2 },
      { category: '/a', count: 1 },
      { category: '', count: 4 },
    ];
    expect(treeOf(rows).map(({ name, own, count }) => [name, own, count])).toEqual([
      ['', 4, 4],
      ['a', 1, 3],
    ]);
  });
});
