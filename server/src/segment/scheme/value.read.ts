import { compileColumns, type EvaluationContext, type Measure } from '#compile';
import type { ClickHouse, QueryOptions } from '#platform';
import type { Placement } from './placement.ts';
import { renamed } from './rename-params.ts';

export interface PartValue {
  readonly key: string;
  readonly size: number;
  readonly buyers: number;
  readonly orders: number;
  readonly netSales: number;
  readonly netSales12: number;
  readonly orders12: number;
}

const metric = (key: 'net_sales' | 'orders'): Measure => ({ kind: 'metric', key });
const asked = { x_sales: { kind: 'measure', measure: metric('net_sales') }, x_orders: { kind: 'measure', measure: metric('orders') } } as const;

/** What the parts' people bought, by the definitions of the metrics; the last twelve months are what is left after what had been a year ago. */
export function readValues(
  clickhouse: ClickHouse,
  { compiled }: Placement,
  now: EvaluationContext,
  yearAgo: number,
  options: QueryOptions,
): Promise<readonly PartValue[]> {
  const a = renamed(compileColumns(asked, now), 'now_');
  const b = renamed(compileColumns(asked, { ...now, at: yearAgo, now: false }), 'past_');
  return clickhouse.query<PartValue>(
    `SELECT placed.part AS key, count() AS size, countIf(a.x_orders > 0) AS buyers, toUInt64(sum(a.x_orders)) AS orders,
      round(sum(ifNull(a.x_sales, 0)), 2) AS netSales, round(sum(ifNull(a.x_sales, 0)) - sum(ifNull(b.x_sales, 0)), 2) AS netSales12,
      toInt64(sum(a.x_orders) - sum(b.x_orders)) AS orders12
    FROM (${compiled.sql}) AS placed
    INNER JOIN (${a.sql}) AS a ON placed.profile_id = a.profile_id
    INNER JOIN (${b.sql}) AS b ON placed.profile_id = b.profile_id
    GROUP BY placed.part`,
    { ...compiled.params, ...a.params, ...b.params },
    options,
  );
}
