/** Stored values and how they are compared, straight from API.md ("Values", "Unknown", "Properties"). */
import type { Operator, OperandJson } from '@danqing/contracts';
import { DateTime } from 'luxon';
import { isJsonObject, type JsonValue } from '#kernel';

export type Known = string | number | boolean;

/** What a path finds: the scalars of which one must hold, and whether anything known is there. */
export interface Finding {
  readonly values: readonly Known[];
  readonly exists: boolean;
}

const isKnown = (value: JsonValue | undefined): value is Known =>
  typeof value === 'number' || typeof value === 'boolean' || (typeof value === 'string' && value.trim() !== '');

export function find(root: JsonValue | undefined, path: string): Finding {
  const [head = '', tail] = path.split('[].', 2);
  if (tail !== undefined) {
    const list = walk(root, head);
    const values = (Array.isArray(list) ? list : []).map((element) => walk(element, tail)).filter(isKnown);
    return { values, exists: values.length > 0 };
  }
  const isList = path.endsWith('[]');
  const value = walk(root, isList ? path.slice(0, -2) : path);
  if (Array.isArray(value)) {
    const values = value.filter(isKnown);
    return { values, exists: isList ? values.length > 0 : true };
  }
  if (isList) return { values: [], exists: false };
  return { values: isKnown(value) ? [value] : [], exists: isKnown(value) || isJsonObject(value) };
}

function walk(root: JsonValue | undefined, path: string): JsonValue | undefined {
  let value = root;
  for (const name of path.split('.')) value = isJsonObject(value) ? value[name] : undefined;
  return value;
}

export function holds(finding: Finding, op: Operator, value: OperandJson | undefined, at: number, timezone: string): boolean {
  if (op === 'exists') return finding.exists;
  if (op === 'missing') return !finding.exists;
  return finding.values.some((stored) => scalarHolds(stored, op, value, at, timezone));
}

export function numberFrom(stored: Known): number | undefined {
  if (typeof stored === 'number') return stored;
  if (typeof stored === 'boolean') return undefined;
  return /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(stored) ? Number(stored) : undefined;
}

/** By code point: code points compare as their UTF-8 bytes do. */
const compareTexts = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

function scalarHolds(stored: Known, op: Operator, value: OperandJson | undefined, at: number, timezone: string): boolean {
  if (op === 'in') return Array.isArray(value) && value.some((one) => compare(stored, one) === 0);
  if (op === 'nin') return Array.isArray(value) && !value.some((one) => compare(stored, one) === 0);
  if (op === 'between') {
    if (!Array.isArray(value)) throw new Error('between needs two values');
    const [low, high] = [compare(stored, value[0]), compare(stored, value[1])];
    return low !== undefined && high !== undefined && low >= 0 && high <= 0;
  }
  if (op === 'withinLast' || op === 'withinNext') {
    const v = dateFrom(stored, timezone);
    if (v === undefined || typeof value !== 'object' || !('n' in value)) return false;
    const edge = steps(at, op === 'withinLast' ? -value.n : value.n, value.unit, timezone);
    return op === 'withinLast' ? edge < v && v <= at : at < v && v <= edge;
  }
  if (op === 'before' || op === 'after') {
    const [v, limit] = [dateFrom(stored, timezone), typeof value === 'string' ? dateFrom(value, timezone) : undefined];
    return v !== undefined && limit !== undefined && (op === 'before' ? v < limit : v > limit);
  }
  const text = String(stored);
  if (op === 'contains') return text.includes(String(value));
  if (op === 'ncontains') return !text.includes(String(value));
  if (op === 'startsWith') return text.startsWith(String(value));
  if (op === 'endsWith') return text.endsWith(String(value));
  const order = compare(stored, value);
  if (op === 'ne') return order !== 0;
  if (order === undefined) return false;
  if (op === 'eq') return order === 0;
  if (op === 'gt' || op === 'gte') return order > 0 || (op === 'gte' && order === 0);
  return order < 0 || (op === 'lte' && order === 0);
}

/** The JSON type of the rule's value decides how the stored one is read; undefined: it cannot be read so. */
function compare(stored: Known, value: unknown): number | undefined {
  if (typeof value === 'number') {
    const number = numberFrom(stored);
    return number === undefined ? undefined : Math.sign(number - value);
  }
  if (typeof value === 'boolean') return String(stored) === String(value) ? 0 : undefined;
  return compareTexts(String(stored), String(value));
}

export function dateFrom(stored: Known, timezone: string): number | undefined {
  if (typeof stored !== 'string' || !/^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/.test(stored)) return undefined;
  const parsed = DateTime.fromISO(stored.replace(' ', 'T'), { zone: timezone });
  const isLeapOrDayEnd = /[T ]24|:60/.test(stored);
  return parsed.isValid && !isLeapOrDayEnd ? parsed.toMillis() : undefined;
}

/** Units away from a moment: days are 24 hours, months go by the calendar. */
export function steps(at: number, n: number, unit: 'minute' | 'hour' | 'day' | 'week' | 'month', timezone: string): number {
  if (unit === 'month') return DateTime.fromMillis(at, { zone: timezone }).plus({ months: n }).toMillis();
  return at + n * { minute: 60_000, hour: 3_600_000, day: 86_400_000, week: 7 * 86_400_000 }[unit];
}
