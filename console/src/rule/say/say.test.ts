import type { RuleJson } from '@danqing/contracts';
import { expect, it } from 'vitest';
import { en } from './en.ts';
import { plainText } from './pieces.ts';
import { sayerOf } from './say.ts';
import type { Names } from './speech.ts';
import { zh } from './zh.ts';

const words: Readonly<Record<string, string>> = {
  'Order Completed': '完成订单',
  'Order Refunded': '退款',
  'Complaint Filed': '投诉',
  'Ticket Resolved': '工单处理结果',
  'products[].category': '商品的品类',
  products: '商品',
  ticket_id: '工单号',
  city: '城市',
  vip: '高价值',
  '$traffic.channel': '获客渠道',
  '$traffic.channel=paid_search': '付费搜索',
};
const called = (name: string): string => words[name] ?? name;
const plain = { event: called, property: (_: string, path: string) => called(path), trait: called, tag: called, segment: called, list: called };
const names: Names = {
  ...plain,
  identifier: called,
  metric: called,
  holiday: called,
  purpose: called,
  channel: called,
  value: (of, value) => words[`${of}=${value}`] ?? value,
};
const [chinese, english] = [sayerOf(zh, names), sayerOf(en, { ...names, event: (name) => name })];

const lines = (did: string) => ({ did, each: 'products', sum: 'amount', where: { prop: 'category', op: 'eq' as const, value: '女装' } });

it.each<[RuleJson, string, string]>([
  [
    {
      did: 'Order Completed',
      where: {
        any: [
          { prop: '$traffic.channel', op: 'eq', value: 'paid_search' },
          { prop: '$traffic.channel', op: 'startsWith', value: 'paid_search' },
        ],
      },
    },
    '做过 完成订单，其中 获客渠道 是 付费搜索，或者获客渠道 以 paid_search 开头',
    'did Order Completed where 获客渠道 is 付费搜索 or 获客渠道 begins with paid_search',
  ],
  [
    {
      did: 'Order Completed',
      count: { op: 'gte', value: 3 },
      window: { last: 30, unit: 'day' },
      where: { element: 'products[]', where: { prop: 'category', op: 'in', value: ['女装'] } },
    },
    '最近 30 天 做过 完成订单 至少 3 次，其中 有一个 商品 同时符合（品类 是 女装）',
    'did Order Completed at least 3 times in the last 30 days where one of 商品 has (品类 is 女装)',
  ],
  [
    {
      compare: [
        { since: { last: 'Order Completed' }, unit: 'day' },
        'gt',
        { times: [1.5, { interval: { did: 'Order Completed', stat: 'avg' }, unit: 'day' }] },
      ],
    },
    '距最近一次 完成订单 已超过自身平均周期的 1.5 倍',
    'longer since the last Order Completed than 1.5 times their own average interval',
  ],
  [
    { top: { percent: 20, by: { minus: [lines('Order Completed'), { else: [lines('Order Refunded'), 0] }] } } },
    '按 完成订单 减去 退款 的 金额 合计（其中 品类 是 女装） 从高到低排在前 20%',
    'in the top 20% by total amount of Order Completed less Order Refunded where 品类 is 女装',
  ],
  [
    { not: { compare: [{ did: 'Complaint Filed', unique: 'ticket_id' }, 'gt', { did: 'Ticket Resolved', unique: 'ticket_id' }] } },
    '不符合（有 投诉 还没有 工单处理结果（按 工单号 对应））',
    'not (has Complaint Filed without Ticket Resolved (matched by 工单号))',
  ],
  [{ not: { did: '*', window: { last: 60, unit: 'day' } } }, '最近 60 天 没做过 任何行为', 'did not do anything in the last 60 days'],
  [
    { any: [{ segment: 'vip' }, { all: [{ has: 'phone' }, { trait: 'city', op: 'exists' }] }] },
    '在人群 高价值 里，或者（有 phone，并且城市 已知）',
    'in segment 高价值 or (has phone and 城市 is known)',
  ],
])('says %j', (rule, chineseWords, englishWords) => {
  expect(plainText(chinese.part(rule))).toBe(chineseWords);
  expect(plainText(english.part(rule))).toBe(englishWords);
});

it('tells names and values from words', () => {
  expect(chinese.part({ trait: 'city', op: 'eq', value: '上海' })).toEqual([
    { text: '城市', as: 'name' },
    { text: ' 是 ', as: 'word' },
    { text: '上海', as: 'value' },
  ]);
});

it('shows what is not chosen yet', () => {
  expect(plainText(chinese.part({ did: '', window: { last: 30, unit: 'day' } }))).toBe('最近 30 天 做过 …');
  expect(plainText(chinese.sentence({ all: [] }))).toBe('所有人。');
});
