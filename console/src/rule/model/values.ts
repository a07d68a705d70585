import type { FieldTypeName, OperandJson, Operator, ScalarJson } from '@danqing/contracts';
import type { Test } from './forms.ts';

/** What a field holds, as far as it decides what may be asked of it. */
export type ValueType = 'text' | 'number' | 'boolean' | 'date' | 'list' | 'unknown';

const types: Readonly<Record<FieldTypeName, ValueType>> = {
  text: 'text',
  numeric_text: 'number',
  date_text: 'date',
  number: 'number',
  boolean: 'boolean',
  list: 'list',
};
export const valueTypeOf = (type: FieldTypeName | null | undefined): ValueType => (type === null || type === undefined ? 'unknown' : types[type]);

const known = ['exists', 'missing'] as const;
const order = ['gte', 'lte', 'gt', 'lt', 'between'] as const;
const likeness = ['eq', 'ne', 'in', 'nin'] as const;
const parts = ['contains', 'ncontains', 'startsWith', 'endsWith'] as const;
const dates = ['withinLast', 'withinNext', 'before', 'after'] as const;

const offered: Readonly<Record<ValueType, readonly Operator[]>> = {
  text: ['in', 'nin', 'eq', 'ne', ...parts, ...known],
  number: [...order, ...likeness, ...known],
  boolean: ['eq', 'ne', ...known],
  date: [...dates, ...known],
  list: ['in', 'nin', 'contains', 'ncontains', ...known],
  unknown: ['in', 'nin', 'eq', 'ne', ...order, ...parts, ...dates, ...known],
};

/** The operators that make sense for a field; one that the rule has already stays to be chosen. */
export function operatorsFor(type: ValueType, current?: Operator): readonly Operator[] {
  return current === undefined || offered[type].includes(current) ? offered[type] : [current, ...offered[type]];
}

/** What a computed number can be compared by. */
export const numberOperators: readonly Operator[] = ['gte', 'lte', 'eq', 'gt', 'lt', 'between', 'ne', 'in', 'nin', 'exists', 'missing'];
export const orderOperators = ['gt', 'gte', 'lt', 'lte', 'eq', 'ne'] as const;

const isDateOperator = (op: Operator): boolean => op === 'before' || op === 'after';
const isWithin = (op: Operator): boolean => op === 'withinLast' || op === 'withinNext';
const isList = (op: Operator): boolean => op === 'in' || op === 'nin';

/** What kind of control a test's value needs. */
export function shapeOf({ op, value }: Test, type: ValueType): 'none' | 'duration' | 'day' | 'list' | 'range' | 'number' | 'boolean' | 'text' {
  if (op === 'exists' || op === 'missing') return 'none';
  if (isWithin(op)) return 'duration';
  if (isDateOperator(op)) return 'day';
  if (isList(op)) return 'list';
  return op === 'between' ? 'range' : scalarShape(value, type);
}

function scalarShape(value: OperandJson | undefined, type: ValueType): 'number' | 'boolean' | 'text' {
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') return 'number';
  const isOpen = value === undefined || value === '';
  return isOpen && (type === 'boolean' || type === 'number') ? type : 'text';
}

/** The test of a field that was just chosen: what is asked most often of such a field. */
export function firstTest(type: ValueType): Test {
  switch (type) {
    case 'number':
      return { op: 'gte', value: '' };
    case 'boolean':
      return { op: 'eq', value: true };
    case 'date':
      return { op: 'withinLast', value: { n: 30, unit: 'day' } };
    default:
      return { op: 'in', value: [] };
  }
}

/** Another operator: the value stays where it still fits. */
export function withOperator({ value }: Test, op: Operator, type: ValueType): Test {
  if (op === 'exists' || op === 'missing') return { op };
  if (isWithin(op)) return { op, value: isDuration(value) ? value : { n: 30, unit: 'day' } };
  const single = isValues(value) ? value[0] : isDuration(value) ? undefined : value;
  if (isList(op)) return { op, value: isValues(value) ? value : single === undefined || single === '' ? [] : [single] };
  if (op === 'between') return { op, value: isValues(value) && value.length === 2 ? value : type === 'number' ? [0, 100] : ['', ''] };
  return { op, value: singleFor(op, single, type) };
}

function singleFor(op: Operator, single: ScalarJson | undefined, type: ValueType): ScalarJson {
  if (type === 'boolean') return typeof single === 'boolean' ? single : true;
  return isDateOperator(op) && typeof single !== 'string' ? '' : (single ?? '');
}

/** Typed text as the value that it means for a field of this type: numbers of number fields compare as numbers. */
export function scalarOf(text: string, type: ValueType): string | number | boolean {
  if (type === 'number' && /^[+-]?\d+(\.\d+)?$/.test(text.trim())) return Number(text);
  return type === 'boolean' && (text === 'true' || text === 'false') ? text === 'true' : text;
}

export const isValues = (value: OperandJson | undefined): value is readonly ScalarJson[] => Array.isArray(value);
export const isDuration = (value: OperandJson | undefined): value is Extract<OperandJson, { readonly unit: unknown }> =>
  typeof value === 'object' && 'unit' in value;
