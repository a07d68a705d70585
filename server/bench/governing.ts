import type { CleaningRule, Plan, PlanProperty } from '@danqing/contracts';

const field = (path: string, type: PlanProperty['type'], more: Partial<PlanProperty> = {}): PlanProperty => ({
  path,
  type,
  required: true,
  nullable: false,
  description: '',
  ...more,
});

/** What the load's events carry (`workload.ts`); pens are a category that nobody planned, so that one in eight is not as planned. */
const properties: readonly PlanProperty[] = [
  field('order_id', 'string', { pattern: 'o-\\d+' }),
  field('sku', 'string'),
  field('category', 'string', { values: ['tea', '茶', 'books', 'shoes', 'toys', 'wine', 'lamps', 'fruit'] }),
  field('price', 'number', { minimum: 0 }),
  field('quantity', 'integer', { minimum: 1, maximum: 100 }),
  field('revenue', 'number'),
  field('currency', 'string', { values: ['CNY', 'USD'] }),
];

const sent = ['Product Viewed', 'Product Added', 'Cart Viewed', 'Checkout Started', 'Order Completed', 'Product List Viewed'];
const others = Array.from({ length: 14 }, (_, index) => `Planned ${index}`);

/** Twenty events, some only observed, the others warned of. */
export const plan: Plan = {
  unknownEvents: 'warn',
  events: [...sent, ...others].map((event, index) => ({
    event,
    mode: index % 4 === 0 ? 'observe' : 'warn',
    others: 'report',
    description: '',
    properties: [...properties],
  })),
};

export const noPlan: Plan = { unknownEvents: 'allow', events: [] };

const rule = (id: string, part: CleaningRule['part'], path: string, steps: CleaningRule['steps'], more: Partial<CleaningRule> = {}): CleaningRule => ({
  id,
  name: id,
  isOn: true,
  part,
  path,
  steps,
  otherwise: 'keep',
  examples: [],
  ...more,
});

/** Ten rules: four change what every event carries or many do, the others look and find it good. */
export const rules: readonly CleaningRule[] = [
  rule('category', 'properties', 'category', [{ do: 'trim' }, { do: 'map', values: { tea: '茶' }, others: 'keep' }]),
  rule('order', 'properties', 'order_id', [{ do: 'replace', find: 'o-', with: 'o-' }, { do: 'trim' }]),
  rule('sku', 'properties', 'sku', [{ do: 'width' }, { do: 'case', to: 'upper' }]),
  rule('price', 'properties', 'price', [{ do: 'number' }]),
  rule('quantity', 'properties', 'quantity', [{ do: 'range', least: 1, most: 100 }]),
  rule('revenue', 'properties', 'revenue', [{ do: 'money', currency: 'CNY' }], { when: [{ path: 'currency', op: 'eq', value: 'CNY' }] }),
  rule('shop', 'properties', 'affiliation', [{ do: 'default', value: '官网' }], { event: 'Order Completed' }),
  rule('email', 'traits', 'email', [{ do: 'email' }]),
  rule('name', 'traits', 'name', [{ do: 'trim' }, { do: 'case', to: 'title' }]),
  rule('country', 'traits', 'address.country', [{ do: 'map', values: { CN: '中国' }, others: 'keep' }]),
];
