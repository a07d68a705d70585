import { propertyTextSql } from '#compile';
import type { ClickHouse } from '#platform';
import { saleEvents } from '../read/sale.sql.ts';
import { calm } from './days.ts';
import type { AskedField } from './fields.read.ts';
import { plain } from './plain.ts';
import { type BlockSums, blockSql, inSampleSql, type PeopleSample } from './sample.ts';

/** Of how many people (of the event ''; else orders) two sources both say a field, and of how many of these the same. `a` < `b`. */
export interface Agreement extends BlockSums {
  readonly field: string;
  readonly a: string;
  readonly b: string;
  readonly both: number;
  readonly agree: number;
  /** Σm², of those of whom both say it. */
  readonly allSquares: number;
}

/** Pairs of sources out of [(source, value), …] of one thing, each in its block. */
const pairs = (things: string): string => `
  SELECT field, a, b, sum(m) AS both, sum(x) AS agree, count() AS blocks, sum(x * x) AS squares, sum(x * m) AS products, sum(m * m) AS allSquares
  FROM (
    SELECT field, block, pair.1 AS a, pair.2 AS b, count() AS m, countIf(pair.3) AS x
    FROM (${things})
    ARRAY JOIN arrayFlatten(arrayMap(x -> arrayMap(y -> (x.1, y.1, x.2 = y.2), arrayFilter(y -> y.1 > x.1, said)), said)) AS pair
    GROUP BY field, block, a, b
  ) GROUP BY field, a, b ORDER BY field, a, b LIMIT 5000`;

const bare = "replaceRegexpOne(trait, '[[][]]$', '')";
const said = `cityHash64(${bare}, profile_id)`;
/**
 * Most is said by one source alone: that is found by narrow columns and numbers, so that texts are read only of the rest (of 2.4 million sayings 3.6 s by names and ids, 0.7 s by their hash). Hashes that
 * meet let through what is left out below.
 */
const bySeveral = `
  SELECT ${said} AS hash FROM trait_change PREWHERE workspace = {workspace:UInt32} AND ${inSampleSql} WHERE is_once = 0
  GROUP BY hash HAVING min(cityHash64(source)) != max(cityHash64(source))`;
const latest = `
  SELECT ${bare} AS field, profile_id, toString(source) AS source, argMax(if(empty(items), value, toString(items)), (ts, message_id)) AS text
  FROM trait_change PREWHERE workspace = {workspace:UInt32} AND ${inSampleSql} WHERE is_once = 0 AND ${said} IN (${bySeveral}) GROUP BY field, profile_id, source`;
const ofPeople = pairs(`
  SELECT toString(field) AS field, any(${blockSql}) AS block, groupArray((source, ${plain('text')})) AS said FROM (${latest}) WHERE text != '' GROUP BY field, profile_id HAVING length(said) > 1`);

/** What sources said last of the same people, of those that are looked at. */
export const readPeopleAgreement = (clickhouse: ClickHouse, workspace: number, sample: PeopleSample): Promise<readonly Agreement[]> =>
  clickhouse.query<Agreement>(ofPeople, { workspace, ...sample }, calm);

const orderId = `ifNull(properties.order_id.:String, ifNull(properties.orderId.:String, ''))`;
/** One order in so many, all of its messages: ids are spread evenly by their hash. */
const inOrderSample = `cityHash64(${orderId}) % {oneOf:UInt32} = 0`;
const ordersSql = (fields: readonly AskedField[]): string =>
  pairs(`
  SELECT field, 0 AS block, groupArray((source, ${plain('text')})) AS said
  FROM (
    SELECT order, source, one.1 AS field, argMin(ifNull(one.2, ''), (ts, message_id)) AS text
    FROM (
      SELECT ${orderId} AS order, toString(source) AS source, ts, message_id, [${fields.map(({ path, canBeList }, index) => `({f${index}:String}, ${propertyTextSql(path, canBeList)})`).join(', ')}] AS every
      FROM event WHERE workspace = {workspace:UInt32} AND event IN {orders:Array(String)} AND ts >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND ${orderId} IN (
        SELECT ${orderId} AS id FROM event WHERE workspace = {workspace:UInt32} AND event IN {orders:Array(String)} AND ts >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND id != '' AND ${inOrderSample}
        GROUP BY id HAVING min(source) != max(source))
    ) ARRAY JOIN arrayFilter(x -> isNotNull(x.2), every) AS one
    GROUP BY order, source, field
  ) GROUP BY order, field HAVING length(said) > 1`);

/** Of what orders: since a moment (ms), one in so many by their order id. */
export interface OrdersAsked {
  readonly workspace: number;
  readonly from: number;
  readonly oneOf: number;
}

/** What sources say of the same orders, by their order id. */
export async function readOrderAgreement(clickhouse: ClickHouse, asked: OrdersAsked, fields: readonly AskedField[]): Promise<readonly Agreement[]> {
  if (fields.length === 0) return [];
  const names = Object.fromEntries(fields.map(({ path }, index) => [`f${index}`, path]));
  return clickhouse.query<Agreement>(ordersSql(fields), { ...asked, orders: saleEvents('orders'), ...names }, calm);
}

/** Order messages of a source since a moment, and how many of them repeat an order that it had told already. */
export interface RepeatedOrders {
  readonly source: string;
  readonly messages: number;
  readonly repeats: number;
}

const repeatsSql = `
  SELECT source, sum(told) AS messages, sum(told - 1) AS repeats FROM (
    SELECT toString(source) AS source, ${orderId} AS order, count() AS told
    FROM event WHERE workspace = {workspace:UInt32} AND event IN {orders:Array(String)} AND ts >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND ${orderId} != '' AND ${inOrderSample} GROUP BY source, order
  ) GROUP BY source ORDER BY source`;

export const readOrderRepeats = (clickhouse: ClickHouse, asked: OrdersAsked): Promise<readonly RepeatedOrders[]> =>
  clickhouse.query<RepeatedOrders>(repeatsSql, { ...asked, orders: saleEvents('orders') }, calm);

/** The names of events that are orders. */
export const orderEvents = (): readonly string[] => saleEvents('orders');
