import { storedNames } from '#compile';
import type { ClickHouse } from '#platform';
import { saleEvents, saleValue } from '../read/sale.sql.ts';
import type { Sale } from './value.ts';
import { type EventTally, type Habits, recentDays, touchDays, type Weighed } from './whole.ts';

/** Whose life: a profile and everything merged into it. `at` in ms. */
export interface Life {
  readonly workspace: number;
  readonly originIds: readonly number[];
  readonly at: number;
  readonly timezone: string;
}

const dayMs = 86_400_000;
const moment = (name: string): string => `fromUnixTimestamp64Milli({${name}:Int64}, 'UTC')`;
const ofLife = `workspace = {workspace:UInt32} AND origin_id IN {origins:Array(UInt64)} AND ts <= ${moment('at')}`;
const paramsOf = ({ workspace, originIds, at }: Life) => ({ workspace, origins: originIds, at });

const tallies = `
  SELECT event, count() AS count, countIf(ts > ${moment('recentFrom')}) AS recent, toUnixTimestamp64Milli(min(ts)) AS firstAt, toUnixTimestamp64Milli(max(ts)) AS lastAt
  FROM event_timeline WHERE ${ofLife} AND event NOT IN ('$identify', '$group', '$alias')
  GROUP BY event ORDER BY count DESC, event LIMIT 1000`;

/** What happened how often. */
export async function readTallies(clickhouse: ClickHouse, life: Life): Promise<ReadonlyMap<string, EventTally>> {
  const params = { ...paramsOf(life), recentFrom: life.at - touchDays * dayMs };
  const rows = await clickhouse.query<EventTally & { readonly event: string }>(tallies, params, { lane: 'point' });
  return new Map(rows.map(({ event, ...tally }) => [event, tally]));
}

const salesOfLife = `
  SELECT toUnixTimestamp64Milli(ts) AS at, event IN {refunds:Array(String)} AS isRefund, ${saleValue} AS value
  FROM event_timeline WHERE ${ofLife} AND event IN {events:Array(String)}
  ORDER BY ts LIMIT 100000`;

/** Orders and refunds, oldest first. */
export async function readSales(clickhouse: ClickHouse, life: Life): Promise<readonly Sale[]> {
  const refunds = saleEvents('refunds');
  const params = { ...paramsOf(life), refunds, events: [...saleEvents('orders'), ...refunds] };
  const rows = await clickhouse.query<{ at: number; isRefund: number; value: number | null }>(salesOfLife, params, { lane: 'point' });
  return rows.map(({ isRefund, ...sale }) => ({ ...sale, isRefund: isRefund === 1 }));
}

/** Names beside their counts, as `sumMap` gives them. */
type Counts = readonly [names: readonly (string | number)[], counts: readonly number[]];

const each = (name: string, condition: string): string => `sumMapIf([${name}], [toUInt64(1)], ${name} != '' AND ${condition})`;
const ofProducts = (name: string): string => `arrayFilter(one -> one != '', arrayMap(one -> one.${name}, said.products))`;
const eachOf = (name: string, condition: string): string => `sumMapIf(${ofProducts(name)}, arrayMap(one -> toUInt64(1), ${ofProducts(name)}), ${condition})`;
const isView = 'event IN {views:Array(String)}';
const isOrder = 'event IN {orders:Array(String)}';
const isSearch = 'event IN {searches:Array(String)}';

/** What of an event's properties is asked for, parsed once and only where it is asked: one column of texts is read instead of a dozen paths in every part of the table. */
const saidOf =
  'Tuple(category String, brand String, query String, payment_method String, affiliation String, products Array(Tuple(category String, brand String)))';

const habits = `
  SELECT sumMap([source], [toUInt64(1)]) AS sources, ${each('channel', '1')} AS channels, ${each('device_type', '1')} AS devices, ${each('utm_source', '1')} AS campaigns,
    sumMapIf([toHour(ts, {timezone:String})], [toUInt64(1)], type IN ('page', 'screen') OR ${isView} OR ${isOrder}) AS hours,
    uniqExactIf(toDate(ts, {timezone:String}), ts > ${moment('recentFrom')} AND NOT ${touchSql()}) AS activeDays,
    ${each('said.category', isView)} AS viewed, ${eachOf('category', isOrder)} AS bought, ${each('said.brand', isView)} AS viewedBrands, ${eachOf('brand', isOrder)} AS boughtBrands,
    ${each('said.query', isSearch)} AS searches, ${each('said.payment_method', isOrder)} AS payments, ${each('said.affiliation', isOrder)} AS salesChannels
  FROM (
    SELECT ts, event, type, source, channel, device_type, utm_source, JSONExtract(if(${isView} OR ${isOrder} OR ${isSearch}, payload, ''), 'properties', '${saidOf}') AS said
    FROM event_timeline WHERE ${ofLife} AND event NOT IN ('$identify', '$group', '$alias'))`;

/** What others do to somebody is no activity of theirs. */
function touchSql(): string {
  return "match(event, '^(SMS|Email|WeCom|WeChat|Push Notification|Mail)\\\\b.* ?(Sent|Delivered|Bounced|Failed|Received)$')";
}

type HabitRow = {
  readonly [Name in
    | 'sources'
    | 'channels'
    | 'devices'
    | 'campaigns'
    | 'hours'
    | 'viewed'
    | 'bought'
    | 'viewedBrands'
    | 'boughtBrands'
    | 'searches'
    | 'payments'
    | 'salesChannels']: Counts;
} & {
  readonly activeDays: number;
};

const most = 50;
const weighed = (...all: readonly (Counts | undefined)[]): readonly Weighed[] => {
  const sums = new Map<string, number>();
  for (const [names, counts] of all.flatMap((one) => (one === undefined ? [] : [one])))
    names.forEach((name, index) => sums.set(String(name), (sums.get(String(name)) ?? 0) + (counts[index] ?? 0)));
  return [...sums]
    .map(([name, weight]) => ({ name, weight }))
    .sort((a, b) => b.weight - a.weight || (a.name < b.name ? -1 : 1))
    .slice(0, most);
};

/** What they like and how they live, in one pass over their events. */
export async function readHabits(clickhouse: ClickHouse, life: Life): Promise<Habits> {
  const params = {
    ...paramsOf(life),
    timezone: life.timezone,
    recentFrom: life.at - recentDays * dayMs,
    views: ['Product Viewed', 'Product List Viewed', 'Product Clicked'].flatMap((event) => storedNames(event)),
    orders: saleEvents('orders'),
    searches: storedNames('Products Searched'),
  };
  const [row] = await clickhouse.query<HabitRow>(habits, params, { lane: 'point' });
  return {
    sources: weighed(row?.sources),
    channels: weighed(row?.channels),
    devices: weighed(row?.devices),
    campaigns: weighed(row?.campaigns),
    hours: weighed(row?.hours),
    activeDays: row?.activeDays ?? 0,
    viewed: weighed(row?.viewed),
    bought: weighed(row?.bought),
    brands: weighed(row?.viewedBrands, row?.boughtBrands),
    searches: weighed(row?.searches),
    payments: weighed(row?.payments),
    salesChannels: weighed(row?.salesChannels),
  };
}
