import { lastBounds, nextBounds, parseMoment } from '#kernel';
import type { NumberTest, Scalar, Test } from '../rule.ts';
import { type Binder, inParameters } from './binder.ts';
import { momentSql } from './moment.ts';
import { numberSql, type Reading } from './reading.ts';

export interface Moment {
  readonly at: number;
  readonly timezone: string;
}

/** A condition on a stored value: a UInt8, never NULL, so that `not` is plain negation. */
export function testSql(reading: Reading, test: Test, binder: Binder, moment: Moment): string {
  if (isExistence(test)) return test.op === 'exists' ? existsSql(reading) : `NOT ${existsSql(reading)}`;
  const choices: string[] = [];
  if (reading.text !== null) choices.push(scalarSql({ ...reading, text: reading.text }, test, binder, moment));
  if (reading.list !== null) choices.push(listSql(reading.list, test, binder, moment));
  return choices.length === 1 ? (choices[0] ?? '0') : `(${choices.join(' OR ')})`;
}

function existsSql(reading: Reading): string {
  if (reading.exists !== null) return reading.exists;
  if (reading.text === null) return `notEmpty(${reading.list ?? '[]'})`;
  return reading.isNullable ? `isNotNull(${reading.text})` : `(${reading.text} != '')`;
}

type Existence = Extract<Test, { readonly op: 'exists' | 'missing' }>;
type ValueTest = Exclude<Test, Existence>;
const isExistence = (test: Test): test is Existence => test.op === 'exists' || test.op === 'missing';
type Stored = Pick<Reading, 'isNullable' | 'number'> & { readonly text: string };

/** Whether some element holds; equality with texts asks the array as a whole, which is several times faster than a lambda. */
function listSql(list: string, test: ValueTest, binder: Binder, moment: Moment): string {
  if (test.op === 'eq' && typeof test.value !== 'number') return `has(${list}, ${binder.text(String(test.value))})`;
  return `arrayExists(x -> ${scalarSql({ text: 'x', isNullable: true, number: null }, test, binder, moment)}, ${list})`;
}

function scalarSql(stored: Stored, test: ValueTest, binder: Binder, moment: Moment): string {
  const { text } = stored;
  const known = stored.isNullable ? `isNotNull(${text})` : `${text} != ''`;
  const sure = (condition: string): string => (stored.isNullable ? `ifNull(${condition}, 0)` : `(${condition} AND ${known})`);
  switch (test.op) {
    case 'eq':
      return equalSql(stored, test.value, binder, sure);
    case 'ne':
      return `(${known} AND NOT ${equalSql(stored, test.value, binder, sure)})`;
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      if (typeof test.value === 'number') return `ifNull(${numberIn(stored)} ${symbols[test.op]} ${binder.number(test.value)}, 0)`;
      return sure(`${text} ${symbols[test.op]} ${binder.text(String(test.value))}`);
    case 'between':
      if (typeof test.low === 'number') return `ifNull(${numberIn(stored)} BETWEEN ${binder.number(test.low)} AND ${binder.number(Number(test.high))}, 0)`;
      return sure(`${text} BETWEEN ${binder.text(test.low)} AND ${binder.text(String(test.high))}`);
    case 'in':
      return memberSql(stored, test.values, binder, sure);
    case 'nin':
      return `(${known} AND NOT ${memberSql(stored, test.values, binder, sure)})`;
    case 'contains':
      return sure(`position(${text}, ${binder.text(test.value)}) > 0`);
    case 'ncontains':
      return sure(`position(${text}, ${binder.text(test.value)}) = 0`);
    case 'startsWith':
    case 'endsWith':
      return sure(`${test.op}(${text}, ${binder.text(test.value)})`);
    case 'before':
    case 'after': {
      const value = parseMoment(test.value, moment.timezone) ?? 0;
      return `ifNull(${momentSql(text, binder, moment.timezone)} ${test.op === 'before' ? '<' : '>'} ${binder.bind(value, 'Int64')}, 0)`;
    }
    case 'withinLast':
    case 'withinNext': {
      const bounds = (test.op === 'withinLast' ? lastBounds : nextBounds)(moment.at, test.value.n, test.value.unit, moment.timezone);
      const value = momentSql(text, binder, moment.timezone);
      return `ifNull(${value} >= ${binder.bind(bounds.fromMs, 'Int64')} AND ${value} < ${binder.bind(bounds.toMs, 'Int64')}, 0)`;
    }
  }
}

const symbols = { eq: '=', ne: '!=', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;
const numberIn = (stored: Stored): string => stored.number ?? numberSql(stored.text);

function equalSql(stored: Stored, value: Scalar, binder: Binder, sure: (condition: string) => string): string {
  if (typeof value === 'number') return `ifNull(${numberIn(stored)} = ${binder.number(value)}, 0)`;
  return sure(`${stored.text} = ${binder.text(String(value))}`);
}

function memberSql(stored: Stored, values: readonly Scalar[], binder: Binder, sure: (condition: string) => string): string {
  const numbers = values.filter((value) => typeof value === 'number');
  const texts = values.filter((value) => typeof value !== 'number').map(String);
  const choices: string[] = [];
  for (const part of inParameters(texts)) choices.push(sure(`has(${binder.bind(part, 'Array(String)')}, ${stored.text})`));
  if (numbers.length > 0) choices.push(`ifNull(has(${binder.bind(numbers, 'Array(Float64)')}, ${numberIn(stored)}), 0)`);
  return choices.length === 0 ? '0' : `(${choices.join(' OR ')})`;
}

/** A condition on a computed number; `isNullable`: it may be unknown. */
export function numberTestSql(value: string, isNullable: boolean, test: NumberTest, binder: Binder): string {
  const sure = (condition: string): string => (isNullable ? `ifNull(${condition}, 0)` : `(${condition})`);
  switch (test.op) {
    case 'exists':
      return isNullable ? `isNotNull(${value})` : '1';
    case 'missing':
      return isNullable ? `isNull(${value})` : '0';
    case 'between':
      return sure(`${value} BETWEEN ${binder.number(test.low)} AND ${binder.number(test.high)}`);
    case 'in':
    case 'nin': {
      const isIn = test.values.length === 0 ? '0' : `has(${binder.bind(test.values, 'Array(Float64)')}, toFloat64(${value}))`;
      // has() of an array and NULL is 0, not NULL.
      return test.op === 'in' ? `(${isIn})` : `(${numberTestSql(value, isNullable, { op: 'exists' }, binder)} AND NOT ${isIn})`;
    }
    default:
      return sure(`${value} ${symbols[test.op]} ${binder.number(test.value)}`);
  }
}

/** Two computed numbers compared; both may be unknown. */
export const compareSql = (left: string, op: keyof typeof symbols, right: string): string => `ifNull(${left} ${symbols[op]} ${right}, 0)`;
