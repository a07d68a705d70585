import fc from 'fast-check';
import { describe as group, expect, it } from 'vitest';
import type { RuleJson } from '@danqing/contracts';
import { describe, parseRule, type Sentence } from '../index.ts';

function said(rule: RuleJson): Sentence {
  const parsed = parseRule(rule, {
    tags: new Map([
      ['rfm', { id: 1, type: 'text', fields: ['tier'] }],
      ['ltv', { id: 2, type: 'number', fields: [] }],
    ]),
    segments: new Map([['vip', { all: [] }]]),
    lists: new Map([['uploaded', { id: 1 }]]),
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return describe(parsed.rule);
}

const sentences: readonly (readonly [rule: RuleJson, zh: string, en: string])[] = [
  [
    {
      all: [
        { did: 'Order Completed', count: { op: 'gte', value: 3 }, window: { last: 30, unit: 'day' } },
        { trait: 'address.city', op: 'in', value: ['上海', '杭州'] },
        { not: { did: 'Order Refunded' } },
      ],
    },
    '过去 30 天内完成订单至少 3 次，且城市是“上海”、“杭州”之一，且没有退过款的人。',
    'People who did “Order Completed” at least 3 times in the last 30 days and whose address.city is one of “上海”, “杭州” and who did not do “Order Refunded”.',
  ],
  [
    { did: 'Trip Booked', window: { calendar: 'this_year' }, where: { prop: 'destination', op: 'eq', value: '成都' } },
    '今年有过“Trip Booked”（“destination”是“成都”）的人。',
    'People who did “Trip Booked” (where destination is “成都”) this year.',
  ],
  [{ did: 'purchase' }, '有过“purchase”（完成订单）的人。', 'People who did “purchase”.'],
  [
    {
      did: 'Page Viewed',
      where: {
        all: [
          { prop: '$traffic.channel', op: 'in', value: ['paid_search', 'own'] },
          { prop: '$device.type', op: 'ne', value: 'mobile' },
        ],
      },
    },
    '浏览过页面（获客渠道是“付费搜索”、“own”之一，且设备类型不是“手机”）的人。',
    'People who did “Page Viewed” (where its traffic channel is one of “Paid search”, “own” and its device type is not “Phone”).',
  ],
  [{ did: '$pageview', count: { op: 'between', value: [2, 5] } }, '“$pageview”（浏览页面）2 到 5 次的人。', 'People who did “$pageview” 2 to 5 times.'],
  [{ did: '*', window: { last: 7, unit: 'day' } }, '过去 7 天内有过任何行为的人。', 'People who did anything in the last 7 days.'],
  [{ not: { did: '*', window: { last: 60, unit: 'day' } } }, '过去 60 天内没有过任何行为的人。', 'People who did not do anything in the last 60 days.'],
  [
    {
      did: 'Order Completed',
      each: 'products',
      where: {
        all: [
          { prop: 'category', op: 'eq', value: '女装' },
          { prop: 'product.brand', op: 'eq', value: 'X' },
        ],
      },
      count: { op: 'gte', value: 3 },
    },
    '完成订单的商品（品类是“女装”，且商品目录里的品牌是“X”）至少 3 个的人。',
    'People who had at least 3 products (where category is “女装” and the catalogue’s brand is “X”) in “Order Completed”.',
  ],
  [
    { did: 'Order Completed', each: 'products', sum: 'amount', op: 'gte', value: 500, window: { last: 1, unit: 'month' } },
    '过去 1 个月内完成订单的商品的金额合计至少 500 的人。',
    'People for whom the total amount of products in “Order Completed” in the last month is at least 500.',
  ],
  [
    {
      did: 'Order Completed',
      where: {
        element: 'products[]',
        where: {
          all: [
            { prop: 'category', op: 'eq', value: 'women' },
            { prop: 'price', op: 'gt', value: 100 },
          ],
        },
      },
    },
    '完成过订单（有一个商品同时满足（品类是“women”，且价格大于 100））的人。',
    'People who did “Order Completed” (where one product has all of (category is “women” and price is more than 100)).',
  ],
  [
    { did: 'Order Completed', sum: 'revenue', op: 'gte', value: 500 },
    '完成订单的金额合计至少 500 的人。',
    'People for whom the total revenue of “Order Completed” is at least 500.',
  ],
  [
    { first: 'Order Completed', window: { last: 30, unit: 'day' } },
    '首次完成订单在过去 30 天内的人。',
    'People whose first “Order Completed” was in the last 30 days.',
  ],
  [
    { last: 'Product Viewed', where: { prop: '$channel', op: 'eq', value: 'app' }, window: { between: [60, 30], unit: 'day' } },
    '最近一次浏览商品（入口是“app”）在 60 天前到 30 天前之间的人。',
    'People whose last “Product Viewed” (where its channel is “app”) was between 60 days and 30 days ago.',
  ],
  [
    {
      sequence: [{ event: 'Product Viewed' }, { event: 'Product Added', where: { prop: 'price', op: 'gt', value: 5 } }, { event: 'Order Completed' }],
      within: { n: 7, unit: 'day' },
      window: { last: 30, unit: 'day' },
    },
    '过去 30 天内依次发生：浏览商品 → 加购商品（价格大于 5） → 完成订单（首尾相隔不超过 7 天）的人。',
    'People who did, one after the other, “Product Viewed” → “Product Added” (where price is more than 5) → “Order Completed” (at most 7 days from first to last) in the last 30 days.',
  ],
  [
    {
      compare: [
        { since: { last: 'Order Completed' }, unit: 'day' },
        'gt',
        { times: [1.5, { interval: { did: 'Order Completed', stat: 'avg' }, unit: 'day' }] },
      ],
    },
    '距最近一次完成订单的天数大于 1.5 × 相邻两次完成订单的平均间隔（天）的人。',
    'People for whom the number of days since the last “Order Completed” is more than 1.5 × the average number of days between consecutive “Order Completed”.',
  ],
  [{ compare: [{ metric: 'net_sales' }, 'gte', 1000] }, '指标“净销售额”至少 1000 的人。', 'People for whom the metric “net sales” is at least 1000.'],
  [
    { compare: [{ plus: [{ trait: 'age' }, { minus: [{ tag: 'ltv' }, 3] }] }, 'lt', 3] },
    '年龄 + （标签“ltv” − 3）小于 3 的人。',
    'People for whom their age + (their tag “ltv” − 3) is less than 3.',
  ],
  [
    {
      top: {
        percent: 20,
        by: { did: 'Order Completed', sum: 'revenue', window: { calendar: 'last_year' } },
        among: { any: [{ segment: 'vip' }, { has: 'phone' }] },
      },
    },
    '在满足（属于人群“vip”，或有手机号）的人中，按“去年完成订单的金额合计”从高到低排在前 20% 的人。',
    'People who are in the top 20 % by the total revenue of “Order Completed” last year among those (who are in segment “vip” or whose phone is known as an identifier).',
  ],
  [{ bottom: { n: 100, by: { trait: 'age' } } }, '按“年龄”从低到高排在前 100 名的人。', 'People who are in the bottom 100 by their age.'],
  [
    { sample: { percent: 10, seed: 'spring' } },
    '在随机抽取的 10% 之中（随机种子“spring”）的人。',
    'People who are in a random sample of 10 % (seed “spring”).',
  ],
  [{ sample: { n: 10, seed: 'spring' } }, '在随机抽取的 10 人之中（随机种子“spring”）的人。', 'People who are in a random sample of 10 (seed “spring”).'],
  [{ list: 'uploaded' }, '在名单“uploaded”中的人。', 'People who are on the list “uploaded”.'],
  [
    {
      account: {
        all: [
          { trait: 'industry', op: 'eq', value: 'retail' },
          { did: 'Order Completed', count: { op: 'gte', value: 2 } },
        ],
      },
    },
    '所属的某个企业客户满足（行业是“retail”，且完成订单至少 2 次）的人。',
    'People who belong to an account (whose industry is “retail” and who did “Order Completed” at least 2 times).',
  ],
  [{ consent: 'marketing' }, '已授权用于营销的人。', 'People who consented to marketing.'],
  [{ consent: 'marketing', channel: 'sms' }, '已授权用于营销（触达渠道：短信）的人。', 'People who consented to marketing by sms.'],
  [
    { anniversary: 'birthday', next: 7, unit: 'day' },
    '生日的周年日在今天起的 7 天内（含今天）的人。',
    'People whose anniversary of birthday is today or in the next 7 days.',
  ],
  [
    { did: 'Trip Booked', window: { holiday: 'spring_festival', days: [-30, 0] } },
    '最近一个春节前 30 天到当天有过“Trip Booked”的人。',
    'People who did “Trip Booked” from 30 days before Spring Festival (the latest) to its day.',
  ],
  [
    { did: 'Trip Booked', window: { holiday: '618', days: [1, 3], year: 2027 } },
    '2027 年 618 后 1 天到后 3 天有过“Trip Booked”的人。',
    'People who did “Trip Booked” from 1 day after 618 2027 to 3 days after it.',
  ],
  [
    { not: { not: { trait: 'vip', op: 'eq', value: true } } },
    '不满足（不满足（客户属性“vip”为“是”））的人。',
    'People who are not among those (who are not among those (whose vip is true)).',
  ],
  [
    { not: { any: [{ has: 'email' }, { all: [{ has: 'phone' }, { not: { trait: 'age', op: 'missing' } }] }] } },
    '不满足（有邮箱，或（有手机号，且不满足（年龄没有值）））的人。',
    'People who are not among those (whose email is known as an identifier or (whose phone is known as an identifier and who are not among those (whose age is not known))).',
  ],
  [{ trait: 'age', op: 'between', value: [18, 30] }, '年龄在 18 到 30 之间（含两端）的人。', 'People whose age is from 18 to 30.'],
  [
    { trait: 'signup', op: 'withinLast', value: { n: 30, unit: 'day' } },
    '客户属性“signup”在过去 30 天内的人。',
    'People whose signup lies within the last 30 days.',
  ],
  [{ trait: 'signup', op: 'before', value: '2026-01-01' }, '客户属性“signup”早于 2026-01-01 的人。', 'People whose signup is before 2026-01-01.'],
  [{ trait: 'tags[]', op: 'contains', value: 'a' }, '客户属性“tags[]”包含“a”的人。', 'People whose tags[] contains “a”.'],
  [{ trait: 'age', op: 'gte', value: 18 }, '年龄至少 18 的人。', 'People whose age is at least 18.'],
  [{ tag: 'rfm.tier', op: 'ne', value: 'gold' }, '标签“rfm.tier”不是“gold”的人。', 'People whose tag “rfm.tier” is not “gold”.'],
  [
    { did: 'X', window: { from: '2026-01-01', to: '2026-02-01' } },
    '自 2026-01-01 起到 2026-02-01 之前有过“X”的人。',
    'People who did “X” from 2026-01-01 until before 2026-02-01.',
  ],
  [{ all: [] }, '所有人。', 'Everyone.'],
  [{ any: [] }, '没有人。', 'Nobody.'],
];

group('a rule as a sentence', () => {
  it.each(sentences)('%j', (rule, zh, en) => {
    expect(said(rule)).toEqual({ zh, en });
  });

  it('reads differently wherever groups and negations are nested differently', () => {
    const leaf = fc.constantFrom<RuleJson>({ has: 'a' }, { has: 'b' }, { has: 'c' });
    const { rule } = fc.letrec<{ rule: RuleJson }>((tie) => ({
      rule: fc.oneof(
        { maxDepth: 3 },
        leaf,
        tie('rule').map((not) => ({ not })),
        fc.array(tie('rule'), { minLength: 2, maxLength: 3 }).map((all) => ({ all })),
        fc.array(tie('rule'), { minLength: 2, maxLength: 3 }).map((any) => ({ any })),
      ),
    }));
    fc.assert(
      fc.property(fc.array(rule, { minLength: 2, maxLength: 30 }), (rules) => {
        const different = new Set(rules.map((one) => JSON.stringify(one))).size;
        const spoken = rules.map(said);
        expect(new Set(spoken.map(({ zh }) => zh)).size).toBe(different);
        expect(new Set(spoken.map(({ en }) => en)).size).toBe(different);
      }),
    );
  });
});

it('calls tags, segments and lists by their names, and by their keys where they have none', () => {
  const tags = new Map([
    ['rfm', { id: 1, type: 'text' as const, fields: ['tier'] }],
    ['ltv', { id: 2, type: 'number' as const, fields: [] }],
  ]);
  const keys = { tags, segments: new Map([['vip', { all: [] }]]), lists: new Map([['uploaded', { id: 1 }]]) };
  const names = { tags: new Map([['rfm', '客户价值']]), segments: new Map([['vip', '大客户']]), lists: new Map([['uploaded', '双十一名单']]) };
  const rule = {
    any: [{ segment: 'vip' }, { list: 'uploaded' }, { tag: 'rfm.tier', op: 'eq', value: 'a' }, { compare: [{ tag: 'ltv' }, 'gt', 5] }],
  };
  const parsed = [parseRule(rule, { ...keys, names }), parseRule(rule, keys)].map((one) => (one.ok ? describe(one.rule) : one.errors));
  expect(parsed).toEqual([
    {
      zh: '属于人群“大客户”，或在名单“双十一名单”中，或标签“客户价值.tier”是“a”，或标签“ltv”大于 5 的人。',
      en: 'People who are in segment “大客户” or who are on the list “双十一名单” or whose tag “客户价值.tier” is “a” or for whom their tag “ltv” is more than 5.',
    },
    {
      zh: '属于人群“vip”，或在名单“uploaded”中，或标签“rfm.tier”是“a”，或标签“ltv”大于 5 的人。',
      en: 'People who are in segment “vip” or who are on the list “uploaded” or whose tag “rfm.tier” is “a” or for whom their tag “ltv” is more than 5.',
    },
  ]);
});
