import { expect, it } from 'vitest';
import type { MeasureJson, RuleJson } from '@danqing/contracts';
import { describeTag, type Measure, parseMeasure, parseRule, type Rule } from '../index.ts';

const vocabulary = { tags: new Map(), segments: new Map() };

function rule(json: RuleJson): Rule {
  const parsed = parseRule(json, vocabulary);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.rule;
}

function measure(json: MeasureJson): Measure {
  const parsed = parseMeasure(json, vocabulary);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.measure;
}

function aggregate(json: MeasureJson): Extract<Measure, { readonly subject: unknown }> {
  const found = measure(json);
  if (!('subject' in found)) throw new Error(found.kind);
  return found;
}

const regular = rule({ did: 'Order Completed', count: { op: 'gte', value: 10 } });
const some = rule({ did: 'Order Completed' });

it('says rules, cases, measures and traits', () => {
  expect(describeTag({ kind: 'rule', rule: regular })).toEqual({
    zh: '满足以下条件为“是”，否则为“否”：完成订单至少 10 次。',
    en: 'True for people who did “Order Completed” at least 10 times.',
  });
  expect(describeTag({ kind: 'cases', cases: [{ rule: regular, text: 'regular' }], otherwise: 'occasional' })).toEqual({
    zh: '依次判断：完成订单至少 10 次，则为“regular”；否则为“occasional”。',
    en: 'The first that fits: “regular” for people who did “Order Completed” at least 10 times; otherwise “occasional”.',
  });
  expect(describeTag({ kind: 'cases', cases: [{ rule: regular, text: 'regular' }], otherwise: null }).zh).toContain('否则没有值');
  expect(describeTag({ kind: 'measure', measure: measure({ did: 'Order Completed', sum: 'revenue', window: { last: 365, unit: 'day' } }) })).toEqual({
    zh: '过去 365 天内完成订单的金额合计。',
    en: 'The total revenue of “Order Completed” in the last 365 days.',
  });
  expect(describeTag({ kind: 'trait', path: { text: 'address.city', parts: ['address', 'city'], isList: false } })).toEqual({
    zh: '取自城市。',
    en: 'Copied from their address.city.',
  });
});

it('says RFM, preferences and life cycles', () => {
  const monetary = measure({ did: 'Order Completed', sum: 'revenue', window: { last: 365, unit: 'day' } });
  const frequency = measure({ did: 'Order Completed', count: true, window: { last: 365, unit: 'day' } });
  expect(describeTag({ kind: 'rfm', rfm: { bins: 5, edges: null, frequency, monetary } })).toEqual({
    zh: 'RFM：最近一次的时间、过去 365 天内完成订单的次数、过去 365 天内完成订单的金额合计，各按全体的分位数分 5 档。',
    en: 'RFM: how long ago the last, the number of “Order Completed” in the last 365 days, the total revenue of “Order Completed” in the last 365 days, each in 5 bins by quantiles of everybody.',
  });
  const values = aggregate({ did: 'Order Completed', unique: 'category', each: 'products' });
  const weight = aggregate({ did: 'Order Completed', sum: 'amount', each: 'products' });
  expect(describeTag({ kind: 'top', top: { values, weight, k: 3, halfLifeMs: 30 * 86_400_000 } })).toEqual({
    zh: '最偏好的 3 个：完成订单的商品的品类（按完成订单的商品的金额合计加权，每过 30 天权重减半）。',
    en: 'The 3 most preferred: category of products in “Order Completed” (weighed by the total amount of products in “Order Completed”, halved every 30 days).',
  });
  const stages = [
    { name: '新客', rule: some, to: [1] },
    { name: '熟客', rule: regular, to: [] },
  ];
  expect(describeTag({ kind: 'lifecycle', lifecycle: { stages } })).toEqual({
    zh: '生命周期，依次判断：“新客”：完成过订单（可转入“熟客”）；“熟客”：完成订单至少 10 次（不再转出）。',
    en: 'Life cycle, the first that fits: “新客” for people who did “Order Completed” (may move to “熟客”); “熟客” for people who did “Order Completed” at least 10 times (may not leave).',
  });
});

it('says where values come from that no rule gives', () => {
  expect(describeTag({ kind: 'sql' }).zh).toBe('由 SQL 查询得出。');
  expect(describeTag({ kind: 'manual' }).en).toBe('Entered or uploaded by people.');
});

it('says tiers and grids', () => {
  const by = measure({ metric: 'net_sales' });
  const given = { by, names: ['低', '中', '高'], borders: { kind: 'given' as const, cuts: [100, 500] } };
  expect(describeTag({ kind: 'tiers', tiers: given })).toEqual({
    zh: '指标“净销售额”从低到高分为“低”、“中”（100 起）、“高”（500 起）。',
    en: 'Tiers of the metric “net sales” from low to high: “低”, “中” (from 100), “高” (from 500).',
  });
  const quantile = { ...given, borders: { kind: 'quantile' as const, levels: [0.2, 0.8] } };
  expect(describeTag({ kind: 'tiers', tiers: quantile })).toEqual({
    zh: '指标“净销售额”从低到高分为“低”、“中”、“高”，按人数占比 20%、60%、20% 划分。',
    en: 'Tiers of the metric “net sales” from low to high: “低”, “中”, “高”, with 20%, 60%, 20% of the people.',
  });
  const rows = { kind: 'tiers' as const, tiers: { ...given, borders: { kind: 'natural' as const } } };
  expect(describeTag({ kind: 'grid', rows, columns: { kind: 'cases', cases: [{ rule: some, text: '买过' }] } })).toEqual({
    zh: '交叉分档。行：指标“净销售额”从低到高分为“低”、“中”、“高”，按自然断点划分；列：“买过”：完成过订单。',
    en: 'A grid. Rows: tiers of the metric “net sales” from low to high: “低”, “中”, “高”, by natural breaks; columns: “买过” for people who did “Order Completed”.',
  });
});
