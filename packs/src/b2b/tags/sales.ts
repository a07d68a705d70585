import type { PackTag } from '@danqing/contracts';
import { category } from '../../categories.ts';
import { count, daysSince, days, notSince, sum, tagIn, tagIs, unique } from '../../shapes.ts';
import { demoRequested, invoiced, lost, meetingHeld, opportunity, overdue, paid, signed, stageChanged, surveyed, trial } from '../events.ts';

const endsWithin = (n: number) => ({ account: { trait: 'contract_end_at', op: 'withinNext', value: { n, unit: 'day' } } }) as const;
const nps = { prop: 'kind', op: 'eq', value: 'nps' } as const;

export const salesTags: PackTag[] = [
  {
    key: 'contract_amount_total',
    name: { zh: '累计签约额', en: 'Contracts signed' },
    category: category.contracts,
    description: { zh: '历史合同金额合计。', en: 'The amount of all contracts signed.' },
    definition: { measure: sum(signed, 'amount') },
  },
  {
    key: 'contract_amount_365d',
    name: { zh: '近一年签约额', en: 'Contracts signed in a year' },
    category: category.contracts,
    description: { zh: '近 365 天合同金额合计。', en: 'The amount of contracts signed in 365 days.' },
    definition: { measure: sum(signed, 'amount', { window: days(365) }) },
  },
  {
    key: 'products_contracted',
    name: { zh: '签约产品数', en: 'Products contracted' },
    category: category.contracts,
    description: { zh: '合同里出现过多少个不同的产品。', en: 'How many different products are in the contracts.' },
    definition: { measure: unique(signed, 'product') },
  },
  {
    key: 'receivable',
    name: { zh: '应收余额', en: 'Receivable' },
    category: category.payment,
    description: { zh: '已开票金额减去已回款金额，两者都有才算。', en: 'Invoiced less paid; known where both are.' },
    definition: { measure: { minus: [sum(invoiced, 'amount'), sum(paid, 'amount')] } },
  },
  {
    key: 'overdue_invoices_365d',
    name: { zh: '近一年逾期次数', en: 'Overdue invoices in a year' },
    category: category.payment,
    description: { zh: '近 365 天账单逾期的次数。', en: 'How often an invoice fell overdue in 365 days.' },
    definition: { measure: count(overdue, { window: days(365) }) },
  },
  {
    key: 'contract_value_tier',
    name: { zh: '签约价值分层（RFM）', en: 'Contract value (RFM)' },
    category: category.tiers,
    description: {
      zh: '近两年签约的最近一次、次数、金额各分三档，合成八类客户。',
      en: 'Recency, frequency and amount of contracts in two years, in thirds, read as eight tiers.',
    },
    definition: { rfm: { of: signed, value: 'amount', window: days(730), bins: 3, method: 'quantile', names: 'zh' } },
  },
  {
    key: 'lead_stage',
    name: { zh: '客户阶段', en: 'Customer stage' },
    category: category.stage,
    description: {
      zh: '线索、市场认可（MQL）、销售认可（SQL）、商机、成交、流失，按漏斗流转。',
      en: 'Lead, MQL, SQL, opportunity, customer, lost, along the funnel.',
    },
    definition: {
      lifecycle: [
        {
          stage: '流失客户',
          rule: { all: [{ did: signed }, { account: { trait: 'contract_end_at', op: 'withinLast', value: { n: 730, unit: 'day' } } }] },
          to: ['成交客户'],
        },
        { stage: '成交客户', rule: { did: signed }, to: ['流失客户'] },
        { stage: '商机', rule: { all: [{ did: opportunity }, notSince(lost, opportunity)] }, to: ['成交客户', '线索'] },
        { stage: 'SQL', rule: { did: meetingHeld, window: days(180) }, to: ['商机', '成交客户', '线索'] },
        { stage: 'MQL', rule: { any: [{ did: demoRequested, window: days(180) }, tagIn('lead_grade', ['A', 'B'])] }, to: ['SQL', '商机', '成交客户', '线索'] },
        { stage: '线索', rule: { any: [{ has: 'email' }, { has: 'phone' }] } },
      ],
    },
    needs: { events: [demoRequested, signed], identifiers: ['email'], entities: [] },
  },
  {
    key: 'days_in_pipeline',
    name: { zh: '商机已开天数', en: 'Days in the pipeline' },
    category: category.pipeline,
    description: { zh: '最近一个商机建立到现在有多少天。', en: 'Days since the latest opportunity was created.' },
    definition: { measure: daysSince(opportunity) },
    refresh: 'daily',
  },
  {
    key: 'opportunity_stalled',
    name: { zh: '商机停滞', en: 'Stalled opportunity' },
    category: category.pipeline,
    description: { zh: '商机还开着，30 天没有阶段推进，也没有会面。', en: 'An open opportunity without a step or a meeting for 30 days.' },
    definition: {
      rule: {
        all: [
          { did: opportunity, window: days(365) },
          { not: { did: opportunity, window: days(30) } },
          notSince(signed, opportunity),
          notSince(lost, opportunity),
          { not: { did: stageChanged, window: days(30) } },
          { not: { did: meetingHeld, window: days(30) } },
        ],
      },
    },
    needs: { events: [opportunity] },
  },
  {
    key: 'trial_status',
    name: { zh: '试用状态', en: 'Trial status' },
    category: category.stage,
    description: { zh: '试用转化、试用中（14 天内）、试用到期未转化。', en: 'Converted, running (14 days), or over without a contract.' },
    definition: {
      cases: [
        { rule: { sequence: [{ event: trial }, { event: signed }] }, value: '试用转化' },
        { rule: { last: trial, window: days(14) }, value: '试用中' },
        { rule: { did: trial }, value: '到期未转化' },
      ],
    },
    needs: { events: [trial] },
  },
  {
    key: 'renewal_window',
    name: { zh: '续约窗口', en: 'Renewal window' },
    category: category.timing,
    description: { zh: '所属企业的合同在 30、90、180 天内到期，或已经到期。', en: 'The account’s contract ends within 30, 90 or 180 days, or has ended.' },
    definition: {
      cases: [
        { rule: endsWithin(30), value: '30 天内到期' },
        { rule: endsWithin(90), value: '90 天内到期' },
        { rule: endsWithin(180), value: '180 天内到期' },
        { rule: { account: { trait: 'contract_end_at', op: 'withinLast', value: { n: 365, unit: 'day' } } }, value: '已到期' },
      ],
    },
    refresh: 'daily',
  },
  {
    key: 'preferred_products',
    name: { zh: '意向产品', en: 'Products of interest' },
    category: category.goods,
    description: { zh: '申请演示最多的两个产品，越近权重越高（半衰期 90 天）。', en: 'The two products of most demo requests, recent ones counting more.' },
    definition: { top: { of: demoRequested, prop: 'product', k: 2, halfLife: { n: 90, unit: 'day' } } },
  },
  {
    key: 'nps_attitude',
    name: { zh: 'NPS 态度', en: 'NPS attitude' },
    category: category.advocacy,
    description: {
      zh: '净推荐值问卷均分：9 分起推荐，7 分起中立，其余贬损。',
      en: 'By the mean NPS answer: promoter from 9, passive from 7, detractor below.',
    },
    definition: {
      cases: [
        { rule: { did: surveyed, avg: 'score', where: nps, op: 'gte', value: 9 }, value: '推荐' },
        { rule: { did: surveyed, avg: 'score', where: nps, op: 'gte', value: 7 }, value: '中立' },
        { rule: { did: surveyed, avg: 'score', where: nps, op: 'lt', value: 7 }, value: '贬损' },
      ],
    },
  },
  {
    key: 'health',
    name: { zh: '客户健康度', en: 'Customer health' },
    category: category.churn,
    description: { zh: '签约客户的健康度：使用趋势、紧急工单、NPS 三项综合。', en: 'Of customers: usage trend, urgent tickets and NPS together.' },
    definition: {
      cases: [
        {
          rule: {
            all: [
              { did: signed },
              { any: [tagIn('usage_trend', ['停用', '下降']), { tag: 'urgent_tickets_90d', op: 'gte', value: 3 }, tagIs('nps_attitude', '贬损')] },
            ],
          },
          value: '差',
        },
        { rule: { all: [{ did: signed }, tagIn('usage_trend', ['上升', '新启用', '平稳']), { tag: 'urgent_tickets_90d', op: 'eq', value: 0 }] }, value: '好' },
        { rule: { did: signed }, value: '一般' },
      ],
    },
    needs: { tags: ['usage_trend'] },
  },
  {
    key: 'email_marketing_allowed',
    name: { zh: '可发营销邮件', en: 'E-mail marketing allowed' },
    category: category.consent,
    description: { zh: '有邮箱，且授权了营销邮件。', en: 'An address is known and marketing by e-mail is consented to.' },
    definition: { rule: { all: [{ has: 'email' }, { consent: 'marketing', channel: 'email' }] } },
  },
  {
    key: 'main_competitor',
    name: { zh: '主要竞品', en: 'Main competitor' },
    category: category.pipeline,
    description: { zh: '丢单时记录得最多的竞争对手。', en: 'The competitor named most when opportunities were lost.' },
    type: 'text',
    definition: { top: { of: lost, prop: 'competitor', k: 1 } },
  },
];
