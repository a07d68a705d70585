import type { PackTag } from '@danqing/contracts';
import { category } from '../categories.ts';

const ordered = 'Order Completed';
const year = { last: 365, unit: 'day' } as const;

export const retailTags: PackTag[] = [
  {
    key: 'order_count_365d',
    name: { zh: '近一年订单数', en: 'Orders in a year' },
    category: category.purchase,
    definition: { measure: { did: ordered, count: true, window: year } },
  },
  {
    key: 'order_amount_365d',
    name: { zh: '近一年消费金额', en: 'Spent in a year' },
    category: category.purchase,
    definition: { measure: { did: ordered, sum: 'revenue', window: year } },
  },
  {
    key: 'days_since_last_order',
    name: { zh: '距上次下单天数', en: 'Days since the last order' },
    category: category.purchase,
    definition: { measure: { since: { last: ordered }, unit: 'day' } },
    refresh: 'daily',
  },
  {
    key: 'favourite_categories',
    name: { zh: '偏好品类', en: 'Favourite categories' },
    category: category.preference,
    description: { zh: '按件数、近期优先的前三个品类', en: 'The three categories bought most, recent purchases counting more' },
    definition: { top: { of: ordered, each: 'products', prop: 'category', weight: 'quantity', k: 3, halfLife: { n: 90, unit: 'day' }, window: year } },
    refresh: 'daily',
  },
  {
    key: 'customer_value',
    name: { zh: '客户价值分层(RFM)', en: 'Customer value (RFM)' },
    category: category.value,
    definition: { rfm: { of: ordered, value: 'revenue', window: year, bins: 5, method: 'quantile', names: 'zh' } },
    refresh: 'daily',
  },
  {
    key: 'lifecycle_stage',
    name: { zh: '生命周期阶段', en: 'Lifecycle stage' },
    category: category.lifecycle,
    definition: {
      lifecycle: [
        { stage: '活跃', rule: { did: ordered, count: { op: 'gte', value: 2 }, window: { last: 90, unit: 'day' } }, to: ['沉睡'] },
        { stage: '新客', rule: { first: ordered, window: { last: 90, unit: 'day' } }, to: ['活跃', '沉睡'] },
        { stage: '沉睡', rule: { all: [{ did: ordered }, { not: { did: ordered, window: { last: 90, unit: 'day' } } }] }, to: ['回流', '流失'] },
        { stage: '流失', rule: { all: [{ did: ordered }, { not: { did: ordered, window: year } }] }, to: ['回流'] },
        { stage: '回流', rule: { did: ordered, window: { last: 90, unit: 'day' } }, to: ['活跃', '沉睡'] },
      ],
    },
    refresh: 'daily',
  },
];
