import { afterAll, beforeAll, expect, it } from 'vitest';
import { isJsonObject, type JsonValue } from '#kernel';
import type { Values } from '../../../testing/oracle/tags.ts';
import { type Comparison, comparePack, isTelling, itemsAt, unfollowed } from '../../../testing/packs/check.ts';
import { openRetailer, type Retailer } from '../../../testing/packs/retailer.ts';
import { existingPack, itemsOf } from './catalogue.ts';

const pack = existingPack('retail');
const items = itemsOf(pack).map(({ kind, key }) => `${kind} ${key}`);
let shop: Retailer;
let comparisons: ReadonlyMap<string, Comparison>;
let shelf: readonly JsonValue[];

beforeAll(async () => {
  shop = await openRetailer(300, 400);
  const { live, world, at } = shop;
  shelf = await itemsAt(live, '/packs/retail');
  await live.call('POST', '/packs/retail/adopt', {});
  const marked = world.profiles.filter(({ mergedInto, kinds }) => mergedInto === 0 && kinds.includes('phone')).slice(0, 40);
  await live.call('POST', '/tags/manual_risk/values', { values: marked.map(({ id }, index) => ({ profile: id, value: index % 3 === 0 })) });
  await live.follow();
  const byHand: Readonly<Record<string, Values>> = {
    manual_risk: new Map(marked.map(({ id }, index) => [id, { text: String(index % 3 === 0) }])),
    active_hours: activeHours(shop),
  };
  comparisons = new Map((await comparePack(live, pack, world, at, (key) => byHand[key])).map((each) => [each.name, each]));
}, 180_000);
afterAll(() => shop.live.close());

/** The part of the day (in Shanghai) in which most was done; of two alike the one whose name comes later. */
function activeHours({ world }: Retailer): Values {
  const roots = new Map(world.profiles.map(({ id, mergedInto }) => [id, mergedInto === 0 ? id : mergedInto]));
  const counts = new Map<number, Map<string, number>>();
  for (const { name, ts, profile } of world.events) {
    if (!['Product Viewed', 'Product Added', 'Order Completed'].includes(name)) continue;
    const hour = new Date(ts + 8 * 3_600_000).getUTCHours();
    const part = hour < 6 ? '深夜' : hour < 12 ? '上午' : hour < 18 ? '下午' : '晚间';
    const own = counts.get(roots.get(profile) ?? profile) ?? new Map<string, number>();
    own.set(part, (own.get(part) ?? 0) + 1);
    counts.set(roots.get(profile) ?? profile, own);
  }
  const best = (own: ReadonlyMap<string, number>): string =>
    [...own].sort(([a, x], [b, y]) => y - x || Buffer.compare(Buffer.from(b), Buffer.from(a)))[0]?.[0] ?? '';
  return new Map([...counts].map(([profile, own]) => [profile, { text: best(own) }]));
}

it('has all its data in the demo', () => {
  expect(shelf).toHaveLength(items.length);
  expect(shelf.filter(isJsonObject).filter(({ missing }) => JSON.stringify(missing) !== '[]')).toEqual([]);
});

it('is tried on everything that the demo says', () => {
  expect(shop.dropped).toBe(0);
  expect(shop.world.events.length).toBeGreaterThan(20_000);
});

it.each(items)('%s is what the oracle says', (name) => {
  expect(comparisons.get(name)?.differences).toEqual([]);
});

it('keeps nothing live that ticks cannot follow', async () => {
  expect(await unfollowed(shop.live)).toEqual([]);
});

it('tells people apart by nine items in ten', () => {
  const mute = [...comparisons.values()].filter((comparison) => !isTelling(comparison)).map(({ name }) => name);
  expect(mute.length).toBeLessThanOrEqual(items.length / 10);
});
