import type { Plan } from '@danqing/contracts';
import { cleanItem, compilePlan, type RawEvent } from '#clean';
import { originOf, plannedProperty } from '../src/clean/testing.ts';
import { atMost, type Bench, type Figure } from './figure.ts';
import { median } from './statistics.ts';

const field: typeof plannedProperty = (path, type, more) => plannedProperty(path, type, { required: true, ...more });

/** An order as shops send it: ten properties, a list of three, allowed values, a pattern. */
const properties = [
  field('order_id', 'string', { pattern: '[A-Z]{2}\\d{4,20}' }),
  field('revenue', 'number', { minimum: 0 }),
  field('tax', 'number'),
  field('shipping', 'number'),
  field('currency', 'string', { values: ['CNY', 'USD', 'EUR'] }),
  field('affiliation', 'string', { values: ['App', '官网', '门店'] }),
  field('is_gift', 'boolean'),
  field('ordered_at', 'date-time'),
  field('ship_to.city', 'string'),
  field('products', 'list', { of: 'object' }),
  field('products[].sku', 'string'),
  field('products[].price', 'number'),
  field('products[].quantity', 'integer'),
];
const plan: Plan = { unknownEvents: 'warn', events: [{ event: 'Order Completed', mode: 'warn', others: 'report', description: '', properties }] };

const said = {
  order_id: 'SO20261122',
  revenue: 199.5,
  tax: 1,
  shipping: 0,
  currency: 'CNY',
  affiliation: '门店',
  is_gift: false,
  ordered_at: '2026-11-22T10:00:00+08:00',
  ship_to: { city: '上海' },
  products: ['a', 'b', 'c'].map((sku) => ({ sku, price: 66.5, quantity: 1 })),
};
const event: RawEvent = {
  index: 0,
  type: 'track',
  raw: { event: 'Order Completed', userId: 'u1', messageId: 'm1', timestamp: '2026-11-22T02:00:00Z', properties: said },
  sentAt: null,
};
const origin = originOf({ receivedAt: Date.UTC(2026, 10, 22, 3) });

/** Microseconds a call: the median of the rounds. */
function microseconds(rounds: number, times: number, work: () => unknown): number {
  const once = (): number => {
    const begun = performance.now();
    for (let call = 0; call < times; call++) work();
    return ((performance.now() - begun) * 1000) / times;
  };
  once();
  return median(Array.from({ length: rounds }, once));
}

export const bench: Bench = {
  name: 'plan',
  about: 'holding an order of ten properties and three products against the tracking plan, and cleaning it with and without one',
  run: ({ rounds, isQuick }) => {
    const times = isQuick ? 2_000 : 100_000;
    const compiled = compilePlan(plan, 1);
    const planned = { ...origin, plan: compiled };
    const check = microseconds(rounds, times, () => compiled?.check('track', 'Order Completed', said));
    const without = microseconds(rounds, times, () => cleanItem(event, origin));
    const checked = microseconds(rounds, times, () => cleanItem(event, planned));
    const figures: readonly Figure[] = [
      { name: 'an event against its plan', measured: { value: check, unit: 'µs' }, goals: [atMost(check, 5, 'µs')] },
      {
        name: 'cleaning with a plan',
        measured: { value: checked, unit: 'µs' },
        reference: { value: without, unit: 'µs', what: 'without one' },
        ratio: checked / without,
        goals: [],
      },
    ];
    return Promise.resolve(figures);
  },
};
