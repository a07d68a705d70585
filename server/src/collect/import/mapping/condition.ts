import { type ImportCondition, operators, type Operator } from '@danqing/contracts';
import { isJsonObject, type JsonObject, nearest } from '#kernel';
import { type FaultList, pointer } from './faults.ts';
import type { ColumnUses } from './columns.ts';

const isOperator = (name: unknown): name is Operator => operators.some((operator) => operator === name);
const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));
const units: readonly unknown[] = ['minute', 'hour', 'day', 'week', 'month'];

/** Reads a condition on one row; faults go to `faults`, columns to `uses`. Undefined when it cannot be understood. */
export function parseCondition(json: unknown, path: string, faults: FaultList, uses: ColumnUses, depth = 0): ImportCondition | undefined {
  if (depth > 32) return void faults.add(path, 'too_deep', 'conditions nest at most 32 levels deep');
  if (!isJsonObject(json)) return void faults.add(path, 'not_an_object', 'a condition is {"column", "op", "value"}, {"all": […]}, {"any": […]} or {"not": …}');
  if ('all' in json || 'any' in json) return parseBranches(json, path, faults, uses, depth);
  if ('not' in json) {
    refuseOthers(json, ['not'], path, faults);
    const inner = parseCondition(json['not'], pointer(path, 'not'), faults, uses, depth + 1);
    return inner === undefined ? undefined : { not: inner };
  }
  return parseTest(json, path, faults, uses);
}

function parseBranches(json: JsonObject, path: string, faults: FaultList, uses: ColumnUses, depth: number): ImportCondition | undefined {
  const name = 'all' in json ? 'all' : 'any';
  refuseOthers(json, [name], path, faults);
  const branches: unknown = json[name];
  if (!Array.isArray(branches)) return void faults.add(pointer(path, name), 'not_a_list', `"${name}" is a list of conditions`);
  const parsed = branches.flatMap((branch: unknown, index) => parseCondition(branch, pointer(pointer(path, name), index), faults, uses, depth + 1) ?? []);
  return name === 'all' ? { all: parsed } : { any: parsed };
}

function parseTest(json: JsonObject, path: string, faults: FaultList, uses: ColumnUses): ImportCondition | undefined {
  refuseOthers(json, ['column', 'op', 'value'], path, faults);
  const { column, op, value } = json;
  if (typeof column !== 'string') return void faults.add(pointer(path, 'column'), 'missing', 'say which column is looked at');
  uses.add(column, pointer(path, 'column'));
  if (!isOperator(op)) {
    const known = typeof op === 'string' ? nearest(op, operators) : undefined;
    return void faults.add(pointer(path, 'op'), 'unknown_operator', `the operators are ${operators.join(', ')}`, known);
  }
  const wrong = wrongOperand(op, value);
  if (wrong !== undefined) return void faults.add(pointer(path, 'value'), 'wrong_value', `${op} ${wrong}`);
  return { column, op, ...(value === undefined ? {} : { value }) };
}

interface OperandForm {
  readonly words: string;
  fits(value: unknown): boolean;
}

const forms: readonly (OperandForm & { readonly of: readonly Operator[] })[] = [
  { of: ['exists', 'missing'], words: 'no value', fits: (value) => value === undefined },
  { of: ['in', 'nin'], words: 'a list of texts, numbers or booleans', fits: (value) => Array.isArray(value) && value.length > 0 && value.every(isScalar) },
  { of: ['between'], words: '[from, to], two numbers or two texts', fits: (value) => Array.isArray(value) && value.length === 2 && isPair(value[0], value[1]) },
  { of: ['contains', 'ncontains', 'startsWith', 'endsWith'], words: 'a text', fits: (value) => typeof value === 'string' && value !== '' },
  { of: ['before', 'after'], words: 'an ISO date or date-time', fits: (value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value) },
  {
    of: ['withinLast', 'withinNext'],
    words: '{"n": 30, "unit": "day"}; units are minute, hour, day, week, month',
    fits: (value) => isJsonObject(value) && typeof value['n'] === 'number' && units.includes(value['unit']),
  },
];
const scalarForm: OperandForm = { words: 'a text, a number or a boolean', fits: isScalar };

/** What is wrong with an operator's value, or undefined. */
function wrongOperand(op: Operator, value: unknown): string | undefined {
  const form = forms.find(({ of }) => of.includes(op)) ?? scalarForm;
  return form.fits(value) ? undefined : `takes ${form.words}`;
}

const isPair = (a: unknown, b: unknown): boolean => (typeof a === 'number' && typeof b === 'number') || (typeof a === 'string' && typeof b === 'string');

/** A name that nothing reads is a mistake of the one who wrote it. */
export function refuseOthers(json: JsonObject, known: readonly string[], path: string, faults: FaultList): void {
  for (const name of Object.keys(json)) {
    if (!known.includes(name))
      faults.add(pointer(path, name), 'unknown_name', `"${name}" means nothing here; known: ${known.join(', ')}`, nearest(name, known));
  }
}
