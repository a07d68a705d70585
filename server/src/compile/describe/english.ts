import { holidayWords } from '#kernel';
import type { Duration, NumberTest, Scalar, Test, Window } from '../rule.ts';
import type { Language } from './language.ts';
import { periodWords } from './words.ts';

const value = (scalar: Scalar): string => (typeof scalar === 'string' ? `“${scalar}”` : String(scalar));
const plural = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;
const duration = ({ n, unit }: Duration): string => plural(n, unit);
const comparisons = { eq: 'is', ne: 'is not', gt: 'is more than', gte: 'is at least', lt: 'is less than', lte: 'is at most' } as const;
const amounts = { eq: 'exactly', ne: 'other than', gt: 'more than', gte: 'at least', lt: 'fewer than', lte: 'at most' } as const;
const texts = { contains: 'contains', ncontains: 'does not contain', startsWith: 'starts with', endsWith: 'ends with' } as const;

function test(what: string, { ...tested }: Test | NumberTest): string {
  switch (tested.op) {
    case 'exists':
      return `${what} is known`;
    case 'missing':
      return `${what} is not known`;
    case 'between':
      return `${what} is from ${value(tested.low)} to ${value(tested.high)}`;
    case 'in':
      return `${what} is one of ${tested.values.map(value).join(', ')}`;
    case 'nin':
      return `${what} is none of ${tested.values.map(value).join(', ')}`;
    case 'contains':
    case 'ncontains':
    case 'startsWith':
    case 'endsWith':
      return `${what} ${texts[tested.op]} ${value(tested.value)}`;
    case 'before':
      return `${what} is before ${tested.value}`;
    case 'after':
      return `${what} is after ${tested.value}`;
    case 'withinLast':
      return `${what} lies within the last ${duration(tested.value)}`;
    case 'withinNext':
      return `${what} lies within the next ${duration(tested.value)}`;
    default:
      return `${what} ${comparisons[tested.op]} ${value(tested.value)}`;
  }
}

function times(tested: NumberTest): string {
  switch (tested.op) {
    case 'exists':
      return 'any number of times';
    case 'missing':
      return 'an unknown number of times';
    case 'between':
      return `${tested.low} to ${tested.high} times`;
    case 'in':
      return `${tested.values.join(' or ')} times`;
    case 'nin':
      return `a number of times other than ${tested.values.join(', ')}`;
    default:
      return tested.op === 'eq' && tested.value === 0 ? 'never' : `${amounts[tested.op]} ${plural(tested.value, 'time')}`;
  }
}

function window(shown: Window): string {
  switch (shown.kind) {
    case 'last':
      return `in the last ${shown.n === 1 ? shown.unit : plural(shown.n, shown.unit)}`;
    case 'between':
      return `between ${plural(shown.far, shown.unit)} and ${plural(shown.near, shown.unit)} ago`;
    case 'range':
      return shown.to === null ? `since ${shown.from}` : `from ${shown.from} until before ${shown.to}`;
    case 'calendar':
      return periodWords[shown.period].en;
    case 'holiday': {
      const { en } = holidayWords(shown.holiday);
      const day = (n: number): string => (n === 0 ? 'the day itself' : `${plural(Math.abs(n), 'day')} ${n < 0 ? 'before' : 'after'}`);
      const days = shown.from === shown.to ? day(shown.from) : `${day(shown.from)} to ${day(shown.to)}`;
      return `around ${shown.year === null ? 'the latest ' : ''}${en}${shown.year === null ? '' : ` ${shown.year}`} (${days})`;
    }
  }
}

const aggregates = { sum: 'the total', avg: 'the average', min: 'the lowest', max: 'the highest', unique: 'the number of different values of' } as const;
const operations = { times: '×', plus: '+', minus: '−' } as const;

export const english: Language = {
  code: 'en',
  everyone: 'everyone',
  nobody: 'nobody',
  all: (parts) => parts.join(' and '),
  any: (parts) => parts.join(' or '),
  not: (part) => `not (${part})`,
  group: (part) => `(${part})`,
  trait: (path) => `trait “${path.text}”`,
  tag: (key, field) => `tag “${field === null ? key : `${key}.${field}`}”`,
  property: (subject) => (subject.kind === 'context' ? subject.field : subject.path.text),
  test,
  has: (identifier) => `the ${identifier} is known`,
  did: (selection, tested) =>
    tested.op === 'gte' && tested.value === 1 ? `did ${selection}` : times(tested) === 'never' ? `never did ${selection}` : `did ${selection} ${times(tested)}`,
  selection: ({ event, window: shown }, where) =>
    `${event === '*' ? 'anything' : `“${event}”`}${where === null ? '' : ` where ${where}`}${shown === null ? '' : ` ${window(shown)}`}`,
  window,
  duration,
  count: (selection) => `the number of ${selection}`,
  aggregate: (kind, subject, selection) => `${aggregates[kind]} ${subject} of ${selection}`,
  since: (edge, selection, unit) => `${unit}s since the ${edge} ${selection}`,
  interval: (stat, selection, unit) => `the ${stat === 'avg' ? 'average' : 'median'} number of ${unit}s between two ${selection}`,
  operation: (kind, left, right) => `(${left} ${operations[kind]} ${right})`,
  compare: (left, op, right) => `${left} ${comparisons[op]} ${right}`,
  edge: (edge, selection, shown) => `the ${edge} ${selection} was ${shown}`,
  rank: ({ end, size }, by, among) =>
    `is in the ${end} ${'percent' in size ? `${size.percent} %` : size.n} by ${by}${among === null ? '' : ` among those for whom ${among}`}`,
  segment: (key) => `is in segment “${key}”`,
  later: (kind) => kind,
  sentence: (rule) => (rule === english.everyone ? 'Everyone.' : rule === english.nobody ? 'Nobody.' : `Profiles for whom: ${rule}.`),
};
