import { storedNames } from '#compile';
import type { ClickHouse } from '#platform';
import { saleEvents, saleValue } from './sale.sql.ts';

/** Two periods that follow each other, as moments in milliseconds: [before, from) and [from, to). */
export interface Periods {
  readonly before: number;
  readonly from: number;
  readonly to: number;
}

export interface PeopleFigures {
  readonly customers: number;
  readonly customersBefore: number;
  readonly fresh: number;
  readonly freshBefore: number;
  readonly active: number;
  readonly activeBefore: number;
}

const moment = (name: string): string => `fromUnixTimestamp64Milli({${name}:Int64}, 'UTC')`;

/** One narrow column of the mirror. */
const people = `
  SELECT count() AS customers, countIf(created_at < ${moment('from')}) AS customersBefore, countIf(created_at >= ${moment('from')}) AS fresh,
    countIf(created_at >= ${moment('before')} AND created_at < ${moment('from')}) AS freshBefore
  FROM profile WHERE workspace = {workspace:UInt32} AND merged_into = 0`;

/** Only the two periods are read: `event_time` lies in the order of time. Ids are dense, so a bitmap counts them exactly and small. */
const active = `
  SELECT groupBitmapIf(profile_id, ts >= ${moment('from')}) AS active, groupBitmapIf(profile_id, ts < ${moment('from')}) AS activeBefore
  FROM event_time
  WHERE workspace = {workspace:UInt32} AND ts >= ${moment('before')} AND ts < ${moment('to')} AND event NOT IN ('$identify', '$group', '$alias')`;

/** Everybody, who is new and who did anything, with the period before. 1 million profiles and 10 million events: see watch/README.md. */
export async function readPeopleFigures(clickhouse: ClickHouse, workspace: number, periods: Periods): Promise<PeopleFigures> {
  const params = { workspace, ...periods };
  const [[counted], [did]] = await Promise.all([
    clickhouse.query<Omit<PeopleFigures, 'active' | 'activeBefore'>>(people, params),
    clickhouse.query<Pick<PeopleFigures, 'active' | 'activeBefore'>>(active, params),
  ]);
  return {
    customers: counted?.customers ?? 0,
    customersBefore: counted?.customersBefore ?? 0,
    fresh: counted?.fresh ?? 0,
    freshBefore: counted?.freshBefore ?? 0,
    active: did?.active ?? 0,
    activeBefore: did?.activeBefore ?? 0,
  };
}

export interface SalesFigures {
  readonly orders: number;
  readonly ordersBefore: number;
  readonly netSales: number;
  readonly netSalesBefore: number;
}

const sales = `
  SELECT countIf(is_order AND is_now) AS orders, countIf(is_order AND NOT is_now) AS ordersBefore,
    sumIf(worth, is_order AND is_now) - sumIf(abs(worth), NOT is_order AND is_now) AS netSales,
    sumIf(worth, is_order AND NOT is_now) - sumIf(abs(worth), NOT is_order AND NOT is_now) AS netSalesBefore
  FROM (
    SELECT event IN {orders:Array(String)} AS is_order, ts >= ${moment('from')} AS is_now, ifNull(${saleValue}, 0) AS worth
    FROM event
    WHERE workspace = {workspace:UInt32} AND event IN {events:Array(String)} AND ts >= ${moment('before')} AND ts < ${moment('to')})`;

/** The metrics `orders` and `net_sales` over everybody, with the period before; in the workspace's currency. */
export async function readSalesFigures(clickhouse: ClickHouse, workspace: number, periods: Periods): Promise<SalesFigures> {
  const orders = saleEvents('orders');
  const [row] = await clickhouse.query<SalesFigures>(sales, { workspace, ...periods, orders, events: [...orders, ...saleEvents('refunds')] });
  return row ?? { orders: 0, ordersBefore: 0, netSales: 0, netSalesBefore: 0 };
}

export interface LatestEvent {
  readonly profile: number;
  readonly event: string;
  readonly at: number;
  readonly revenue: number | null;
}

const latest = `
  SELECT profile_id AS profile, event, toUnixTimestamp64Milli(ts) AS at, revenue FROM event
  WHERE workspace = {workspace:UInt32} AND event IN {events:Array(String)} AND ts >= ${moment('since')}
  ORDER BY ts DESC LIMIT 1 BY profile_id LIMIT {limit:UInt32}`;

/** The last thing that each of the latest profiles did out of some events, since a moment. */
export const readLatestEvents = (
  clickhouse: ClickHouse,
  workspace: number,
  events: readonly string[],
  since: number,
  limit: number,
): Promise<readonly LatestEvent[]> => clickhouse.query<LatestEvent>(latest, { workspace, events: events.flatMap((event) => storedNames(event)), since, limit });
