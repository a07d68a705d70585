import type { PackTag } from '@danqing/contracts';
import { category } from '../../categories.ts';
import { count, days, daysSince, notSince, unique } from '../../shapes.ts';
import { added, checkedOut, ordered, viewed } from '../events.ts';

/** The part of the day in which somebody does most; the fuller part first, of two alike the later one by its name. */
const activeHours = `
SELECT profile_id, argMax(part, tuple(n, part)) AS value
FROM (
  SELECT profile_id, multiIf(hour < 6, '深夜', hour < 12, '上午', hour < 18, '下午', '晚间') AS part, count() AS n
  FROM (SELECT profile_id, toHour(ts, 'Asia/Shanghai') AS hour FROM events WHERE name IN ('Product Viewed', 'Product Added', 'Order Completed'))
  GROUP BY profile_id, part
)
GROUP BY profile_id`;

export const behaviourTags: PackTag[] = [
  {
    key: 'days_since_last_activity',
    name: { zh: '距上次活跃天数', en: 'Days since last active' },
    category: category.visits,
    description: { zh: '任何行为都算，最近一次到现在有多少天。', en: 'Days since the last event of any kind.' },
    definition: { measure: daysSince('*') },
    refresh: 'daily',
  },
  {
    key: 'active_hours',
    name: { zh: '活跃时段', en: 'Active hours' },
    category: category.visits,
    description: { zh: '浏览、加购、下单最集中的时段（北京时间）。', en: 'The part of the day in which somebody browses and buys most (Beijing time).' },
    definition: { sql: activeHours },
    needs: { events: [viewed] },
  },
  {
    key: 'viewed_products_30d',
    name: { zh: '近 30 天浏览商品数', en: 'Products viewed in 30 days' },
    category: category.browsing,
    description: { zh: '近 30 天看过多少款不同的商品。', en: 'How many different products somebody looked at.' },
    definition: { measure: unique(viewed, 'product_id', { window: days(30) }) },
  },
  {
    key: 'browsing_interests',
    name: { zh: '近期浏览兴趣', en: 'Browsing interests' },
    category: category.browsing,
    description: { zh: '近 90 天看得最多的三个品类，越近权重越高（半衰期 14 天）。', en: 'The three categories looked at most, recent views counting more.' },
    definition: { top: { of: viewed, prop: 'category', k: 3, halfLife: { n: 14, unit: 'day' }, window: days(90) } },
  },
  {
    key: 'search_interests',
    name: { zh: '常搜关键词', en: 'Search terms' },
    category: category.browsing,
    description: { zh: '近半年搜索最多的五个词。', en: 'The five terms searched most in half a year.' },
    definition: { top: { of: 'Products Searched', prop: 'query', k: 5, window: days(180) } },
  },
  {
    key: 'cart_additions_30d',
    name: { zh: '近 30 天加购次数', en: 'Cart additions in 30 days' },
    category: category.intent,
    description: { zh: '近 30 天把商品放进购物车的次数。', en: 'How often something was put into the cart.' },
    definition: { measure: count(added, { window: days(30) }) },
  },
  {
    key: 'cart_abandoned',
    name: { zh: '加购未下单', en: 'Cart abandoned' },
    category: category.intent,
    description: { zh: '近 14 天加购过，之后还没有下单。', en: 'Something went into the cart within 14 days and no order followed.' },
    definition: { rule: { all: [{ did: added, window: days(14) }, notSince(ordered, added)] } },
    needs: { events: [added] },
  },
  {
    key: 'checkout_abandoned',
    name: { zh: '结算未支付', en: 'Checkout abandoned' },
    category: category.intent,
    description: { zh: '近 30 天进过结算页，之后还没有下单。', en: 'A checkout was begun within 30 days and no order followed.' },
    definition: { rule: { all: [{ did: checkedOut, window: days(30) }, notSince(ordered, checkedOut)] } },
    needs: { events: [checkedOut] },
  },
  {
    key: 'wishlist_products_90d',
    name: { zh: '近 90 天收藏商品数', en: 'Products on the wishlist in 90 days' },
    category: category.intent,
    description: { zh: '近 90 天收藏了多少款不同的商品。', en: 'How many different products went onto the wishlist.' },
    definition: { measure: unique('Product Added to Wishlist', 'product_id', { window: days(90) }) },
  },
  {
    key: 'traffic_source',
    name: { zh: '主要引流来源', en: 'Main traffic source' },
    category: category.channels,
    description: { zh: '近一年带来访问最多的投放来源（utm_source）。', en: 'The advertising source that brought most visits in a year.' },
    type: 'text',
    definition: { top: { of: '*', prop: '$utm.source', k: 1, window: days(365) } },
  },
];
