import {
  type ImportArithmetic,
  importArithmetic,
  importCellTypes,
  type ImportCellType,
  importFolds,
  type ImportFold,
  type ImportOperand,
  type ImportValue,
} from '@danqing/contracts';
import { isJsonObject, type JsonObject, nearest } from '#kernel';
import type { ColumnUses } from './columns.ts';
import { refuseOthers } from './condition.ts';
import { type FaultList, pointer } from './faults.ts';

const forms = ['column', 'value', 'count', ...importFolds, ...importArithmetic];
const isFold = (name: string): name is ImportFold => importFolds.some((fold) => fold === name);
const isArithmetic = (name: string): name is ImportArithmetic => importArithmetic.some((operation) => operation === name);
const isCellType = (name: unknown): name is ImportCellType => importCellTypes.some((type) => type === name);

/** Reads one value of an event; `path` is where it stands. Undefined when it cannot be understood. */
export function parseValue(json: unknown, path: string, faults: FaultList, uses: ColumnUses): ImportValue | undefined {
  if (!isJsonObject(json))
    return void faults.add(
      path,
      'not_an_object',
      'a value is {"column": …}, {"value": …}, {"sum": …}, {"multiply": […]}, …',
      typeof json === 'string' ? `{"column": "${json}"}` : undefined,
    );
  const form = Object.keys(json).find((name) => forms.includes(name));
  if (form === undefined) {
    const [first = ''] = Object.keys(json);
    return void faults.add(path, 'unknown_form', `a value has one of ${forms.join(', ')}`, nearest(first, forms));
  }
  refuseOthers(json, form === 'column' ? ['column', 'type'] : [form], path, faults);
  return valueOf(form, json, path, faults, uses);
}

function valueOf(form: string, json: JsonObject, path: string, faults: FaultList, uses: ColumnUses): ImportValue | undefined {
  const inner = json[form];
  const at = pointer(path, form);
  if (form === 'column') return columnValue(json, path, faults, uses);
  if (form === 'value') {
    if (typeof inner === 'string' || typeof inner === 'number' || typeof inner === 'boolean') return { value: inner };
    return void faults.add(at, 'wrong_value', 'a constant is a text, a number or a boolean');
  }
  if (form === 'count') {
    if (inner === true) return { count: true };
    if (typeof inner !== 'string') return void faults.add(at, 'wrong_value', 'count is true (rows) or a column (its known cells)');
    uses.add(inner, at);
    return { count: inner };
  }
  if (isFold(form)) {
    const operand = parseOperand(inner, at, faults, uses);
    return operand === undefined ? undefined : { [form]: operand };
  }
  return isArithmetic(form) ? parseArithmetic(form, inner, at, faults, uses) : undefined;
}

function columnValue(json: JsonObject, path: string, faults: FaultList, uses: ColumnUses): ImportValue | undefined {
  const { column, type } = json;
  if (typeof column !== 'string') return void faults.add(pointer(path, 'column'), 'wrong_value', "a column's name is a text");
  uses.add(column, pointer(path, 'column'));
  if (type === undefined) return { column };
  if (!isCellType(type)) return void faults.add(pointer(path, 'type'), 'unknown_type', `the types are ${importCellTypes.join(', ')}`);
  return { column, type };
}

function parseOperand(json: unknown, path: string, faults: FaultList, uses: ColumnUses, depth = 0): ImportOperand | undefined {
  if (typeof json === 'number' && Number.isFinite(json)) return json;
  if (typeof json === 'string') {
    uses.add(json, path);
    return json;
  }
  if (isJsonObject(json) && depth < 16) {
    const [name = '', ...others] = Object.keys(json);
    if (name === 'column' && typeof json['column'] === 'string' && others.length === 0)
      return parseOperand(json['column'], pointer(path, 'column'), faults, uses);
    if (isArithmetic(name) && others.length === 0) return parseArithmetic(name, json[name], pointer(path, name), faults, uses, depth + 1);
  }
  return void faults.add(path, 'wrong_operand', `here stands a column's name, a number, or arithmetic: ${importArithmetic.join(', ')}`);
}

function parseArithmetic(
  name: ImportArithmetic,
  json: unknown,
  path: string,
  faults: FaultList,
  uses: ColumnUses,
  depth = 0,
): { readonly [Name in ImportArithmetic]?: readonly ImportOperand[] } | undefined {
  if (!Array.isArray(json) || json.length < 2) return void faults.add(path, 'not_a_list', `${name} takes a list of at least two columns or numbers`);
  const operands = json.flatMap((operand: unknown, index) => parseOperand(operand, pointer(path, index), faults, uses, depth) ?? []);
  return operands.length === json.length ? { [name]: operands } : undefined;
}
