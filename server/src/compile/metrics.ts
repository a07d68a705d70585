/**
 * Metrics: numbers about a profile that have one definition each, so that a segment, a portrait and a report never disagree. Built on the
 * common e-commerce vocabulary (Segment spec v2); the vendors' names for those events count too.
 */

/** What a metric counts in: `money` is the workspace's currency. */
export type MetricUnit = 'count' | 'money' | 'ratio' | 'day';

/** What one event gives: its value (`revenue`, or `total` where no number is sent as revenue), or the pieces of its products. */
export type MetricSource =
  | { readonly kind: 'count'; readonly event: string }
  | { readonly kind: 'value'; readonly event: string; readonly stat: 'sum' | 'max' }
  /** Σ |value|: refunds come with either sign. */
  | { readonly kind: 'size'; readonly event: string }
  /** Σ quantity over the elements of `products`. */
  | { readonly kind: 'quantity'; readonly event: string }
  | { readonly kind: 'interval'; readonly event: string }
  | { readonly kind: 'age'; readonly event: string; readonly edge: 'first' | 'last' };

/** `orZero`: unknown counts as 0. A ratio to 0 is unknown. */
export type MetricFormula =
  | MetricSource
  | { readonly kind: 'orZero'; readonly of: MetricFormula }
  | { readonly kind: 'minus' | 'ratio'; readonly left: MetricFormula; readonly right: MetricFormula };

export interface Metric {
  readonly unit: MetricUnit;
  readonly zh: string;
  readonly en: string;
  readonly formula: MetricFormula;
}

const orders: MetricSource = { kind: 'count', event: 'Order Completed' };
const grossSales: MetricSource = { kind: 'value', event: 'Order Completed', stat: 'sum' };
const refunds: MetricSource = { kind: 'size', event: 'Order Refunded' };

const metrics = {
  orders: { unit: 'count', zh: '订单数', en: 'orders', formula: orders },
  gross_sales: { unit: 'money', zh: '销售总额', en: 'gross sales', formula: grossSales },
  refunded_orders: { unit: 'count', zh: '退款单数', en: 'refunded orders', formula: { kind: 'count', event: 'Order Refunded' } },
  refunds: { unit: 'money', zh: '退款金额', en: 'refunds', formula: refunds },
  net_sales: { unit: 'money', zh: '净销售额', en: 'net sales', formula: { kind: 'minus', left: grossSales, right: { kind: 'orZero', of: refunds } } },
  refund_rate: { unit: 'ratio', zh: '退款率', en: 'refund rate', formula: { kind: 'ratio', left: { kind: 'orZero', of: refunds }, right: grossSales } },
  units: { unit: 'count', zh: '购买件数', en: 'units bought', formula: { kind: 'quantity', event: 'Order Completed' } },
  average_order_value: { unit: 'money', zh: '客单价', en: 'average order value', formula: { kind: 'ratio', left: grossSales, right: orders } },
  largest_order: { unit: 'money', zh: '最大单笔金额', en: 'largest order', formula: { kind: 'value', event: 'Order Completed', stat: 'max' } },
  purchase_interval_days: { unit: 'day', zh: '平均购买间隔', en: 'average days between orders', formula: { kind: 'interval', event: 'Order Completed' } },
  days_since_first_order: {
    unit: 'day',
    zh: '距首单天数',
    en: 'days since the first order',
    formula: { kind: 'age', event: 'Order Completed', edge: 'first' },
  },
  days_since_last_order: {
    unit: 'day',
    zh: '距最近一单天数',
    en: 'days since the last order',
    formula: { kind: 'age', event: 'Order Completed', edge: 'last' },
  },
  product_views: { unit: 'count', zh: '商品浏览次数', en: 'product views', formula: { kind: 'count', event: 'Product Viewed' } },
  cart_additions: { unit: 'count', zh: '加购次数', en: 'additions to the cart', formula: { kind: 'count', event: 'Product Added' } },
  page_views: { unit: 'count', zh: '页面浏览次数', en: 'page views', formula: { kind: 'count', event: 'Page Viewed' } },
} as const satisfies Readonly<Record<string, Metric>>;

export type MetricKey = keyof typeof metrics;

const isMetric = (key: string): key is MetricKey => Object.hasOwn(metrics, key);
export const metricKeys: readonly MetricKey[] = Object.keys(metrics).filter(isMetric);
export const metricOf = (key: MetricKey): Metric => metrics[key];

/** The names of the events behind a metric. */
export function metricEvents(formula: MetricFormula): readonly string[] {
  switch (formula.kind) {
    case 'orZero':
      return metricEvents(formula.of);
    case 'minus':
    case 'ratio':
      return [...new Set([...metricEvents(formula.left), ...metricEvents(formula.right)])];
    default:
      return [formula.event];
  }
}
