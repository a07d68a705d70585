import type { PackSegment } from '@danqing/contracts';
import { category } from '../../categories.ts';
import { days, tagIn, tagIs } from '../../shapes.ts';
import { overdue, signed } from '../events.ts';

export const customerSegments: PackSegment[] = [
  {
    key: 'renewal_90d',
    name: { zh: '90 天内续约', en: 'Renewals within 90 days' },
    category: category.timing,
    description: { zh: '所属企业合同 90 天内到期。', en: 'The account’s contract ends within 90 days.' },
    rule: tagIn('renewal_window', ['30 天内到期', '90 天内到期']),
  },
  {
    key: 'renewal_at_risk',
    name: { zh: '续约风险客户', en: 'Renewals at risk' },
    category: category.churn,
    description: { zh: '90 天内续约，且健康度差。', en: 'Up for renewal within 90 days, and in poor health.' },
    rule: { all: [{ segment: 'renewal_90d' }, tagIs('health', '差')] },
  },
  {
    key: 'expansion_candidates',
    name: { zh: '增购机会', en: 'Expansion candidates' },
    category: category.growth,
    description: { zh: '健康度好，只签了一个产品，用的功能不少。', en: 'In good health, with one product so far and many features in use.' },
    rule: { all: [tagIs('health', '好'), { tag: 'products_contracted', op: 'eq', value: 1 }, { tag: 'features_used_30d', op: 'gte', value: 3 }] },
  },
  {
    key: 'key_account_contacts',
    name: { zh: '重点企业（KA）的客户', en: 'Customers of key accounts' },
    category: category.tiers,
    description: { zh: 'KA 客户里的决策人与采购人。', en: 'Deciders and buyers of key accounts.' },
    rule: { all: [tagIs('account_tier', 'KA'), tagIn('buying_role', ['决策人', '采购人'])] },
  },
  {
    key: 'onboarding_customers',
    name: { zh: '新签上线期客户', en: 'Customers in onboarding' },
    category: category.stage,
    description: { zh: '首份合同签在近 60 天内。', en: 'First contract within 60 days.' },
    rule: { first: signed, window: days(60) },
  },
  {
    key: 'referral_candidates',
    name: { zh: '可转介绍客户', en: 'Referral candidates' },
    category: category.advocacy,
    description: { zh: 'NPS 推荐者，签过约，健康度不差。', en: 'NPS promoters with a contract, whose health is not poor.' },
    rule: { all: [tagIs('nps_attitude', '推荐'), { did: signed }, { not: tagIs('health', '差') }] },
  },
  {
    key: 'overdue_contacts',
    name: { zh: '逾期企业的客户', en: 'Customers of overdue accounts' },
    category: category.payment,
    description: { zh: '所属企业近 90 天有账单逾期。', en: 'The account let an invoice fall overdue within 90 days.' },
    rule: { account: { did: overdue, window: days(90) } },
    refresh: 'hourly',
  },
];
