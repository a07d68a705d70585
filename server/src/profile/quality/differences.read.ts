import { propertyTextSql } from '#compile';
import type { ClickHouse } from '#platform';
import { saleEvents } from '../read/sale.sql.ts';
import { calm } from './days.ts';
import { plain } from './plain.ts';

/** One person (or order) of whom two sources say different things. */
export interface Difference {
  /** Of a person the id of the profile, else 0. */
  readonly profile: number;
  /** Of an order its id, else ''. */
  readonly order: string;
  readonly a: string;
  readonly b: string;
}

const differ = (things: string): string => `
  SELECT profile, order, a, b FROM (
    SELECT profile, order, argMaxIf(text, (ts, message_id), source = {a:String}) AS a, argMaxIf(text, (ts, message_id), source = {b:String}) AS b
    FROM (${things}) WHERE text != '' GROUP BY profile, order
  ) WHERE a != '' AND b != '' AND ${plain('a')} != ${plain('b')} ORDER BY profile, order LIMIT {limit:UInt32}`;

const ofPeople = differ(`
  SELECT profile_id AS profile, '' AS order, toString(source) AS source, ts, message_id, if(empty(items), value, toString(items)) AS text
  FROM trait_change WHERE workspace = {workspace:UInt32} AND trait IN [{field:String}, concat({field:String}, '[]')] AND source IN [{a:String}, {b:String}] AND is_once = 0`);

const orderId = `ifNull(properties.order_id.:String, ifNull(properties.orderId.:String, ''))`;
const ofOrders = (field: string): string =>
  differ(`
  SELECT 0 AS profile, ${orderId} AS order, toString(source) AS source, ts, message_id, ifNull(${propertyTextSql(field, true)}, '') AS text
  FROM event WHERE workspace = {workspace:UInt32} AND event IN {orders:Array(String)} AND source IN [{a:String}, {b:String}] AND order != ''
    AND ts >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')`);

export interface DifferencesOf {
  readonly workspace: number;
  /** '' for a trait of people; else of orders since `from` (ms). */
  readonly event: string;
  readonly field: string;
  readonly a: string;
  readonly b: string;
  readonly from: number;
  readonly limit: number;
}

/** Some of those of whom two sources do not say the same. */
export const readDifferences = (clickhouse: ClickHouse, { event, ...of }: DifferencesOf): Promise<readonly Difference[]> =>
  event === ''
    ? clickhouse.query<Difference>(ofPeople, of, calm)
    : clickhouse.query<Difference>(ofOrders(of.field), { ...of, orders: saleEvents('orders') }, calm);
