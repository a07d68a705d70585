import { describe, expect, it } from 'vitest';
import { dimensionsOf } from '../whole/dimensions.ts';
import { reachOf } from '../whole/reach.ts';
import { noHabits, wholeOf } from '../whole/testing.ts';
import { valueOf } from '../whole/value.ts';
import type { Whole } from '../whole/whole.ts';
import { portraitOf } from './portrait.ts';

const at = Date.UTC(2026, 10, 22, 4);
const day = 86_400_000;
const sale = (days: number, value: number) => ({ at: at - days * day, isRefund: false, value });
const tell = (known: Partial<Whole>, language: 'zh' | 'en' = 'zh'): Readonly<Record<string, string>> => {
  const whole = wholeOf({ at, ...known });
  return Object.fromEntries(portraitOf(whole, dimensionsOf(whole), reachOf(whole, 'marketing')).map((one) => [one.part, one[language]]));
};
const regular = valueOf([sale(400, 500), sale(300, 500), sale(200, 500), sale(100, 500)], at, 'CNY');

describe('a portrait', () => {
  it('says who it is by what is known alone', () => {
    const traits = new Map<string, string>([
      ['address.city', '上海'],
      ['gender', '女'],
      ['memberLevel', '金卡'],
    ]);
    const habits = {
      ...noHabits,
      bought: [
        { name: '女装', weight: 8 },
        { name: '鞋靴', weight: 3 },
      ],
    };
    expect(tell({ traits, habits, value: regular })['who']).toBe('上海的女装老客，女，会员等级为金卡。');
    expect(tell({ traits, habits, value: regular }, 'en')['who']).toBe('A long-standing customer in 上海 who mostly buys 女装, female, member level 金卡.');
    expect(tell({})['who']).toBe('访客，身份未知。');
  });

  it('calls nobody by a category that they hardly buy', () => {
    const few = { ...noHabits, bought: [{ name: '女装', weight: 2 }] };
    const mixed = {
      ...noHabits,
      bought: [
        { name: '女装', weight: 4 },
        { name: '家居', weight: 3 },
        { name: '美妆', weight: 3 },
      ],
    };
    for (const habits of [few, mixed]) expect(tell({ habits, value: regular })['who']).toBe('老客。');
  });

  it('says of orders how many, how often, and that they are late only when they are', () => {
    expect(tell({ value: regular })['bought']).toBe('累计买了 4 次，净消费 2,000 元，平均每单 500 元。大约每 100 天买一次，上次下单在 100 天前。');
    const late = valueOf([sale(300, 500), sale(280, 500)], at, 'CNY');
    expect(tell({ value: late })['bought']).toContain('大约每 20 天买一次，上次下单在 280 天前，已晚于平时。');
    expect(tell({ value: valueOf([sale(0.1, 99)], at, 'CNY') })['bought']).toBe('近 90 天买了 1 次，净消费 99 元。今天刚下过单。');
    expect(tell({ value: valueOf([sale(3, 99)], at, 'USD') }, 'en')['bought']).toBe('1 order in the last 90 days, net sales $99. The last one 3 days ago.');
    expect(tell({})['bought']).toBeUndefined();
  });

  it('does not tell what whoever asks sees masked, nor calls it unknown', () => {
    const traits = new Map<string, string>([
      ['city', '上海'],
      ['birthday', '1990-05-17'],
    ]);
    const seen = tell({
      traits,
      told: new Map([
        ['city', '**'],
        ['birthday', '1990-05-**'],
      ]),
    });
    expect(seen['who']).toBe('访客，身份未知，三十多岁。');
    expect(seen['missing']).toBe('尚未了解：姓名、手机号、邮箱、性别、地址。');
  });

  it('says how sure it is', () => {
    const tally = { count: 3, recent: 0, firstAt: at - day, lastAt: at - day };
    expect(tell({ events: new Map([['Page Viewed', tally]]), sources: 1, merged: 2, disputed: ['city', 'name'] })['sure']).toBe(
      '以上依据 1 个数据源的 3 条事件，数据较少，仅供参考；资料由 3 份合并而成；有 2 项客户属性的来源说法不一。',
    );
    expect(tell({})['sure']).toBe('还没有任何行为数据，仅有登记的资料。');
    expect(tell({}, 'en')['sure']).toBe('No events yet; only what was registered is known.');
  });

  it('says how they live, or for how long nothing was seen', () => {
    const tally = { count: 40, recent: 0, firstAt: at - 200 * day, lastAt: at - 120 * day };
    expect(tell({ events: new Map([['Page Viewed', tally]]) })['does']).toBe('已有 120 天没有任何行为。');
    const hours = [
      { name: '20', weight: 30 },
      { name: '21', weight: 5 },
      { name: '9', weight: 5 },
    ];
    const habits = {
      ...noHabits,
      activeDays: 14,
      hours,
      sources: [
        { name: 'miniprogram', weight: 30 },
        { name: 'web', weight: 10 },
      ],
    };
    expect(tell({ events: new Map([['Page Viewed', tally]]), habits })['does']).toBe('近 90 天有 14 天活跃，主要来自 miniprogram、web，多在晚上。');
  });

  it('speaks both languages in every sentence, and ends each', () => {
    const whole = wholeOf({ at, value: regular, openComplaints: 1, habits: { ...noHabits, viewed: [{ name: '美妆', weight: 3 }] } });
    const sentences = portraitOf(whole, dimensionsOf(whole), reachOf(whole, 'marketing'));
    expect(sentences.length).toBeGreaterThan(5);
    for (const { zh, en } of sentences) expect([zh.endsWith('。'), en.endsWith('.'), /undefined|NaN/.test(zh + en)]).toEqual([true, true, false]);
  });
});
