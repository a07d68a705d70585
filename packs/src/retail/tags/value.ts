import type { PackTag } from '@danqing/contracts';
import { category } from '../../categories.ts';
import { days, daysAgo, daysSince, sum, tagIn, tagIs } from '../../shapes.ts';
import { ordered } from '../events.ts';

const year = days(365);
const recent = sum(ordered, 'revenue', { window: days(180) });
const before = sum(ordered, 'revenue', { window: daysAgo(360, 180) });
const nps = { prop: 'kind', op: 'eq', value: 'nps' } as const;
const orders = (value: number) => ({ did: ordered, count: { op: 'eq', value } }) as const;
const ownInterval = { interval: { did: ordered, stat: 'median' }, unit: 'day' } as const;
const overdueBy = (factor: number) => ({ compare: [daysSince(ordered), 'gt', { times: [factor, ownInterval] }] }) as const;
const bought = (last: number) => ({ did: ordered, window: days(last) }) as const;

export const valueTags: PackTag[] = [
  {
    key: 'customer_value',
    name: { zh: '客户价值分层（RFM）', en: 'Customer value (RFM)' },
    category: category.tiers,
    description: {
      zh: '近一年的最近购买、频次、金额各分五档，合成八类客户。',
      en: 'Recency, frequency and money of a year in quintiles, read as eight tiers.',
    },
    definition: { rfm: { of: ordered, value: 'revenue', window: year, bins: 5, method: 'quantile', high: 'average', names: 'zh' } },
  },
  {
    key: 'value_score',
    name: { zh: '客户价值得分', en: 'Customer value score' },
    category: category.tiers,
    description: { zh: '按固定门槛打的 RFM 三位分，历次可比，满分 555。', en: 'RFM score by fixed thresholds, comparable over time; 555 at most.' },
    type: 'number',
    definition: {
      rfm: {
        of: ordered,
        value: 'revenue',
        bins: 5,
        method: 'threshold',
        edges: { recency: [30, 90, 180, 365], frequency: [1, 2, 4, 8], monetary: [300, 1000, 3000, 8000] },
      },
    },
  },
  {
    key: 'spend_tier',
    name: { zh: '消费梯队', en: 'Spending tier' },
    category: category.tiers,
    description: { zh: '净消费前 20% 为头部，前 50% 为腰部，其余买过的为尾部。', en: 'Top 20 % by net sales, top half, and the rest of the buyers.' },
    definition: {
      cases: [
        { rule: { top: { percent: 20, by: { metric: 'net_sales' } } }, value: '头部' },
        { rule: { top: { percent: 50, by: { metric: 'net_sales' } } }, value: '腰部' },
        { rule: { did: ordered }, value: '尾部' },
      ],
    },
    refresh: 'daily',
    needs: { events: [ordered] },
  },
  {
    key: 'spend_trend',
    name: { zh: '消费趋势', en: 'Spending trend' },
    category: category.growth,
    description: { zh: '近 180 天消费与再往前 180 天相比，升降两成为界。', en: 'The last 180 days against the 180 before; 20 % either way counts.' },
    definition: {
      cases: [
        { rule: { compare: [recent, 'gt', { times: [1.2, before] }] }, value: '上升' },
        { rule: { compare: [recent, 'lt', { times: [0.8, before] }] }, value: '下降' },
        { rule: { all: [bought(180), { did: ordered, window: daysAgo(360, 180) }] }, value: '平稳' },
        { rule: bought(180), value: '新增' },
        { rule: { did: ordered, window: daysAgo(360, 180) }, value: '停购' },
      ],
    },
  },
  {
    key: 'nps_group',
    name: { zh: 'NPS 分组', en: 'NPS group' },
    category: category.advocacy,
    description: {
      zh: '净推荐值问卷均分：9 分起为推荐者，7 分起为中立者，其余为贬损者。',
      en: 'By the mean NPS answer: promoters from 9, passives from 7, detractors below.',
    },
    definition: {
      cases: [
        { rule: { did: 'Survey Submitted', avg: 'score', where: nps, op: 'gte', value: 9 }, value: '推荐者' },
        { rule: { did: 'Survey Submitted', avg: 'score', where: nps, op: 'gte', value: 7 }, value: '中立者' },
        { rule: { did: 'Survey Submitted', avg: 'score', where: nps, op: 'lt', value: 7 }, value: '贬损者' },
      ],
    },
  },
  {
    key: 'lifecycle_stage',
    name: { zh: '生命周期阶段', en: 'Lifecycle stage' },
    category: category.stage,
    description: { zh: '新客、活跃、沉睡、流失、回流五个阶段，按允许的路径流转。', en: 'New, active, asleep, lost and back again, along allowed moves only.' },
    definition: {
      lifecycle: [
        { stage: '活跃', rule: { all: [bought(90), { did: ordered, count: { op: 'gte', value: 2 }, window: days(180) }] }, to: ['沉睡'] },
        { stage: '新客', rule: { first: ordered, window: days(90) }, to: ['活跃', '沉睡'] },
        { stage: '流失', rule: { all: [{ did: ordered }, { not: bought(365) }] }, to: ['回流'] },
        { stage: '沉睡', rule: { all: [{ did: ordered }, { not: bought(90) }] }, to: ['回流', '流失'] },
        { stage: '回流', rule: bought(90), to: ['活跃', '沉睡'] },
      ],
    },
  },
  {
    key: 'purchase_stage',
    name: { zh: '购买次数阶段', en: 'Purchase stage' },
    category: category.stage,
    description: { zh: '未购、首购、二购、三购、忠诚（四单及以上）。', en: 'None, first, second, third order, loyal from the fourth.' },
    definition: {
      cases: [
        { rule: orders(0), value: '未购' },
        { rule: orders(1), value: '首购' },
        { rule: orders(2), value: '二购' },
        { rule: orders(3), value: '三购' },
      ],
      else: '忠诚',
    },
  },
  {
    key: 'is_returning_customer',
    name: { zh: '回流客户', en: 'Returned after a long break' },
    category: category.timing,
    description: { zh: '近 30 天有购买，此前半年没有，更早买过。', en: 'Bought within 30 days, not in the half year before, but earlier.' },
    definition: {
      rule: { all: [bought(30), { not: { did: ordered, window: daysAgo(210, 30) } }, { compare: [{ since: { first: ordered }, unit: 'day' }, 'gt', 210] }] },
    },
  },
  {
    key: 'second_purchase_window',
    name: { zh: '二购黄金期', en: 'Second purchase due' },
    category: category.timing,
    description: { zh: '只买过一单，且首单在 15 至 60 天前。', en: 'One order only, 15 to 60 days ago.' },
    definition: { rule: { all: [orders(1), { first: ordered, window: daysAgo(60, 15) }] } },
  },
  {
    key: 'repurchase_rhythm',
    name: { zh: '复购节奏', en: 'Repurchase rhythm' },
    category: category.timing,
    description: {
      zh: '距上次购买与本人购买间隔相比：未到期、临近复购、已过期、久未复购。',
      en: 'Time since the last order against this person’s own interval.',
    },
    definition: {
      cases: [
        { rule: overdueBy(2), value: '久未复购' },
        { rule: overdueBy(1.3), value: '已过期' },
        { rule: overdueBy(0.8), value: '临近复购' },
        { rule: { did: ordered, count: { op: 'gte', value: 2 } }, value: '未到期' },
      ],
    },
    refresh: 'daily',
  },
  {
    key: 'churn_risk',
    name: { zh: '流失风险', en: 'Churn risk' },
    category: category.churn,
    description: {
      zh: '买过多单的看复购节奏，只买过一单的看 90 天和 180 天。',
      en: 'Of repeat buyers by their own rhythm, of one-time buyers by 90 and 180 days.',
    },
    definition: {
      cases: [
        { rule: { any: [tagIs('repurchase_rhythm', '久未复购'), { all: [orders(1), { not: bought(180) }] }] }, value: '高' },
        { rule: { any: [tagIs('repurchase_rhythm', '已过期'), { all: [orders(1), { not: bought(90) }] }] }, value: '中' },
        { rule: { any: [tagIn('repurchase_rhythm', ['临近复购', '未到期']), orders(1)] }, value: '低' },
      ],
    },
    refresh: 'daily',
  },
];
