const events = ['Order Completed', 'Product Viewed', 'Product Added', 'Page Viewed', 'Order Refunded'];
const categories = ['tea', 'books', 'shoes', 'toys', 'wine', 'lamps', 'fruit', 'electronics'];

/** A rule of three conditions with windows of their own, another one for each index. */
export function threeConditions(index: number): object {
  const event = (offset: number): string => events[(index + offset) % events.length] ?? 'Order Completed';
  const category = categories[index % categories.length];
  return {
    all: [
      { did: event(0), count: { op: 'gte', value: 1 + (index % 3) }, window: { last: 30 + (index % 60), unit: 'day' } },
      {
        any: [
          { did: event(1), where: { prop: 'category', op: 'eq', value: category }, window: { last: 7 + (index % 20), unit: 'day' } },
          { not: { did: event(2), window: { last: 14 + (index % 30), unit: 'day' } } },
        ],
      },
    ],
  };
}

const order = (more: object): object => ({ did: 'Order Completed', ...more });
const last = (n: number): object => ({ last: n, unit: 'day' });
const electronics = { did: 'Product Viewed', where: { prop: 'category', op: 'eq', value: 'electronics' }, window: last(7) };
const edge = (which: 'first' | 'last', value: number): object => ({
  all: [order({ max: 'revenue', op: 'gte', value }), { [which]: 'Order Completed', window: last(365) }],
});

/** The ten segments of QUALITY.md's peer … */
export const peerSegments: Readonly<Record<string, object>> = {
  often: order({ count: { op: 'gte', value: 3 }, window: last(30) }),
  electronics,
  shanghai: { trait: 'address.city', op: 'eq', value: 'Shanghai' },
  dear_last: edge('last', 500),
  third_and_first: { all: [order({ count: { op: 'gte', value: 3 }, window: last(30) }), { trait: 'address.city', op: 'eq', value: 'Shanghai' }] },
  books_or_vip: {
    any: [
      { did: 'Product Viewed', where: { prop: 'category', op: 'eq', value: 'books' }, window: last(7) },
      { trait: 'plan', op: 'eq', value: 'gold' },
    ],
  },
  lapsed: { not: order({ window: last(60) }) },
  spent: order({ sum: 'revenue', op: 'gte', value: 300 }),
  looked_only: { all: [electronics, { not: order({ window: last(7) }) }] },
  new: { trait: 'signupAt', op: 'withinLast', value: { n: 30, unit: 'day' } },
};
/** … and its five properties, as tags. */
export const peerTags: Readonly<Record<string, object>> = {
  orders_30: { measure: order({ count: true, window: last(30) }) },
  revenue: { measure: order({ sum: 'revenue' }) },
  city: { trait: 'address.city' },
  views_7: { measure: { did: 'Product Viewed', count: true, window: last(7) } },
  plan: { trait: 'plan' },
};
