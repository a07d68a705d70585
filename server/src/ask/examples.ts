import type { SqlExample } from '@danqing/contracts';
import type Type from 'typebox';

/** Questions to begin with: they run wherever there are orders. */
export const examples: readonly Type.Static<typeof SqlExample>[] = [
  {
    key: 'monthly_sales',
    name: { zh: '月度销售', en: 'Sales by month' },
    about: { zh: '每月的订单数、销售额和客单价', en: 'Orders, sales and average order value of each month' },
    chart: { kind: 'bar', x: 'month', y: ['sales'] },
    sql: `SELECT
  toStartOfMonth(ts) AS month,
  count() AS orders,
  round(sum(revenue), 2) AS sales,
  round(sum(revenue) / count(), 2) AS average
FROM orders
GROUP BY month
ORDER BY month`,
  },
  {
    key: 'repurchase',
    name: { zh: '复购率', en: 'Repurchase rate' },
    about: { zh: '买过的客户里，有多少买过不止一次', en: 'Of those who bought, how many bought again' },
    chart: { kind: 'number', y: ['repurchase_rate'], unit: 'percent' },
    sql: `WITH buyers AS (
  SELECT profile_id, uniqExact(order_id, ts) AS orders
  FROM orders
  GROUP BY profile_id
)
SELECT
  count() AS buyers,
  countIf(orders > 1) AS bought_again,
  round(bought_again / buyers, 4) AS repurchase_rate
FROM buyers`,
  },
  {
    key: 'rfm',
    name: { zh: 'RFM 分布', en: 'RFM distribution' },
    about: { zh: '按最近一次购买、购买次数、购买金额给客户打分后的分布', en: 'How customers spread over scores of recency, frequency and money' },
    chart: { kind: 'pivot', x: 'recency_score', series: 'frequency_score', y: ['customers'] },
    sql: `WITH bought AS (
  SELECT
    profile_id,
    dateDiff('day', max(ts), now()) AS recency,
    count() AS frequency,
    sum(revenue) AS money
  FROM orders
  GROUP BY profile_id
)
SELECT
  recency_score,
  frequency_score,
  count() AS customers,
  round(avg(money), 2) AS average_money
FROM (
  SELECT
    6 - ntile(5) OVER (ORDER BY recency ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS recency_score,
    ntile(5) OVER (ORDER BY frequency ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS frequency_score,
    money
  FROM bought
)
GROUP BY recency_score, frequency_score
ORDER BY recency_score, frequency_score`,
  },
  {
    key: 'channels',
    name: { zh: '销售渠道对比', en: 'Channels' },
    about: { zh: '各销售渠道带来的订单和销售额', en: 'Orders and sales by channel' },
    chart: { kind: 'donut', x: 'channel_name', y: ['sales'] },
    sql: `SELECT
  multiIf(channel != '', channel, utm_source != '', utm_source, source) AS channel_name,
  count() AS orders,
  uniqExact(profile_id) AS customers,
  round(sum(revenue), 2) AS sales
FROM orders
GROUP BY channel_name
ORDER BY sales DESC`,
  },
  {
    key: 'cohorts',
    name: { zh: '留存同期群', en: 'Retention by first month' },
    about: { zh: '首次购买的月份分组，之后每个月还有多少人购买', en: 'By month of the first order: how many bought again in each later month' },
    chart: { kind: 'pivot', x: 'first_month', series: 'months_later', y: ['customers'] },
    sql: `WITH firsts AS (
  SELECT profile_id, toStartOfMonth(min(ts)) AS first_month
  FROM orders
  GROUP BY profile_id
)
SELECT
  first_month,
  dateDiff('month', first_month, toStartOfMonth(o.ts)) AS months_later,
  uniqExact(o.profile_id) AS customers
FROM orders AS o
JOIN firsts ON firsts.profile_id = o.profile_id
GROUP BY first_month, months_later
ORDER BY first_month, months_later`,
  },
  {
    key: 'categories',
    name: { zh: '品类销售', en: 'Sales by category' },
    about: { zh: '每个品类卖出的件数和金额', en: 'Units and money by category' },
    chart: { kind: 'bar', x: 'category', y: ['sales'] },
    sql: `SELECT
  category,
  sum(quantity) AS units,
  round(sum(amount), 2) AS sales,
  uniqExact(profile_id) AS customers
FROM order_lines
WHERE ts >= now() - INTERVAL 365 DAY
GROUP BY category
ORDER BY sales DESC
LIMIT 20`,
  },
  {
    key: 'lapsing',
    name: { zh: '快要流失的老客', en: 'Good customers who are leaving' },
    about: { zh: '买过三次以上、超过 90 天没有再买的人，可以直接做成名单', en: 'Bought three times or more, nothing for 90 days; can be made into a list' },
    chart: { kind: 'table' },
    sql: `SELECT
  profile_id,
  count() AS orders,
  round(sum(revenue), 2) AS spent,
  max(ts) AS last_order
FROM orders
GROUP BY profile_id
HAVING orders >= 3 AND last_order < now() - INTERVAL 90 DAY
ORDER BY spent DESC`,
  },
];
