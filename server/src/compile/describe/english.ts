import { metricOf } from '../metrics.ts';
import type { Selection, Step, Subject } from '../rule.ts';
import { amountIn, comparisons, durationIn, plural, testIn, windowIn } from './english-test.ts';
import { contextIn } from './context-words.ts';
import type { Language } from './language.ts';

const aggregates = { sum: 'the total', avg: 'the average', min: 'the lowest', max: 'the highest', unique: 'the number of different values of' } as const;
const operations = { times: '×', plus: '+', minus: '−' } as const;

const conditions = (where: string | null): string => (where === null ? '' : ` (where ${where})`);
const nounOf = (path: string): string => (path === 'products[]' ? 'product' : 'element');
const listOf = (path: string): string => (path === 'products[]' ? '' : ` of “${path.replace('[]', '')}”`);
const tagIn = (name: string, field: string | null): string => `tag “${field === null ? name : `${name}.${field}`}”`;
const named = ({ event }: Step): string => (event === '*' ? 'anything' : `“${event}”`);
const inWindow = ({ window }: Selection): string => (window === null ? '' : ` ${windowIn(window)}`);

function subjectIn(subject: Subject): string {
  switch (subject.kind) {
    case 'context':
      return `its ${contextIn(subject.field).en}`;
    case 'product':
      return `the catalogue’s ${subject.path.text}`;
    case 'item':
    case 'property':
      return subject.path.text;
  }
}

export const english: Language = {
  code: 'en',
  everyone: 'everyone',
  nobody: 'nobody',
  everything: 'always',
  nothing: 'never',
  all: (parts) => parts.join(' and '),
  any: (parts) => parts.join(' or '),
  not: (part) => `who are not among those (${part})`,
  notCondition: (part) => `not (${part})`,
  group: (part) => `(${part})`,
  traitIs: (path, test) => `whose ${path.text} ${testIn(test)}`,
  tagIs: (key, field, test) => `whose ${tagIn(key, field)} ${testIn(test)}`,
  property: (subject, test) => `${subjectIn(subject)} ${testIn(test)}`,
  element: (list, where) => `one ${nounOf(list.text)}${listOf(list.text)} has all of (${where})`,
  has: (identifier) => `whose ${identifier} is known as an identifier`,
  did: (selection, where, test) => {
    const what = `${named(selection)}${conditions(where)}`;
    if (selection.each !== null) {
      const { text } = selection.each;
      return `who had ${amountIn(test, nounOf(text))}${listOf(text)}${conditions(where)} in ${named(selection)}${inWindow(selection)}`;
    }
    if (test.op === 'gte' && test.value === 1) return `who did ${what}${inWindow(selection)}`;
    if (test.op === 'eq' && test.value === 0) return `who did not do ${what}${inWindow(selection)}`;
    return `who did ${what} ${amountIn(test, 'time')}${inWindow(selection)}`;
  },
  measureIs: (measure, test) => `for whom ${measure} ${testIn(test)}`,
  compare: (left, op, right) => `for whom ${left} ${comparisons[op]} ${right}`,
  edge: (edge, selection, window) => `whose ${edge} ${selection} was ${windowIn(window)}`,
  rank: ({ end, size }, by, among) =>
    `who are in the ${end} ${'percent' in size ? `${size.percent} %` : size.n} by ${by}${among === null ? '' : ` among those (${among})`}`,
  sequence: ({ within, window }, steps) => {
    const limit = within === null ? '' : ` (at most ${durationIn(within)} from first to last)`;
    return `who did, one after the other, ${steps.join(' → ')}${limit}${window === null ? '' : ` ${windowIn(window)}`}`;
  },
  sample: (size, seed) => `who are in a random sample of ${'percent' in size ? `${size.percent} %` : size.n} (seed “${seed}”)`,
  list: (name) => `who are on the list “${name}”`,
  account: (rule) => `who belong to an account (${rule})`,
  consent: (purpose, channel) => `who consented to ${purpose}${channel === null ? '' : ` by ${channel}`}`,
  anniversary: (path, days) =>
    days === 0 ? `whose anniversary of ${path.text} is today` : `whose anniversary of ${path.text} is today or in the next ${plural(days, 'day')}`,
  segment: (name) => `who are in segment “${name}”`,
  selection: (selection, where) => {
    const { each } = selection;
    if (each === null) return `${named(selection)}${conditions(where)}${inWindow(selection)}`;
    return `${nounOf(each.text)}s${listOf(each.text)}${conditions(where)} in ${named(selection)}${inWindow(selection)}`;
  },
  step: (step, where) => `${named(step)}${conditions(where)}`,
  trait: (path) => `their ${path.text}`,
  tag: (key, field) => `their ${tagIn(key, field)}`,
  metric: ({ key }) => `the metric “${metricOf(key).en}”`,
  count: (selection) => `the number of ${selection}`,
  aggregate: (kind, subject, selection) => `${aggregates[kind]} ${subjectIn(subject)} of ${selection}`,
  since: (edge, selection, unit) => `the number of ${unit}s since the ${edge} ${selection}`,
  interval: (stat, selection, unit) => `the ${stat === 'avg' ? 'average' : 'median'} number of ${unit}s between consecutive ${selection}`,
  operation: (kind, left, right) => (kind === 'else' ? `${left} (${right} where it is unknown)` : `${left} ${operations[kind]} ${right}`),
  random: (seed) => `a random order (seed “${seed}”)`,
  sentence: (rule) => (rule === english.everyone ? 'Everyone.' : rule === english.nobody ? 'Nobody.' : `People ${rule}.`),
  set: (text) => text,
};
