import { storedNames } from '#compile';
import type { ClickHouse } from '#platform';

const orderEvents = ['Order Completed', 'Order Placed', 'Order Updated', 'Order Refunded', 'Order Cancelled'];
const names = [...new Set(orderEvents.flatMap((name) => storedNames(name)))];

/** How shops call an order's number. */
const numberPaths = ['order_id', 'orderId', 'order_no', 'orderNo', 'order_number', '订单号', '订单编号'];
const isNumbered = numberPaths.map((path) => `ifNull(properties.\`${path}\`.:String, '') = {number:String}`).join(' OR ');

const byOrder = `
  SELECT profile_id AS id FROM event
  WHERE workspace = {workspace:UInt32} AND event IN {names:Array(String)} AND (${isNumbered})
  GROUP BY profile_id ORDER BY max(ts) DESC LIMIT {limit:UInt32}`;

/** Ids of profiles who have an order with this number; a merged-away one while the squash is awaited. */
export const profilesByOrder = async (clickhouse: ClickHouse, workspace: number, number: string, limit: number): Promise<readonly number[]> =>
  (await clickhouse.query<{ id: number }>(byOrder, { workspace, names, number, limit })).map(({ id }) => id);
