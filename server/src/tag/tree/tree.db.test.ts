import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Definitions, openDefinitions } from '../../../testing/definitions.ts';

let world: Definitions;
beforeAll(async () => {
  world = await openDefinitions('2026-06-01T12:00:00Z');
  await world.addProfiles({ 1: { city: '上海' }, 2: { city: '北京' }, 3: {} });
  const make = (key: string, name: string, category: string, definition: object, more: object = {}) =>
    world.call('POST', '/tags', { key, name, category, definition, refresh: 'manual', ...more });
  await make('city', '城市', '基础属性/地域', { trait: 'city' }, { owner: '小梅' });
  await make('orders', '订单数', ' 行为 / 购买 ', { measure: { did: 'Order Completed', count: true } }, { description: '一共下了几单' });
  await make('visits', '访问次数', '行为/活跃', { measure: { did: 'Page Viewed', count: true } });
  await make('grade', '等级', '', { manual: true }, { type: 'text', owner: '小梅' });
  await world.settle();
});
afterAll(() => world.close());

interface Node {
  readonly path: string;
  readonly count: number;
  readonly children: readonly Node[];
}

const flat = (nodes: readonly Node[]): readonly string[] => nodes.flatMap(({ path, count, children }) => [`${path} ${count}`, ...flat(children)]);
const tree = async (): Promise<readonly string[]> => flat((await world.call('GET', '/tag-categories')).body.items);
const keys = async (query: string): Promise<readonly string[]> =>
  (await world.call('GET', `/tags?${query}`)).body.items.map(({ key }: { readonly key: string }) => key);

describe('the list of tags', () => {
  it('is searched and filtered, also by what evaluate knows, and says how many there are of each', async () => {
    expect(await keys('search=单')).toEqual(['orders']);
    expect(await keys('search=小梅%20城')).toEqual(['city']);
    expect(await keys(`category=${encodeURIComponent('行为')}`)).toEqual(['orders', 'visits']);
    expect(await keys('category=/')).toEqual(['grade']);
    expect(await keys('kind=manual&kind=fact')).toEqual(['city', 'grade', 'orders', 'visits']);
    expect(await keys('type=number&state=ready')).toEqual(['orders', 'visits']);
    const { body } = await world.call('GET', `/tags?owner=${encodeURIComponent('小梅')}`);
    expect([body.total, body.next]).toEqual([2, null]);
    expect(body.facets).toMatchObject({ kind: { fact: 3, manual: 1 }, owner: { 小梅: 2, '': 2 }, type: { number: 2, text: 2 } });
  });

  it('comes in the order that is asked for, page by page', async () => {
    expect(await keys('sort=name')).toEqual(['city', 'grade', 'orders', 'visits']);
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body } = await world.call('GET', `/tags?sort=coverage&limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`);
      seen.push(...body.items.map(({ key, count }: { key: string; count: number | null }) => `${key} ${count}`));
      cursor = body.next;
    }
    expect(seen).toEqual(['orders 3', 'visits 3', 'city 2', 'grade 0']);
  });
});

describe('the tree of categories', () => {
  it('renames, moves and reorders branches with their tags, and computes nothing for that', async () => {
    const before = (await world.call('GET', '/tags/orders')).body;
    expect(await tree()).toEqual([' 1', '基础属性 1', '基础属性/地域 1', '行为 2', '行为/购买 1', '行为/活跃 1']);
    const move = (body: object) => world.call('POST', '/tag-categories/move', body);
    expect((await move({ from: '行为', to: '互动' })).status).toBe(200);
    await move({ from: '互动/活跃', to: '互动/活跃', before: '互动/购买' });
    await move({ from: '互动', to: '互动', before: '基础属性' });
    await move({ from: '基础属性/地域', to: '互动/地域' });
    expect(await tree()).toEqual(['互动 3', '互动/活跃 1', '互动/购买 1', '互动/地域 1', '基础属性 0', ' 1']);
    const after = (await world.call('GET', '/tags/orders')).body;
    expect(after).toEqual({ ...before, category: '互动/购买' });
    expect((await move({ from: '互动', to: '互动/里面' })).body.errors[0]).toMatchObject({ path: '/to', code: 'DQ_NOT_ALLOWED' });
    expect((await move({ from: '没有', to: '别处' })).status).toBe(404);
  });

  it('keeps an empty category, puts tags into it, and gives the tags of a removed one to the one above', async () => {
    expect((await world.call('POST', '/tag-categories', { path: '营销/会员日' })).status).toBe(201);
    expect((await world.call('POST', '/tag-categories', { path: '营销' })).status).toBe(409);
    expect((await world.call('POST', '/tags/place', { keys: ['grade', 'orders'], category: '营销/会员日' })).body).toEqual({ moved: 2 });
    expect(await tree()).toEqual(['互动 2', '互动/活跃 1', '互动/购买 0', '互动/地域 1', '基础属性 0', '营销 2', '营销/会员日 2']);
    expect((await world.call('POST', '/tags/place', { keys: ['nowhere'], category: '' })).status).toBe(404);
    await world.call('POST', '/tag-categories/remove', { path: '营销/会员日' });
    await world.call('POST', '/tag-categories/remove', { path: '互动' });
    expect(await tree()).toEqual(['基础属性 0', ' 2', '营销 2']);
  });
});

describe('a change of a tag’s texts', () => {
  it('is a version with its maker and asks for no run; a change of what it means does', async () => {
    const changed = (await world.call('PUT', '/tags/city', { description: '收货城市', owner: '小林' })).body;
    expect(changed).toMatchObject({ version: 2, state: 'ready', owner: '小林' });
    expect(await world.settle()).toEqual([]);
    expect((await world.call('PUT', '/tags/city', { definition: { trait: 'address.city' } })).body).toMatchObject({ version: 3, state: 'pending' });
    await world.settle();
    const { items } = (await world.call('GET', '/tags/city/versions')).body;
    expect(items.map(({ version, madeBy, text }: Record<string, unknown>) => [version, madeBy, text])).toEqual([
      [3, 'test', 'trait address.city'],
      [2, 'test', 'trait city'],
      [1, 'test', 'trait city'],
    ]);
  });
});
