import { describe as group, expect, it } from 'vitest';
import type { RuleJson } from '@danqing/contracts';
import { describe, parseRule } from '../index.ts';

function said(rule: RuleJson): { readonly zh: string; readonly en: string } {
  const parsed = parseRule(rule, { tags: new Map([['rfm', { id: 1, type: 'text', fields: ['tier'] }]]), segments: new Map([['vip', {}]]) });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return describe(parsed.rule);
}

group('a rule as a sentence', () => {
  it('says counts, windows and absence', () => {
    expect(
      said({
        all: [
          { did: 'Order Completed', count: { op: 'gte', value: 3 }, window: { last: 90, unit: 'day' } },
          { trait: 'address.city', op: 'in', value: ['上海', '杭州'] },
          { not: { did: 'Order Refunded' } },
        ],
      }),
    ).toEqual({
      zh: '最近 90 天内下单成交至少 3 次，并且客户属性城市是 “上海”、“杭州” 之一，并且没有退款的人。',
      en: 'Profiles for whom: did “Order Completed” in the last 90 days at least 3 times and trait “address.city” is one of “上海”, “杭州” and never did “Order Refunded”.',
    });
  });
  it('says sums, ranks and ages', () => {
    expect(said({ top: { percent: 20, by: { did: 'Order Completed', sum: 'revenue' }, among: { segment: 'vip' } } })).toEqual({
      zh: '在满足（属于人群“vip”）的人中，下单成交的金额合计处于最高的 20%的人。',
      en: 'Profiles for whom: is in the top 20 % by the total revenue of “Order Completed” among those for whom is in segment “vip”.',
    });
    expect(said({ compare: [{ since: { last: 'Order Completed' }, unit: 'day' }, 'gt', 60] }).zh).toBe('距最近一次下单成交的时间（天）大于60的人。');
  });
  it('sets brackets where groups are nested', () => {
    expect(said({ all: [{ has: 'email' }, { any: [{ tag: 'rfm.tier', op: 'eq', value: 'gold' }, { has: 'phone' }] }] }).en).toBe(
      'Profiles for whom: the email is known and (tag “rfm.tier” is “gold” or the phone is known).',
    );
  });
  it('knows everyone and nobody', () => {
    expect(said({ all: [] })).toEqual({ zh: '所有人。', en: 'Everyone.' });
    expect(said({ any: [] })).toEqual({ zh: '没有人。', en: 'Nobody.' });
  });
});
