import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Pack } from '@danqing/contracts';
import { changeTag, deleteTag } from '../save.ts';
import { type Definitions, openDefinitions } from '../../../testing/definitions.ts';
import { adoptPack } from './adopt.ts';
import type { PackDeps } from './ports.ts';
import { packView, readShelf } from './shelf.ts';

let world: Definitions;
let deps: PackDeps;

const pack: Pack = {
  key: 'shop',
  version: '1.0.0',
  name: { zh: '店', en: 'Shop' },
  description: { zh: '店', en: 'Shop' },
  industry: 'retail',
  tags: [
    {
      key: 'orders',
      name: { zh: '订单数', en: 'Orders' },
      category: { zh: '行为/购买', en: 'Behaviour/Purchase' },
      definition: { measure: { did: 'Order Completed', count: true } },
    },
    { key: 'spent', name: { zh: '金额', en: 'Spent' }, definition: { measure: { did: 'Order Completed', sum: 'revenue' } } },
    { key: 'returns', name: { zh: '退货', en: 'Returns' }, definition: { measure: { did: 'Order Refunded', sum: 'amount' } } },
    { key: 'class', name: { zh: '级别', en: 'Class' }, definition: { cases: [{ rule: { tag: 'returns', op: 'gte', value: 1 }, value: 'r' }], else: 'n' } },
  ],
  segments: [{ key: 'regulars', name: { zh: '熟客', en: 'Regulars' }, rule: { tag: 'orders', op: 'gte', value: 2 } }],
};

beforeAll(async () => {
  world = await openDefinitions('2026-06-01T12:00:00Z');
  await world.addProfiles({ 1: { city: 'Shanghai' }, 2: {} });
  await world.addEvents([
    { profile: 1, event: 'purchase', at: '2026-05-30T00:00:00Z', properties: { revenue: 10 } },
    { profile: 1, at: '2026-05-31T00:00:00Z', properties: { revenue: 20 } },
  ]);
  const { base } = world;
  deps = {
    ...base,
    segments: world.shelf,
    seen: () =>
      Promise.resolve({
        events: new Set(['purchase']),
        properties: new Map([['purchase', new Set(['revenue', 'products[].sku', 'products[].price'])]]),
        traits: new Set<string>(),
        identifiers: new Set<string>(),
        entities: new Set<string>(),
        consents: new Set<string>(),
      }),
  };
});
afterAll(() => world.close());

const adopt = async (which: Pack, items?: readonly string[]): Promise<unknown> =>
  (await adoptPack(deps, world.workspace, which, { items, language: 'en' })).items.map(({ key, result }) => `${key} ${result}`);

it('finds a list by its elements’ fields, and amounts by prices', async () => {
  const top = { of: 'Order Completed', each: 'products', prop: 'sku', k: 1, weight: 'amount' };
  const one = (prop: string): Pack => ({
    ...pack,
    tags: [{ key: 'goods', name: { zh: '货', en: 'Goods' }, definition: { top: { ...top, prop } } }],
    segments: [],
  });
  const shelf = await readShelf(deps, world.workspace);
  expect(packView(one('sku'), shelf).items[0]?.missing).toEqual([]);
  expect(packView(one('brand'), shelf).items[0]?.missing).toEqual([{ kind: 'property', name: 'products[].brand' }]);
});

describe('a pack', () => {
  it('says of each item which data is missing, also through the items it names; events count under the names that vendors give them', async () => {
    const view = packView(pack, await readShelf(deps, world.workspace));
    expect(Object.fromEntries(view.items.map(({ key, missing }) => [key, missing.map(({ kind, name }) => `${kind} ${name}`)]))).toEqual({
      orders: [],
      spent: [],
      returns: ['event Order Refunded', 'property amount'],
      class: ['tag returns'],
      regulars: [],
    });
    expect(view.counts).toEqual({ items: 5, tags: 4, segments: 1, available: 3, adopted: 0 });
  });

  it('is adopted by name, what an item names before the item, and again without a change', async () => {
    expect(await adopt(pack, ['regulars'])).toEqual(['orders created', 'regulars created']);
    await world.settle();
    expect((await world.call('GET', '/segments/regulars')).body).toMatchObject({ name: 'Regulars', count: 1 });
    expect((await world.call('GET', '/tags/orders')).body).toMatchObject({ category: 'Behaviour/Purchase', count: 2 });
    expect(await adopt(pack)).toEqual(['orders unchanged', 'spent created', 'regulars unchanged']);
    await expect(adopt(pack, ['nothing'])).rejects.toMatchObject({ code: 'DQ_INVALID' });
  });

  it('brings a new version of what nobody edited, and leaves alone what people made of an item or made themselves', async () => {
    await changeTag(deps, world.workspace, 'spent', { definition: { measure: { did: 'Order Completed', avg: 'revenue' } } }, () => undefined);
    await world.call('POST', '/tags', { key: 'returns', definition: { manual: true }, type: 'text' });
    const next: Pack = {
      ...pack,
      version: '1.1.0',
      tags: pack.tags.map((tag) => ({ ...tag, definition: { measure: { did: 'Order Completed', count: true, window: { last: 30, unit: 'day' } } } })),
    };
    expect(await adopt(next, ['orders', 'spent', 'returns'])).toEqual(['orders updated', 'spent edited', 'returns taken']);
    const view = packView(next, await readShelf(deps, world.workspace));
    expect(view.items.map(({ key, adopted, isKeyTaken }) => [key, adopted?.version ?? null, isKeyTaken])).toEqual([
      ['orders', '1.1.0', false],
      ['spent', '1.0.0', false],
      ['returns', null, true],
      ['class', null, false],
      ['regulars', '1.0.0', false],
    ]);
  });

  it('makes an item again that was deleted', async () => {
    await deleteTag(deps, world.workspace, 'spent', () => undefined);
    expect(await adopt(pack, ['spent'])).toEqual(['spent created']);
  });
});
