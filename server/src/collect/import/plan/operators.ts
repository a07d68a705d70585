import type { Operator } from '@danqing/contracts';
import { isJsonObject, type JsonValue } from '#kernel';
import { DateTime, type DurationLikeObject } from 'luxon';
import { compileMoment, type MomentReader } from '../dates/moment.ts';
import { isUnknown } from '../read/row.ts';
import { amountOf } from './amount.ts';

export type CellTest = (cell: JsonValue) => boolean;

/** What "now" and a wall clock are while rows are judged: fixed for one import, so that a resumed one judges the same. */
export interface Moment {
  readonly at: number;
  readonly zone: string;
}

/** The exact text of a scalar. */
export const cellText = (cell: JsonValue): string => (typeof cell === 'string' ? cell : typeof cell === 'object' ? JSON.stringify(cell) : String(cell));

const compareText = (a: string, b: string): number => {
  if (a === b) return 0;
  // By code point: UTF-16 order differs above U+FFFF.
  const [x, y] = [Array.from(a), Array.from(b)];
  const index = x.findIndex((character, at) => character !== y[at]);
  return index === -1 ? -1 : (x[index]?.codePointAt(0) ?? 0) - (y[index]?.codePointAt(0) ?? -1);
};

/** Below 0, 0 or above 0 as the cell is less than, equal to or greater than the value, read as the value's JSON type; NaN when it cannot be. */
function compare(cell: JsonValue, value: unknown): number {
  if (typeof value === 'number') return amountOf(cell) - value;
  if (typeof value === 'boolean') return cell === value || (typeof cell === 'string' && cell === String(value)) ? 0 : Number.NaN;
  return typeof value === 'string' ? compareText(cellText(cell), value) : Number.NaN;
}

const textTests = {
  contains: (text: string, part: string) => text.includes(part),
  ncontains: (text: string, part: string) => !text.includes(part),
  startsWith: (text: string, part: string) => text.startsWith(part),
  endsWith: (text: string, part: string) => text.endsWith(part),
} as const;

/** Compiles one operator and its value to a test of a cell. A comparison with an unknown cell is false; a list holds when some element does. */
export function compileTest(op: Operator, value: unknown, moment: Moment): CellTest {
  if (op === 'exists') return (cell) => !isUnknown(cell);
  if (op === 'missing') return isUnknown;
  const test = scalarTest(op, value, moment);
  return (cell) => {
    if (isUnknown(cell)) return false;
    if (typeof cell !== 'object' || cell === null) return test(cell);
    return Array.isArray(cell) && cell.some((element: JsonValue) => !isUnknown(element) && typeof element !== 'object' && test(element));
  };
}

function scalarTest(op: Exclude<Operator, 'exists' | 'missing'>, value: unknown, moment: Moment): CellTest {
  const values: readonly unknown[] = Array.isArray(value) ? value : [];
  switch (op) {
    case 'eq':
      return (cell) => compare(cell, value) === 0;
    case 'ne':
      return (cell) => compare(cell, value) !== 0;
    case 'gt':
      return (cell) => compare(cell, value) > 0;
    case 'gte':
      return (cell) => compare(cell, value) >= 0;
    case 'lt':
      return (cell) => compare(cell, value) < 0;
    case 'lte':
      return (cell) => compare(cell, value) <= 0;
    case 'between':
      return (cell) => compare(cell, values[0]) >= 0 && compare(cell, values[1]) <= 0;
    case 'in':
      return (cell) => values.some((one) => compare(cell, one) === 0);
    case 'nin':
      return (cell) => !values.some((one) => compare(cell, one) === 0);
    case 'contains':
    case 'ncontains':
    case 'startsWith':
    case 'endsWith': {
      const part = String(value);
      return (cell) => textTests[op](cellText(cell), part);
    }
    case 'before':
    case 'after':
    case 'withinLast':
    case 'withinNext':
      return dateTest(op, value, moment);
  }
}

function dateTest(op: 'before' | 'after' | 'withinLast' | 'withinNext', value: unknown, moment: Moment): CellTest {
  const read = compileMoment({ zone: moment.zone });
  if (op === 'before' || op === 'after') {
    const bound = knownMoment(read, value);
    return (cell) => (op === 'before' ? knownMoment(read, cell) < bound : knownMoment(read, cell) > bound);
  }
  const duration = durationOf(value);
  const at = DateTime.fromMillis(moment.at, { zone: moment.zone });
  const [from, to] = op === 'withinLast' ? [at.minus(duration).toMillis(), moment.at] : [moment.at, at.plus(duration).toMillis()];
  return (cell) => {
    const ms = knownMoment(read, cell);
    return ms > from && ms <= to;
  };
}

const knownMoment = (read: MomentReader, cell: unknown): number => read(cell) ?? Number.NaN;

function durationOf(value: unknown): DurationLikeObject {
  const n = isJsonObject(value) && typeof value['n'] === 'number' ? value['n'] : 0;
  const unit = isJsonObject(value) ? value['unit'] : undefined;
  if (unit === 'month') return { months: n };
  if (unit === 'week') return { hours: n * 168 };
  if (unit === 'day') return { hours: n * 24 };
  return unit === 'hour' ? { hours: n } : { minutes: n };
}
