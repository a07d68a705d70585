import { visitStarts } from '@danqing/contracts';
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
    ...(await visitValues(shop)),
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

interface SeenRow {
  readonly profile: string;
  readonly at: number;
  readonly channel: string;
  readonly source: string;
  readonly campaign: string;
}
const seenSql = `SELECT toString(profile_id) AS profile, toUnixTimestamp64Milli(ts) AS at, traffic_channel AS channel, traffic_source AS source, utm_campaign AS campaign
  FROM event WHERE workspace = 1 AND ts <= fromUnixTimestamp64Milli({at:Int64}) AND is_bot = 0 AND (type IN ('page', 'screen') OR (type = 'track' AND page_url != '')) ORDER BY ts, message_id`;

/** Visits by the one rule, of events as the pipeline enriched them. */
async function visitValues({ live, world, at }: Retailer): Promise<Readonly<Record<string, Values>>> {
  const roots = new Map(world.profiles.map(({ id, mergedInto }) => [String(id), mergedInto === 0 ? id : mergedInto]));
  const rows = await live.pipeline.stores.clickhouse.query<SeenRow>(seenSql, { at });
  const [counts, first, last] = [new Map<number, { text: string }>(), new Map<number, { text: string }>(), new Map<number, { text: string }>()];
  for (const [profile, own] of Map.groupBy(rows, (row) => roots.get(row.profile) ?? 0)) {
    const starts = visitStarts(own);
    const visits: { at: number; channel: string }[] = [];
    for (const [index, one] of own.entries()) {
      if (starts[index] === true) visits.push({ at: one.at, channel: '' });
      const visit = visits.at(-1);
      if (visit?.channel === '' && one.channel !== 'internal') visit.channel = one.channel;
    }
    const named = visits.map(({ channel }) => ({ text: channel === '' ? 'direct' : channel }));
    const lately = visits.filter((visit) => visit.at > at - 30 * 86_400_000).length;
    if (lately > 0) counts.set(profile, { text: String(lately) });
    for (const [values, visit] of [
      [first, named[0]],
      [last, named.at(-1)],
    ] as const)
      if (visit !== undefined) values.set(profile, visit);
  }
  return { visits_30d: counts, first_channel: first, last_visit_channel: last };
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
