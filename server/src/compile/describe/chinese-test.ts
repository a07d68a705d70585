import { holidayWords } from '#kernel';
import type { Duration, NumberTest, Scalar, Test, Window } from '../rule.ts';
import { periodWords, unitWords } from './words.ts';

/** Conditions and windows in Chinese. A number stands apart from the characters beside it; punctuation is full width. */

const shown = (scalar: Scalar): string =>
  typeof scalar === 'string' ? `“${scalar}”` : typeof scalar === 'boolean' ? (scalar ? '“是”' : '“否”') : String(scalar);
export const durationIn = ({ n, unit }: Duration): string => `${n} ${unitWords[unit]}`;

export const comparisons = { eq: '等于', ne: '不等于', gt: '大于', gte: '至少', lt: '小于', lte: '至多' } as const;
const amounts = { eq: '正好', ne: '不是', gt: '多于', gte: '至少', lt: '少于', lte: '至多' } as const;
const likenesses = { eq: '是', ne: '不是' } as const;

/** A space between a character and a number. */
const spaced = (word: string, scalar: Scalar): string => (typeof scalar === 'number' ? `${word} ${scalar}` : `${word}${shown(scalar)}`);

/** What is said of a value after its name. */
export function testIn({ ...tested }: Test | NumberTest): string {
  switch (tested.op) {
    case 'exists':
      return '有值';
    case 'missing':
      return '没有值';
    case 'between':
      return typeof tested.low === 'number'
        ? `在 ${tested.low} 到 ${tested.high} 之间（含两端）`
        : `在${shown(tested.low)}到${shown(tested.high)}之间（含两端）`;
    case 'in':
      return oneOfIn('是', tested.values, '之一');
    case 'nin':
      return oneOfIn('不是', tested.values, '中的任何一个');
    case 'contains':
      return `包含${shown(tested.value)}`;
    case 'ncontains':
      return `不包含${shown(tested.value)}`;
    case 'startsWith':
      return `以${shown(tested.value)}开头`;
    case 'endsWith':
      return `以${shown(tested.value)}结尾`;
    case 'before':
      return `早于 ${tested.value}`;
    case 'after':
      return `晚于 ${tested.value}`;
    case 'withinLast':
      return `在过去 ${durationIn(tested.value)}内`;
    case 'withinNext':
      return `在未来 ${durationIn(tested.value)}内`;
    case 'eq':
    case 'ne':
      if (typeof tested.value === 'boolean') return `${tested.op === 'eq' ? '为' : '不为'}${shown(tested.value)}`;
      return spaced((typeof tested.value === 'number' ? comparisons : likenesses)[tested.op], tested.value);
    default:
      return spaced(comparisons[tested.op], tested.value);
  }
}

function oneOfIn(verb: string, values: readonly Scalar[], end: string): string {
  const [only] = values;
  if (only === undefined) return `${verb}空列表${end}`;
  return values.length === 1 ? `${verb}${typeof only === 'number' ? ` ${only}` : shown(only)}` : `${verb}${values.map(shown).join('、')}${end}`;
}

/** How often, or how many: 至少 3 次. */
export function amountIn(tested: NumberTest, unit: string): string {
  switch (tested.op) {
    case 'exists':
      return '任意次';
    case 'missing':
      return '次数未知';
    case 'between':
      return `${tested.low} 到 ${tested.high} ${unit}`;
    case 'in':
      return tested.values.length === 0 ? `空列表之一${unit}` : `${tested.values.join(' 或 ')} ${unit}`;
    case 'nin':
      return `${unit}数不是 ${tested.values.join('、')}`;
    default:
      return `${amounts[tested.op]} ${tested.value} ${unit}`;
  }
}

export function windowIn(window: Window): string {
  switch (window.kind) {
    case 'last':
      return `过去 ${window.n} ${unitWords[window.unit]}内`;
    case 'between':
      return `${window.far} ${unitWords[window.unit]}前到 ${window.near} ${unitWords[window.unit]}前之间`;
    case 'range':
      return window.to === null ? `自 ${window.from} 起` : `自 ${window.from} 起到 ${window.to} 之前`;
    case 'calendar':
      return periodWords[window.period].zh;
    case 'holiday': {
      const { zh } = holidayWords(window.holiday);
      const named = window.year === null ? `最近一个${zh}` : `${window.year} 年${zh}`;
      return window.from === window.to ? `${named}${dayIn(window.from)}` : `${named}${dayIn(window.from)}到${dayIn(window.to)}`;
    }
  }
}

const dayIn = (day: number): string => (day === 0 ? '当天' : day < 0 ? `前 ${-day} 天` : `后 ${day} 天`);
