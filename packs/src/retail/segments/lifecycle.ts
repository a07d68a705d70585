import type { PackSegment } from '@danqing/contracts';
import { category } from '../../categories.ts';
import { days, tagIn, tagIs } from '../../shapes.ts';
import { ordered } from '../events.ts';

export const lifecycleSegments: PackSegment[] = [
  {
    key: 'member_without_order',
    name: { zh: '入会未购', en: 'Members who never bought' },
    category: category.stage,
    description: { zh: '有会员身份，从来没有下过单。', en: 'Members without any order.' },
    rule: { all: [{ has: 'customer_id' }, { not: { did: ordered } }] },
    needs: { identifiers: ['customer_id'], events: [] },
  },
  {
    key: 'new_buyers',
    name: { zh: '首购新客', en: 'New buyers' },
    category: category.stage,
    description: { zh: '首单在近 30 天内，适合新客欢迎与开箱关怀。', en: 'First order within 30 days: welcome them.' },
    rule: { first: ordered, window: days(30) },
  },
  {
    key: 'second_purchase_push',
    name: { zh: '二购促成', en: 'Ready for a second purchase' },
    category: category.timing,
    description: { zh: '处在二购黄金期，且短信可触达。', en: 'Due for a second order and reachable by SMS.' },
    rule: { all: [tagIs('second_purchase_window', true), { segment: 'sms_reachable' }] },
  },
  {
    key: 'repurchase_due',
    name: { zh: '复购提醒', en: 'Due to buy again' },
    category: category.timing,
    description: { zh: '按本人节奏到了该复购的时候，且短信可触达。', en: 'Due to buy again by their own rhythm, and reachable by SMS.' },
    rule: { all: [tagIn('repurchase_rhythm', ['临近复购', '已过期']), { segment: 'sms_reachable' }] },
  },
  {
    key: 'loyal_customers',
    name: { zh: '忠诚客户', en: 'Loyal customers' },
    category: category.stage,
    description: { zh: '四单及以上，流失风险低，退款不多。', en: 'Four orders or more, little risk of churn, few refunds.' },
    rule: { all: [tagIs('purchase_stage', '忠诚'), tagIs('churn_risk', '低'), { not: { tag: 'refund_rate', op: 'gte', value: 0.3 } }] },
  },
  {
    key: 'churn_warning',
    name: { zh: '高价值流失预警', en: 'High-value customers at risk' },
    category: category.churn,
    description: { zh: '消费头部或腰部，流失风险中高。', en: 'In the upper half by spend, with a medium or high risk of churn.' },
    rule: { all: [tagIn('spend_tier', ['头部', '腰部']), tagIn('churn_risk', ['中', '高'])] },
  },
  {
    key: 'sleeping_high_value',
    name: { zh: '沉睡高价值客户', en: 'High-value customers gone quiet' },
    category: category.churn,
    description: { zh: '消费头部，但已沉睡或流失，值得专人唤醒。', en: 'Top fifth by spend, asleep or lost: worth a personal call.' },
    rule: { all: [tagIs('spend_tier', '头部'), tagIn('lifecycle_stage', ['沉睡', '流失'])] },
  },
  {
    key: 'important_value_customers',
    name: { zh: '重要价值客户', en: 'Champions' },
    category: category.tiers,
    description: { zh: 'RFM 三项都高。', en: 'High in all three of RFM: recency, frequency and amount.' },
    rule: tagIs('customer_value.tier', '重要价值客户'),
    refresh: 'daily',
  },
  {
    key: 'important_win_back',
    name: { zh: '重要保持与挽留客户', en: 'Big spenders drifting away' },
    category: category.tiers,
    description: { zh: '花得多但很久没来：RFM 的重要保持、重要挽留两类。', en: 'Spent a lot, but not lately: two of the RFM tiers.' },
    rule: tagIn('customer_value.tier', ['重要保持客户', '重要挽留客户']),
    refresh: 'daily',
  },
  {
    key: 'top_100_spenders',
    name: { zh: '消费百强会员', en: 'Top 100 spenders' },
    category: category.tiers,
    description: { zh: '会员中累计净消费最高的 100 人。', en: 'The hundred members with the highest net sales.' },
    rule: { top: { n: 100, by: { metric: 'net_sales' }, among: { has: 'customer_id' } } },
    refresh: 'daily',
    needs: { events: [ordered] },
  },
];
