import type { PackSegment } from '@danqing/contracts';
import { category } from '../../categories.ts';
import { around, days, is, tagIs } from '../../shapes.ts';
import { lines, ordered, viewed } from '../events.ts';

const reachable = { segment: 'sms_reachable' } as const;
const boughtFrom = (name: string) => ({ did: ordered, each: lines, where: is('category', name), window: days(365) }) as const;

export const campaignSegments: PackSegment[] = [
  {
    key: 'cart_recall',
    name: { zh: '加购召回', en: 'Cart abandoners to win back' },
    category: category.campaigns,
    description: { zh: '加购未下单，短信可触达，且不是疑似薅羊毛。', en: 'Left a cart behind, can be reached by SMS, and show no sign of coupon abuse.' },
    rule: { all: [tagIs('cart_abandoned', true), reachable, { not: tagIs('coupon_farmer', true) }] },
  },
  {
    key: 'checkout_recall',
    name: { zh: '结算召回', en: 'Checkout abandoners to win back' },
    category: category.campaigns,
    description: { zh: '进了结算页没有支付，离成交只差一步。', en: 'Began a checkout and did not pay: one step from an order.' },
    rule: { all: [tagIs('checkout_abandoned', true), { any: [{ has: 'phone' }, { has: 'email' }] }] },
  },
  {
    key: 'browse_recall',
    name: { zh: '高频浏览未购', en: 'Frequent browsers without an order' },
    category: category.campaigns,
    description: { zh: '近 30 天看过至少 5 次商品，没有下单。', en: 'Five product views or more in 30 days and no order.' },
    rule: { all: [{ did: viewed, count: { op: 'gte', value: 5 }, window: days(30) }, { not: { did: ordered, window: days(30) } }] },
    needs: { events: [viewed] },
  },
  {
    key: 'birthday_care',
    name: { zh: '生日关怀', en: 'Birthday greetings' },
    category: category.campaigns,
    description: { zh: '7 天内过生日，近一年买过。', en: 'Birthday within seven days, bought within a year.' },
    rule: { all: [tagIs('birthday_soon', true), { did: ordered, window: days(365) }] },
  },
  {
    key: 'double_11_veterans',
    name: { zh: '双十一老客户', en: 'Double 11 buyers' },
    category: category.seasons,
    description: { zh: '最近一次双十一期间（11 月 1 日至 11 日）下过单。', en: 'Ordered during the latest Double 11 (1 to 11 November).' },
    rule: { did: ordered, window: around('double_11', -10, 0) },
  },
  {
    key: 'spring_gift_buyers',
    name: { zh: '年货节老客户', en: 'Spring Festival gift buyers' },
    category: category.seasons,
    description: { zh: '最近一个春节前 30 天内下过单。', en: 'Ordered in the 30 days before the latest Spring Festival.' },
    rule: { did: ordered, window: around('spring_festival', -30, -1) },
  },
  {
    key: 'coupon_audience',
    name: { zh: '优惠券敏感人群', en: 'Coupon seekers' },
    category: category.campaigns,
    description: { zh: '优惠依赖度高，短信可触达，且没有异常行为。', en: 'Highly dependent on coupons, reachable by SMS, without signs of abuse.' },
    rule: { all: [tagIs('coupon_dependence', '高'), reachable, { not: tagIs('coupon_farmer', true) }, { not: tagIs('high_return_risk', true) }] },
  },
  {
    key: 'full_price_buyers',
    name: { zh: '正价购买客户', en: 'Full-price buyers' },
    category: category.price,
    description: { zh: '近一年至少两单，没有一单用券或打折。', en: 'Two orders or more in a year, none with a coupon or discount.' },
    rule: {
      all: [
        { did: ordered, count: { op: 'gte', value: 2 }, window: days(365) },
        {
          not: {
            did: ordered,
            where: {
              any: [
                { prop: 'coupon', op: 'exists' },
                { prop: 'discount', op: 'gt', value: 0 },
              ],
            },
            window: days(365),
          },
        },
      ],
    },
  },
  {
    key: 'family_buyers',
    name: { zh: '亲子家庭', en: 'Families with children' },
    category: category.goods,
    description: { zh: '近一年买过至少两件童装。', en: 'Two pieces of children’s wear or more in a year.' },
    rule: { did: ordered, each: lines, where: is('category', '童装'), sum: 'quantity', window: days(365), op: 'gte', value: 2 },
  },
  {
    key: 'premium_womenswear',
    name: { zh: '高端女装客户', en: 'Premium womenswear buyers' },
    category: category.goods,
    description: { zh: '一年内买过单价 500 元及以上的女装（同一件商品）。', en: 'Bought one piece of womenswear at 500 or more within a year.' },
    rule: {
      did: ordered,
      where: { element: 'products[]', where: { all: [is('category', '女装'), { prop: 'price', op: 'gte', value: 500 }] } },
      window: days(365),
    },
  },
  {
    key: 'shoes_without_bag',
    name: { zh: '买鞋未买包', en: 'Bought shoes, but no bag' },
    category: category.goods,
    description: { zh: '近一年买过鞋，没买过包：搭配推荐。', en: 'Shoes within a year but no bag: suggest one.' },
    rule: { all: [boughtFrom('鞋'), { not: boughtFrom('包') }] },
  },
];
