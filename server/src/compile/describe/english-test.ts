import { holidayWords } from '#kernel';
import type { Duration, NumberTest, Scalar, Test, Window } from '../rule.ts';
import { periodWords } from './words.ts';

/** Conditions and windows in English. */

const shown = (scalar: Scalar): string => (typeof scalar === 'string' ? `“${scalar}”` : String(scalar));
export const plural = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;
export const durationIn = ({ n, unit }: Duration): string => plural(n, unit);

export const comparisons = { eq: 'is', ne: 'is not', gt: 'is more than', gte: 'is at least', lt: 'is less than', lte: 'is at most' } as const;
/** Texts are in an order, not more or less. */
const textOrders = { eq: 'is', ne: 'is not', gt: 'sorts after', gte: 'is or sorts after', lt: 'sorts before', lte: 'is or sorts before' } as const;
const amounts = { eq: 'exactly', ne: 'other than', gt: 'more than', gte: 'at least', lt: 'fewer than', lte: 'at most' } as const;
const texts = { contains: 'contains', ncontains: 'does not contain', startsWith: 'starts with', endsWith: 'ends with' } as const;

/** What is said of a value after its name. */
export function testIn({ ...tested }: Test | NumberTest): string {
  switch (tested.op) {
    case 'exists':
      return 'is known';
    case 'missing':
      return 'is not known';
    case 'between':
      return `is from ${shown(tested.low)} to ${shown(tested.high)}`;
    case 'in':
    case 'nin':
      return oneOfIn(tested.op === 'in', tested.values);
    case 'contains':
    case 'ncontains':
    case 'startsWith':
    case 'endsWith':
      return `${texts[tested.op]} ${shown(tested.value)}`;
    case 'before':
      return `is before ${tested.value}`;
    case 'after':
      return `is after ${tested.value}`;
    case 'withinLast':
      return `lies within the last ${durationIn(tested.value)}`;
    case 'withinNext':
      return `lies within the next ${durationIn(tested.value)}`;
    default:
      return `${(typeof tested.value === 'string' ? textOrders : comparisons)[tested.op]} ${shown(tested.value)}`;
  }
}

function oneOfIn(isIn: boolean, values: readonly Scalar[]): string {
  const [only] = values;
  if (only === undefined) return isIn ? 'is one of an empty list' : 'is known, whatever it is';
  if (values.length === 1) return `${isIn ? 'is' : 'is not'} ${shown(only)}`;
  return `is ${isIn ? 'one' : 'none'} of ${values.map(shown).join(', ')}`;
}

/** How often, or how many: at least 3 times. */
export function amountIn(tested: NumberTest, unit: string): string {
  switch (tested.op) {
    case 'exists':
      return `any number of ${unit}s`;
    case 'missing':
      return `an unknown number of ${unit}s`;
    case 'between':
      return `${tested.low} to ${tested.high} ${unit}s`;
    case 'in':
      return tested.values.length === 0 ? `a number of ${unit}s out of an empty list` : `${tested.values.join(' or ')} ${unit}s`;
    case 'nin':
      return `a number of ${unit}s other than ${tested.values.join(', ')}`;
    default:
      return `${amounts[tested.op]} ${plural(tested.value, unit)}`;
  }
}

export function windowIn(window: Window): string {
  switch (window.kind) {
    case 'last':
      return `in the last ${window.n === 1 ? window.unit : plural(window.n, window.unit)}`;
    case 'between':
      return `between ${plural(window.far, window.unit)} and ${plural(window.near, window.unit)} ago`;
    case 'range':
      return window.to === null ? `since ${window.from}` : `from ${window.from} until before ${window.to}`;
    case 'calendar':
      return periodWords[window.period].en;
    case 'holiday': {
      const named = `${holidayWords(window.holiday).en}${window.year === null ? ' (the latest)' : ` ${window.year}`}`;
      if (window.from === window.to) return window.from === 0 ? `on the day of ${named}` : dayIn(window.from, named);
      return `from ${dayIn(window.from, named)} to ${dayIn(window.to, 'it')}`;
    }
  }
}

function dayIn(day: number, holiday: string): string {
  if (day === 0) return holiday === 'it' ? 'its day' : `the day of ${holiday}`;
  return `${plural(Math.abs(day), 'day')} ${day < 0 ? 'before' : 'after'} ${holiday}`;
}
