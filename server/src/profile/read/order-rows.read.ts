import type { ClickHouse } from '#platform';
import { saleEvents, saleValue } from './sale.sql.ts';

/** One order as one source told it. */
export interface OrderRow {
  readonly profile: number;
  readonly source: string;
  readonly messageId: string;
  readonly orderId: string;
  /** null: no number was sent. */
  readonly revenue: number | null;
  /** ms */
  readonly at: number;
}

const orderId = `ifNull(properties.order_id.:String, ifNull(properties.orderId.:String, ''))`;
const rows = `
  SELECT profile_id AS profile, toString(source) AS source, message_id AS messageId, ${orderId} AS orderId, ${saleValue} AS revenue, toUnixTimestamp64Milli(ts) AS at
  FROM event
  WHERE workspace = {workspace:UInt32} AND event IN {orders:Array(String)} AND ts >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')`;

/** The same order id, told by more than one message. */
const byId = `
  SELECT * FROM (${rows}) WHERE orderId != '' AND orderId IN (
    SELECT orderId FROM (${rows}) WHERE orderId != '' GROUP BY orderId HAVING uniqExact(messageId, source) > 1 ORDER BY orderId LIMIT {limit:UInt32})
  ORDER BY orderId, at, source, messageId`;

/** The same customer and amount from several sources, with more than one order id or none: which of them lie close in time, the caller says. */
const byPerson = `
  SELECT * FROM (${rows}) WHERE revenue IS NOT NULL AND revenue != 0 AND (profile, revenue) IN (
    SELECT profile, revenue FROM (${rows}) WHERE revenue IS NOT NULL AND revenue != 0 GROUP BY profile, revenue HAVING uniqExact(source) > 1 ORDER BY profile LIMIT {limit:UInt32})
  ORDER BY profile, revenue, at, source, messageId`;

/** Orders that may be one and the same, since a moment (ms): at most so many ids, and so many pairs of customer and amount. */
export async function readRepeatedOrders(
  clickhouse: ClickHouse,
  workspace: number,
  from: number,
  limit: number,
): Promise<{ readonly byId: readonly OrderRow[]; readonly byPerson: readonly OrderRow[] }> {
  const params = { workspace, from, limit, orders: saleEvents('orders') };
  const [same, close] = await Promise.all([clickhouse.query<OrderRow>(byId, params), clickhouse.query<OrderRow>(byPerson, params)]);
  return { byId: same, byPerson: close };
}
