import type { Sentence } from '../context.ts';
import { amountIn as chineseAmount, testIn as chineseTest } from '../describe/chinese-test.ts';
import { amountIn as englishAmount, testIn as englishTest } from '../describe/english-test.ts';
import type { NumberTest, OrderOperator, Test } from '../rule.ts';
import { rangeOf } from './turn.ts';

/** What is missing, in words. */

const shownNumber = (value: number): string => String(Math.round(value * 1e6) / 1e6);

export function missingValue(actual: string | number | readonly string[] | null, test: Test | NumberTest): Sentence {
  if (actual === null) return { zh: `没有值，要求${chineseTest(test)}`, en: `no value; required: it ${englishTest(test)}` };
  const isText = typeof actual !== 'number';
  const shown = isText ? (typeof actual === 'string' ? [actual] : actual).map((item) => `“${item}”`) : [shownNumber(actual)];
  return {
    zh: `现在是${isText ? shown.join('、') : ` ${shown.join('')}`}，要求${chineseTest(test)}`,
    en: `it is ${shown.join(', ')}; required: it ${englishTest(test)}`,
  };
}

/** `by`: until when one more helps; null: no such moment. */
export function missingCount(count: number, test: NumberTest, by: string | null): Sentence {
  const range = rangeOf(test);
  if (range === null || count >= range.low) {
    return { zh: `已有 ${count} 次，要求${chineseAmount(test, '次')}`, en: `${count} so far; required: ${englishAmount(test, 'time')}` };
  }
  const more = range.low - count;
  const deadline = by === null ? { zh: '', en: '' } : { zh: `（须在 ${by} 之前）`, en: ` before ${by}` };
  return { zh: `已有 ${count} 次，还差 ${more} 次${deadline.zh}`, en: `${count} of ${range.low}; ${more} more${deadline.en} would do` };
}

export const missingComparison = (left: number | null, op: OrderOperator, right: number | null): Sentence => {
  const shown = (value: number | null, unknown: string): string => (value === null ? unknown : shownNumber(value));
  const signs = { eq: '=', ne: '≠', gt: '>', gte: '≥', lt: '<', lte: '≤' } as const;
  return {
    zh: `左边是 ${shown(left, '未知')}，右边是 ${shown(right, '未知')}，要求左边 ${signs[op]} 右边`,
    en: `left ${shown(left, 'unknown')}, right ${shown(right, 'unknown')}; required: left ${signs[op]} right`,
  };
};

export const missingParts = (failing: number, total: number, kind: 'all' | 'any'): Sentence =>
  kind === 'any'
    ? { zh: `${total} 个条件都不满足`, en: `none of the ${total} conditions holds` }
    : { zh: `${total} 个条件中有 ${failing} 个不满足`, en: `${failing} of ${total} conditions ${failing === 1 ? 'does' : 'do'} not hold` };

export const missing = {
  not: { zh: '满足了应排除的条件', en: 'meets a condition that is excluded' },
  has: { zh: '没有这种标识', en: 'there is no identifier of this kind' },
  event: { zh: '从未有过这样的行为', en: 'this never happened' },
  sequence: { zh: '没有在限定时间内依次发生', en: 'the events did not happen in this order and time' },
  sample: { zh: '未抽中', en: 'was not drawn' },
  list: { zh: '不在名单中', en: 'is not on the list' },
  account: { zh: '不属于任何企业客户，或所属的企业客户都不满足', en: 'belongs to no account that satisfies this' },
  consent: { zh: '没有有效的授权', en: 'there is no valid consent' },
  anniversary: { zh: '周年日不在范围内，或日期未知', en: 'the anniversary is not in this range, or the date is unknown' },
  segment: { zh: '不满足这个人群的规则', en: 'the segment’s rule does not hold' },
} as const satisfies Readonly<Record<string, Sentence>>;

export const outsideWindow = (moment: string): Sentence => ({
  zh: `发生在 ${moment}，不在时间窗口内`,
  en: `it was on ${moment}, which is not in the window`,
});

export const missingRank = (value: number | null): Sentence =>
  value === null
    ? { zh: '没有可排名的值，或未参与排名', en: 'has no value to rank, or is not among those ranked' }
    : { zh: `值是 ${shownNumber(value)}，未进入名次`, en: `the value ${shownNumber(value)} is not high enough` };
