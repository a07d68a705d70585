import type { PlanProperty, PlanType } from '@danqing/contracts';
import { isJsonObject, type JsonValue } from '#kernel';
import { safePattern } from '../safe-pattern.ts';

/** What is wrong with a value that is there and not null; undefined: nothing. */
export type ValueTest = (value: JsonValue) => 'type' | 'value' | 'pattern' | 'range' | undefined;

const iso = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[T ](?:[01]\d|2[0-4]):[0-5]\d(?::[0-6]\d(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/i;

const typeTests: Readonly<Record<PlanType, (value: JsonValue) => boolean>> = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  integer: (value) => Number.isInteger(value),
  boolean: (value) => typeof value === 'boolean',
  'date-time': (value) => typeof value === 'string' && iso.test(value),
  object: isJsonObject,
  list: (value) => Array.isArray(value),
  any: () => true,
};

export const isOfType = (type: PlanType, value: JsonValue): boolean => typeTests[type](value);

/** A longer text is not matched: patterns that end fast on a name need not on a novel. */
const longestMatched = 1_000;

/** As `safePattern` takes it, but with capital letters told apart: a plan is read by programs. Undefined when it is not safe. */
function planPattern(text: string): RegExp | undefined {
  const shape = safePattern(text);
  return typeof shape === 'string' ? undefined : new RegExp(shape.source, 'u');
}

/** The test of one value: of the property itself, or of each element of a list. */
export function scalarTest({ values, pattern, minimum, maximum }: PlanProperty, type: PlanType): ValueTest {
  const isRight = typeTests[type];
  const allowed = values === undefined ? undefined : new Set<JsonValue>(values);
  const shape = pattern === undefined ? undefined : planPattern(pattern);
  const low = minimum ?? -Infinity;
  const high = maximum ?? Infinity;
  if (allowed === undefined && shape === undefined && low === -Infinity && high === Infinity) return (value) => (isRight(value) ? undefined : 'type');
  return (value) => {
    if (!isRight(value)) return 'type';
    if (allowed !== undefined && !allowed.has(value)) return 'value';
    if (shape !== undefined && typeof value === 'string' && (value.length > longestMatched || !shape.test(value))) return 'pattern';
    if (typeof value === 'number' && (value < low || value > high)) return 'range';
    return undefined;
  };
}
