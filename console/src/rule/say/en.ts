import type { CalendarPeriod, OperandJson, Operator, TimeUnit } from '@danqing/contracts';
import { isDuration, isValues } from '../model/values.ts';
import { asName, asValue } from './pieces.ts';
import type { Speech } from './speech.ts';

const periods: Readonly<Record<CalendarPeriod, string>> = {
  today: 'today',
  yesterday: 'yesterday',
  this_week: 'this week',
  last_week: 'last week',
  this_month: 'this month',
  last_month: 'last month',
  this_quarter: 'this quarter',
  last_quarter: 'last quarter',
  this_year: 'this year',
  last_year: 'last year',
};
const comparisons: Readonly<Partial<Record<Operator, string>>> = {
  eq: 'is',
  ne: 'is not',
  gt: 'is more than',
  gte: 'is at least',
  lt: 'is less than',
  lte: 'is at most',
};
const amounts: Readonly<Partial<Record<Operator, string>>> = { eq: 'exactly', ne: 'not', gt: 'more than', gte: 'at least', lt: 'fewer than', lte: 'at most' };
const stats = { sum: 'total', avg: 'average', min: 'smallest', max: 'largest', unique: 'number of different' } as const;
const operations = { times: '×', plus: '+', minus: '−' } as const;

const shown = (value: OperandJson | undefined): string => {
  if (value === undefined || value === '') return '…';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'object' ? '' : String(value);
};
const valued = (value: OperandJson | undefined): string => asValue(shown(value));
const list = (value: OperandJson | undefined, between: string): string =>
  isValues(value) ? (value.length === 0 ? asValue('…') : value.map((one) => valued(one)).join(between)) : valued(value);
const pair = (value: OperandJson | undefined): readonly [string, string] => (isValues(value) ? [valued(value[0]), valued(value[1])] : ['…', '…']);
const day = (n: number): string => (n === 0 ? 'the day itself' : n < 0 ? `${-n} days before` : `${n} days after`);
const share = ({ percent, n }: { readonly percent?: number; readonly n?: number }): string => asValue(percent === undefined ? String(n ?? '') : `${percent}%`);
const spaced = (...words: readonly string[]): string => words.filter((word) => word !== '').join(' ');
const plural = (n: number, unit: TimeUnit): string => (n === 1 ? unit : `${unit}s`);

/** Rules in English. */
export const en: Speech = {
  everyone: 'everyone',
  nobody: 'nobody',
  blank: asName('…'),
  anything: asName('anything'),
  amountField: 'amount',
  join: (how, parts) => parts.join(how === 'all' ? ' and ' : ' or '),
  not: (part) => `not ${part}`,
  bracket: (part) => `(${part})`,
  test: ({ op, value }) => {
    switch (op) {
      case 'exists':
        return ' is known';
      case 'missing':
        return ' is unknown';
      case 'between':
        return ` is between ${pair(value).join(' and ')}`;
      case 'in':
        return ` is ${list(value, ' or ')}`;
      case 'nin':
        return ` is not ${list(value, ' or ')}`;
      case 'contains':
        return ` contains ${valued(value)}`;
      case 'ncontains':
        return ` does not contain ${valued(value)}`;
      case 'startsWith':
        return ` begins with ${valued(value)}`;
      case 'endsWith':
        return ` ends with ${valued(value)}`;
      case 'before':
        return ` is before ${valued(value)}`;
      case 'after':
        return ` is after ${valued(value)}`;
      case 'withinLast':
        return ` is within the last ${isDuration(value) ? en.duration(value.n, value.unit) : '…'}`;
      case 'withinNext':
        return ` is within the next ${isDuration(value) ? en.duration(value.n, value.unit) : '…'}`;
      default:
        return ` ${comparisons[op] ?? op} ${valued(value)}`;
    }
  },
  amount: ({ op, value }, isEach) => {
    const unit = isEach ? '' : ' times';
    if (op === 'between') return `${pair(value).join(' to ')}${unit}`;
    if (op === 'in') return `${list(value, ' or ')}${unit}`;
    if (op === 'nin') return `not ${list(value, ' or ')}${unit}`;
    if (op === 'exists') return `any number of times`;
    if (op === 'missing') return `an unknown number of times`;
    return `${amounts[op] ?? ''} ${valued(value)}${unit}`;
  },
  window: (window, names) => {
    if ('last' in window) return `in the last ${en.duration(window.last, window.unit)}`;
    if ('between' in window) return `${en.duration(window.between[0], window.unit)} to ${en.duration(window.between[1], window.unit)} ago`;
    if ('from' in window) return window.to === undefined ? `since ${valued(window.from)}` : `from ${valued(window.from)} to before ${valued(window.to)}`;
    if ('calendar' in window) return asValue(periods[window.calendar]);
    const [from, to] = window.days;
    const when = `${names.holiday(window.holiday)}${window.year === undefined ? '' : ` ${window.year}`}`;
    return asValue(from === to ? `${day(from)} ${when}` : `from ${day(from)} to ${day(to)} ${when}`);
  },
  tagIs: (tag, test) => `tag ${tag}${en.test(test)}`,
  has: (kind) => `has ${kind}`,
  did: (event, window, amount, where, each) => spaced('did', event, each === '' ? '' : `with ${amount} ${each}`, each === '' ? amount : '', window) + where,
  didNot: (event, window, where) => spaced('did not do', event, window) + where,
  measureIs: (measure, test) => measure + en.test(test),
  compare: (left, op, right) => `${left} ${comparisons[op] ?? op} ${right}`,
  edge: (edge, event, where, window) => `${edge} ${event}${where} was ${window}`,
  sequence: (steps, within, window) =>
    spaced('did one after the other', steps.join(' → '), window) + (within === '' ? '' : ` (within ${within} from first to last)`),
  step: (event, where) => event + where,
  rank: (end, size, by, among) => `in the ${end} ${share(size)} by ${by}${among === '' ? '' : ` among those who (${among})`}`,
  random: (seed) => `a random order (seed ${asValue(seed === '' ? '…' : seed)})`,
  sample: (size, seed) => `in a random ${share(size)} (seed ${asValue(seed === '' ? '…' : seed)})`,
  segment: (name) => `in segment ${name}`,
  list: (name) => `on list ${name}`,
  account: (rule) => `belongs to an account (${rule})`,
  consent: (purpose, channel) => `agreed to ${purpose}${channel === '' ? '' : ` by ${channel}`}`,
  anniversary: (trait, days) => (days === 0 ? `anniversary of ${trait} is today` : `anniversary of ${trait} is within ${asValue(String(days))} days`),
  element: (listName, where) => `one of ${listName} has (${where})`,
  where: (part) => ` where ${part}`,
  duration: (n, unit) => `${asValue(String(n))} ${plural(n, unit)}`,
  stat: (stat, prop, selection, isEach) => (stat === 'count' ? `number of ${isEach ? '' : 'times '}${selection}` : `${stats[stat]} ${prop} of ${selection}`),
  selection: (event, window, where, each) => spaced(each === '' ? '' : `${each} in`, event, window) + where,
  since: (edge, event, where, unit) => `${unit}s since the ${edge} ${event}${where}`,
  interval: (stat, event, where, unit) => `${stat === 'avg' ? 'average' : 'median'} ${unit}s between two ${event}${where}`,
  operation: (kind, left, right) => (kind === 'else' ? `${left} (${right} where there is none)` : `${left} ${operations[kind]} ${right}`),
  overdue: (event, times) => `longer since the last ${event} than ${times} times their own average interval`,
  unanswered: (opened, closed, by) => `has ${opened} without ${closed} (matched by ${by})`,
  net: (plus, minus, prop, window, where) => `total ${prop} of ${plus} less ${minus}${window === '' ? '' : ` ${window}`}${where}`,
  tagMeasure: (tag) => `tag ${tag}`,
  product: (path) => `the catalogue’s ${path}`,
  sentence: (part) => (part === 'everyone' || part === 'nobody' ? `${part.charAt(0).toUpperCase()}${part.slice(1)}.` : `People: ${part}.`),
  unknown: (part) => JSON.stringify(part),
};
