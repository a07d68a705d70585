import { metricEvents, metricOf, storedNames } from '#compile';

/** The stored names of the events behind a metric of sales. */
export const saleEvents = (metric: 'orders' | 'refunds'): readonly string[] => metricEvents(metricOf(metric).formula).flatMap((event) => storedNames(event));

/** What an order is worth: its revenue, or its total where no number was sent as revenue (compile/sql/metric.ts has the same). */
export const saleValue = 'if(isNull(revenue), toFloat64OrNull(properties.total.:String), revenue)';
