import type { PackTag } from '@danqing/contracts';
import { category } from '../../categories.ts';
import { count, days, total } from '../../shapes.ts';
import { ordered, viewed } from '../events.ts';

const window = days(180);
const delivered = total(count('SMS Delivered', { window }), count('Email Delivered', { window }), count('WeCom Message Delivered', { window }));
const clicked = total(count('SMS Link Clicked', { window }), count('Email Link Clicked', { window }), count('WeCom Link Clicked', { window }));

export const marketingTags: PackTag[] = [
  {
    key: 'sms_allowed',
    name: { zh: '可发营销短信', en: 'SMS allowed' },
    category: category.consent,
    description: { zh: '有手机号，且授权了营销短信。', en: 'A phone number is known and marketing by SMS is consented to.' },
    definition: { rule: { all: [{ has: 'phone' }, { consent: 'marketing', channel: 'sms' }] } },
  },
  {
    key: 'email_allowed',
    name: { zh: '可发营销邮件', en: 'E-mail allowed' },
    category: category.consent,
    description: { zh: '有邮箱，且授权了营销邮件。', en: 'An address is known and marketing by e-mail is consented to.' },
    definition: { rule: { all: [{ has: 'email' }, { consent: 'marketing', channel: 'email' }] } },
  },
  {
    key: 'profiling_allowed',
    name: { zh: '允许个性化推荐', en: 'Personalisation allowed' },
    category: category.consent,
    description: { zh: '授权用个体画像做个性化推荐。', en: 'Consented to profiling for personal recommendations.' },
    definition: { rule: { consent: 'profiling' } },
  },
  {
    key: 'touches_180d',
    name: { zh: '近半年触达次数', en: 'Touches in half a year' },
    category: category.response,
    description: { zh: '近 180 天送达的短信、邮件、企业微信消息数。', en: 'Text messages, e-mails and WeCom messages delivered in 180 days.' },
    definition: { measure: delivered },
    needs: { events: ['SMS Delivered'] },
  },
  {
    key: 'campaign_response',
    name: { zh: '营销响应度', en: 'Campaign response' },
    category: category.response,
    description: { zh: '近半年点击占触达：三成以上为高，点过为中，没点过为低。', en: 'Clicks per touch in half a year: from 30 % high, any medium, none low.' },
    definition: {
      cases: [
        { rule: { all: [{ compare: [clicked, 'gte', 1] }, { compare: [clicked, 'gte', { times: [0.3, delivered] }] }] }, value: '高' },
        { rule: { compare: [clicked, 'gte', 1] }, value: '中' },
        { rule: { compare: [delivered, 'gte', 1] }, value: '低' },
      ],
    },
    needs: { events: ['SMS Delivered'] },
  },
  {
    key: 'complaints_365d',
    name: { zh: '近一年投诉次数', en: 'Complaints in a year' },
    category: category.service,
    description: { zh: '近 365 天向客服投诉的次数。', en: 'Complaints filed in 365 days.' },
    definition: { measure: count('Complaint Filed', { window: days(365) }) },
  },
  {
    key: 'low_rating',
    name: { zh: '有差评', en: 'Low rating' },
    category: category.service,
    description: { zh: '近一年的商品评价最低不高于 2 星。', en: 'A review of two stars or less within a year.' },
    definition: { rule: { did: 'Product Reviewed', min: 'rating', window: days(365), op: 'lte', value: 2 } },
  },
  {
    key: 'high_return_risk',
    name: { zh: '高退货风险', en: 'High return risk' },
    category: category.abuse,
    description: { zh: '至少退过两单，且退款金额达到消费的四成。', en: 'Two refunds or more, and 40 % of the spend came back.' },
    definition: { rule: { all: [{ compare: [{ metric: 'refunded_orders' }, 'gte', 2] }, { compare: [{ metric: 'refund_rate' }, 'gte', 0.4] }] } },
  },
  {
    key: 'coupon_farmer',
    name: { zh: '疑似薅羊毛', en: 'Suspected coupon abuse' },
    category: category.abuse,
    description: {
      zh: '注册后 2 小时内用券下单，几乎没有浏览，总共不超过两单。',
      en: 'Signed up and ordered with a coupon within two hours, hardly looked around, two orders at most.',
    },
    definition: {
      rule: {
        all: [
          { sequence: [{ event: 'Signed Up' }, { event: 'Coupon Applied' }, { event: ordered }], within: { n: 2, unit: 'hour' } },
          { did: viewed, count: { op: 'lte', value: 3 } },
          { compare: [{ metric: 'orders' }, 'lte', 2] },
        ],
      },
    },
  },
  {
    key: 'manual_risk',
    name: { zh: '人工风险标记', en: 'Marked as a risk' },
    category: category.abuse,
    description: { zh: '客服或风控人工确认的风险客户，带有效期。', en: 'Marked by hand by service or risk control, with an expiry.' },
    type: 'boolean',
    definition: { manual: true },
  },
];
