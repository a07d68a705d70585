import { operators } from '@danqing/contracts';
import { parseMoment, storable } from '#kernel';
import type { NumberTest, Scalar, Test } from '../rule.ts';
import { durationAt } from './window.ts';
import { at, type Faults } from './faults.ts';
import { type JsonRecord, kindOf, listAt, oneOf } from './scope.ts';

const maxValues = 5000;
const isNumber = (json: unknown): json is number => typeof json === 'number' && Number.isFinite(json);

/** Reads `op` and `value` of a condition on a stored value. */
export function testAt(json: JsonRecord, place: string, faults: Faults): Test | null {
  const op = oneOf(json['op'], operators, at(place, 'op'), faults, 'op');
  if (op === null) return null;
  const [value, path] = [json['value'], at(place, 'value')];
  switch (op) {
    case 'exists':
    case 'missing':
      return noValue(op, json, path, faults);
    case 'eq':
    case 'ne':
      return orNull(scalarAt(value, path, faults), (known) => ({ op, value: known }));
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return orNull(orderedAt(value, path, faults), (known) => ({ op, value: known }));
    case 'between':
      return betweenAt(value, path, faults);
    case 'in':
    case 'nin':
      return orNull(scalarsAt(value, path, faults), (values) => ({ op, values }));
    case 'contains':
    case 'ncontains':
    case 'startsWith':
    case 'endsWith':
      if (typeof value === 'string' && value !== '') return { op, value: storable(value) };
      return faults.add(path, 'DQ_RULE_VALUE', `${op} needs a text that is not empty`, isNumber(value) ? `"${value}"` : undefined);
    case 'before':
    case 'after':
      if (typeof value === 'string' && parseMoment(value, 'UTC') !== null) return { op, value };
      return faults.add(path, 'DQ_RULE_DATE', `${op} needs an ISO date or date-time`, '2026-01-31 or 2026-01-31T08:00:00+08:00');
    case 'withinLast':
    case 'withinNext':
      return orNull(durationAt(value, path, faults), (duration) => ({ op, value: duration }));
  }
}

/** Reads `op` and `value` of a condition on a computed number. */
export function numberTestAt(json: JsonRecord, place: string, faults: Faults): NumberTest | null {
  const before = faults.details.length;
  const test = testAt(json, place, faults);
  if (test === null) return null;
  const number = asNumberTest(test);
  if (number !== null) return number;
  if (faults.details.length > before) return null;
  return faults.add(at(place, 'value'), 'DQ_RULE_VALUE', 'what is computed here is a number and is compared with numbers');
}

function asNumberTest(test: Test): NumberTest | null {
  switch (test.op) {
    case 'exists':
    case 'missing':
      return { op: test.op };
    case 'eq':
    case 'ne':
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return typeof test.value === 'number' ? { op: test.op, value: test.value } : null;
    case 'between':
      return typeof test.low === 'number' && typeof test.high === 'number' ? { op: 'between', low: test.low, high: test.high } : null;
    case 'in':
    case 'nin':
      return test.values.every(isNumber) ? { op: test.op, values: test.values.filter(isNumber) } : null;
    default:
      return null;
  }
}

function noValue(op: 'exists' | 'missing', json: JsonRecord, path: string, faults: Faults): Test | null {
  return 'value' in json ? faults.add(path, 'DQ_RULE_VALUE', `${op} takes no value`) : { op };
}

function scalarAt(json: unknown, path: string, faults: Faults): Scalar | null {
  if (typeof json === 'string') return storable(json);
  if (typeof json === 'boolean' || isNumber(json)) return json;
  return faults.add(path, 'DQ_RULE_VALUE', `a text, number or boolean is expected, not ${kindOf(json)}`, json === null ? '{"op": "missing"}' : undefined);
}

function orderedAt(json: unknown, path: string, faults: Faults): string | number | null {
  if (typeof json === 'string') return storable(json);
  if (isNumber(json)) return json;
  return faults.add(path, 'DQ_RULE_VALUE', `a number or text is expected, not ${kindOf(json)}`);
}

function betweenAt(json: unknown, path: string, faults: Faults): Test | null {
  if (!Array.isArray(json) || json.length !== 2) return faults.add(path, 'DQ_RULE_VALUE', 'between needs a list of two values, both ends included', '[10, 20]');
  const low = orderedAt(json[0], at(path, 0), faults);
  const high = orderedAt(json[1], at(path, 1), faults);
  if (low === null || high === null) return null;
  if (typeof low !== typeof high) return faults.add(path, 'DQ_RULE_VALUE', 'both ends must be numbers, or both texts');
  return { op: 'between', low, high };
}

function scalarsAt(json: unknown, path: string, faults: Faults): readonly Scalar[] | null {
  const list = listAt(json, path, faults);
  if (list === null) return null;
  if (list.length > maxValues) return faults.add(path, 'DQ_RULE_TOO_LARGE', `a list here has at most ${maxValues} values`);
  const values = list.map((item, index) => scalarAt(item, at(path, index), faults));
  return values.every((value) => value !== null) ? values : null;
}

function orNull<A, B>(value: A | null, make: (value: A) => B): B | null {
  return value === null ? null : make(value);
}
