import type { PackSegment } from '@danqing/contracts';
import { category } from '../categories.ts';

export const retailSegments: PackSegment[] = [
  {
    key: 'important_value_customers',
    name: { zh: '重要价值客户', en: 'Important value customers' },
    category: category.winBack,
    rule: { tag: 'customer_value.tier', op: 'eq', value: '重要价值客户' },
    refresh: 'daily',
  },
  {
    key: 'member_without_order',
    name: { zh: '入会未购', en: 'Members who never bought' },
    category: category.winBack,
    rule: { all: [{ has: 'customer_id' }, { not: { did: 'Order Completed' } }] },
    needs: { identifiers: ['customer_id'], events: [] },
  },
];
