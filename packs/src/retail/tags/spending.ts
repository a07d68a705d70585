import type { PackTag } from '@danqing/contracts';
import { category } from '../../categories.ts';
import { around, count, days, daysSince, sum, total } from '../../shapes.ts';
import { lines, ordered, refunded } from '../events.ts';

const year = days(365);
const orders = count(ordered, { window: year });
const withCoupon = count(ordered, { window: year, where: { prop: 'coupon', op: 'exists' } });
/** Orders of the last year on sale days. */
const inSales = total(
  count(ordered, { window: around('618', -17, 2) }),
  count(ordered, { window: around('double_11', -10, 0) }),
  count(ordered, { window: around('double_12', -1, 0) }),
);

export const spendingTags: PackTag[] = [
  {
    key: 'order_count_365d',
    name: { zh: '近一年订单数', en: 'Orders in a year' },
    category: category.frequency,
    description: { zh: '近 365 天完成的订单数，没有为 0。', en: 'Orders completed in 365 days; 0 without any.' },
    definition: { measure: orders },
  },
  {
    key: 'days_since_last_order',
    name: { zh: '距上次购买天数', en: 'Days since the last order' },
    category: category.frequency,
    description: { zh: '最近一次下单到现在有多少天。', en: 'Days since the last order.' },
    definition: { measure: daysSince(ordered) },
    refresh: 'daily',
  },
  {
    key: 'purchase_interval',
    name: { zh: '购买间隔（天）', en: 'Days between orders' },
    category: category.frequency,
    description: { zh: '本人相邻两单间隔的中位数，至少两单才有。', en: 'The median time between this person’s orders; needs two.' },
    definition: { measure: { interval: { did: ordered, stat: 'median' }, unit: 'day' } },
  },
  {
    key: 'order_amount_365d',
    name: { zh: '近一年消费金额', en: 'Spending in a year' },
    category: category.amount,
    description: { zh: '近 365 天订单金额合计，未扣退款。', en: 'Revenue of orders in 365 days, before refunds.' },
    definition: { measure: sum(ordered, 'revenue', { window: year }) },
  },
  {
    key: 'net_sales',
    name: { zh: '累计净消费', en: 'Net sales' },
    category: category.amount,
    description: { zh: '历史订单金额减去退款金额。', en: 'All orders less all refunds.' },
    definition: { measure: { metric: 'net_sales' } },
  },
  {
    key: 'average_order_value',
    name: { zh: '客单价', en: 'Average order value' },
    category: category.amount,
    description: { zh: '平均每单金额。', en: 'Revenue per order.' },
    definition: { measure: { metric: 'average_order_value' } },
  },
  {
    key: 'units_365d',
    name: { zh: '近一年购买件数', en: 'Units bought in a year' },
    category: category.basket,
    description: { zh: '近 365 天各订单明细的件数合计。', en: 'Quantities of all order lines in 365 days.' },
    definition: { measure: { did: ordered, each: lines, sum: 'quantity', window: year } },
  },
  {
    key: 'category_breadth_365d',
    name: { zh: '近一年购买品类数', en: 'Categories bought in a year' },
    category: category.basket,
    description: { zh: '近 365 天买过多少个不同的品类。', en: 'How many different categories were bought.' },
    definition: { measure: { did: ordered, each: lines, unique: 'category', window: year } },
  },
  {
    key: 'coupon_dependence',
    name: { zh: '优惠依赖度', en: 'Coupon dependence' },
    category: category.discounts,
    description: {
      zh: '近一年用券订单占比：七成以上为高，三成以上为中；不足两单不算高。',
      en: 'Share of orders with a coupon in a year: from 70 % high, from 30 % medium.',
    },
    definition: {
      cases: [
        { rule: { all: [{ compare: [orders, 'gte', 2] }, { compare: [withCoupon, 'gte', { times: [0.7, orders] }] }] }, value: '高' },
        { rule: { all: [{ compare: [withCoupon, 'gte', 1] }, { compare: [withCoupon, 'gte', { times: [0.3, orders] }] }] }, value: '中' },
        { rule: { compare: [orders, 'gte', 1] }, value: '低' },
      ],
    },
  },
  {
    key: 'festival_shopper',
    name: { zh: '大促型客户', en: 'Sale-event shopper' },
    category: category.seasons,
    description: {
      zh: '近一年至少两单，且一半以上下在 618、双十一、双十二期间。',
      en: 'Two orders or more in a year, at least half of them around 618, Double 11 or Double 12.',
    },
    definition: { rule: { all: [{ compare: [orders, 'gte', 2] }, { compare: [inSales, 'gte', { times: [0.5, orders] }] }] } },
  },
  {
    key: 'refund_rate',
    name: { zh: '退款率', en: 'Refund rate' },
    category: category.returns,
    description: { zh: '退款金额占订单金额的比例。', en: 'Refunds as a share of gross sales.' },
    definition: { measure: { metric: 'refund_rate' } },
    needs: { events: [ordered] },
  },
  {
    key: 'returned_units_365d',
    name: { zh: '近一年退货件数', en: 'Units returned in a year' },
    category: category.returns,
    description: { zh: '近 365 天退货明细的件数合计。', en: 'Quantities of returned lines in 365 days.' },
    definition: { measure: { did: refunded, each: lines, sum: 'quantity', window: year } },
  },
];
