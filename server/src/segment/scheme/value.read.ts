import type { AskedColumn } from '#compile';
import type { ClickHouse, QueryOptions } from '#platform';
import type { Placement } from './placement.ts';

export interface PartValue {
  readonly key: string;
  readonly size: number;
  readonly buyers: number;
  readonly orders: number;
  readonly netSales: number;
  readonly netSales12: number;
  readonly orders12: number;
}

const lastYear = { kind: 'last', n: 12, unit: 'month' } as const;
const metric = (key: 'net_sales' | 'gross_sales' | 'refunds' | 'orders', window?: typeof lastYear): AskedColumn => ({
  kind: 'measure',
  measure: { kind: 'metric', key, ...(window !== undefined && { window }) },
});

/** What `readValues` asks of everybody in the pass that places them, by the definitions of the metrics. */
export const askedOfValues = {
  x_sales: metric('net_sales'),
  x_orders: metric('orders'),
  x_gross12: metric('gross_sales', lastYear),
  x_refunds12: metric('refunds', lastYear),
  x_orders12: metric('orders', lastYear),
} as const;

/** What the parts' people bought. `placed` has been asked `askedOfValues`. Refunds of the last twelve months count there whenever the order was; of whoever never ordered nothing counts. */
export function readValues(clickhouse: ClickHouse, { compiled }: Placement, options: QueryOptions): Promise<readonly PartValue[]> {
  return clickhouse.query<PartValue>(
    `SELECT part AS key, count() AS size, countIf(x_orders > 0) AS buyers, toUInt64(sum(x_orders)) AS orders, round(sum(ifNull(x_sales, 0)), 2) AS netSales,
      round(sumIf(ifNull(x_gross12, 0) - ifNull(x_refunds12, 0), isNotNull(x_sales)), 2) AS netSales12, toInt64(sum(x_orders12)) AS orders12
    FROM (${compiled.sql}) GROUP BY part`,
    compiled.params,
    options,
  );
}
