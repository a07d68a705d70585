import type { ProfileValue } from '@danqing/contracts';
import { recentDays } from './whole.ts';

/** An order or a refund; `value`: in the workspace's currency, null where none was sent. `at` in ms. */
export interface Sale {
  readonly at: number;
  readonly isRefund: boolean;
  readonly value: number | null;
}

const dayMs = 86_400_000;
const cents = (value: number): number => Math.round(value * 1e6) / 1e6;
const momentOf = (ms: number | undefined): string | null => (ms === undefined ? null : new Date(ms).toISOString());

/** Gross less refunds, as the metric `net_sales`: refunds come with either sign. */
function sums(sales: readonly Sale[]): { readonly gross: number; readonly refunds: number } {
  let [gross, refunds] = [0, 0];
  for (const { isRefund, value } of sales) {
    if (isRefund) refunds += Math.abs(value ?? 0);
    else gross += value ?? 0;
  }
  return { gross: cents(gross), refunds: cents(refunds) };
}

/** What a customer is worth, by the definitions of the metrics (compile/metrics.ts). `sales`: oldest first; those after `at` do not count. */
export function valueOf(sales: readonly Sale[], at: number, currency: string): ProfileValue {
  const past = sales.filter((sale) => sale.at <= at);
  const orders = past.filter(({ isRefund }) => !isRefund);
  const { gross, refunds } = sums(past);
  const [first, last] = [orders[0]?.at, orders.at(-1)?.at];
  const cycle = first === undefined || last === undefined || orders.length < 2 ? null : (last - first) / (orders.length - 1) / dayMs;
  const since = last === undefined ? null : (at - last) / dayMs;
  const recent = past.filter((sale) => sale.at > at - recentDays * dayMs);
  const recentSums = sums(recent);
  return {
    currency,
    orders: orders.length,
    grossSales: gross,
    refunds,
    netSales: cents(gross - refunds),
    averageOrder: orders.length === 0 ? null : cents(gross / orders.length),
    firstOrderAt: momentOf(first),
    lastOrderAt: momentOf(last),
    cycleDays: cycle,
    daysSinceLastOrder: since,
    overdue: cycle === null || since === null || cycle === 0 ? null : since / cycle,
    recent: {
      days: recentDays,
      orders: recent.filter(({ isRefund }) => !isRefund).length,
      netSales: cents(recentSums.gross - recentSums.refunds),
    },
  };
}
