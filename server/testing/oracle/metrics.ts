/** Metrics in words of one syllable: what compile/metrics.ts must agree with. */
import { find, numberFrom } from './values.ts';
import type { WorldEvent } from './world.ts';

const day = 86_400_000;
const six = (value: number): number => Math.round(value * 1e6) / 1e6;
const added = (numbers: readonly number[]): number | undefined => (numbers.length === 0 ? undefined : six(numbers.reduce((a, b) => a + b, 0)));

const numberAt = (event: WorldEvent, path: string): number | undefined => find(event.properties, path).values.flatMap((value) => numberFrom(value) ?? [])[0];
const isList = (event: WorldEvent, path: string): boolean => find(event.properties, `${path}[]`).exists;
const single = (event: WorldEvent, path: string): number | undefined => (isList(event, path) ? undefined : numberAt(event, path));

/** `did`: the profile's events of a name, oldest first. */
export function metricOf(key: string, did: (name: string) => readonly WorldEvent[], at: number): number | undefined {
  const [orders, refunded] = [did('Order Completed'), did('Order Refunded')];
  const worth = (events: readonly WorldEvent[]): readonly number[] => events.flatMap((event) => single(event, 'revenue') ?? single(event, 'total') ?? []);
  const gross = added(worth(orders));
  const refunds = added(worth(refunded).map(Math.abs));
  const [first, last] = [orders[0], orders.at(-1)];
  switch (key) {
    case 'orders':
      return orders.length;
    case 'refunded_orders':
      return refunded.length;
    case 'gross_sales':
      return gross;
    case 'refunds':
      return refunds;
    case 'net_sales':
      return gross === undefined ? undefined : six(gross - (refunds ?? 0));
    case 'refund_rate':
      return gross === undefined || gross === 0 ? undefined : six((refunds ?? 0) / gross);
    case 'average_order_value':
      return gross === undefined ? undefined : six(gross / orders.length);
    case 'largest_order':
      return orders.length === 0 || worth(orders).length === 0 ? undefined : Math.max(...worth(orders));
    case 'units':
      return added(orders.flatMap((event) => find(event.properties, 'products[].quantity').values).flatMap((value) => numberFrom(value) ?? []));
    case 'days_since_first_order':
      return first === undefined ? undefined : (at - first.ts) / day;
    case 'days_since_last_order':
      return last === undefined ? undefined : (at - last.ts) / day;
    case 'purchase_interval_days':
      return first === undefined || last === undefined || orders.length < 2 ? undefined : (last.ts - first.ts) / (orders.length - 1) / day;
    case 'page_views':
      return did('Page Viewed').length;
    case 'product_views':
      return did('Product Viewed').length;
    default:
      return did('Product Added').length;
  }
}
