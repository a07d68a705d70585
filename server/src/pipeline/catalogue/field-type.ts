import { isJsonObject, type JsonObject, type JsonValue } from '#kernel';

/** What was sent at a path: its JSON type, texts told apart by what they look like. */
export type FieldType = 'texts' | 'numerals' | 'dates' | 'numbers' | 'booleans' | 'lists' | 'empties';

export const fieldTypes: readonly FieldType[] = ['texts', 'numerals', 'dates', 'numbers', 'booleans', 'lists', 'empties'];

const numeral = /^[+-]?\d{1,15}(\.\d+)?([eE][+-]?\d+)?$/;
const isoDate = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}.*)?$/;

function typeOfText(text: string): FieldType {
  if (text.trim() === '') return 'empties';
  if (numeral.test(text)) return 'numerals';
  return isoDate.test(text) ? 'dates' : 'texts';
}

/** Of a leaf: a scalar, a list or nothing. */
export function fieldTypeOf(value: JsonValue): FieldType {
  if (typeof value === 'string') return typeOfText(value);
  if (typeof value === 'number') return 'numbers';
  if (typeof value === 'boolean') return 'booleans';
  return Array.isArray(value) && value.length > 0 ? 'lists' : 'empties';
}

const deepest = 6;

/** Every leaf of an object by its path as rules write it: dots nest, elements of a list of objects stand under `path[]`. */
export function visitLeaves(object: JsonObject, visit: (path: string, type: FieldType) => void, prefix = '', depth = 0): void {
  for (const name in object) {
    const value = object[name] ?? null;
    const path = prefix === '' ? name : `${prefix}.${name}`;
    if (Array.isArray(value)) {
      visit(path, fieldTypeOf(value));
      const first: unknown = value[0];
      if (isJsonObject(first) && depth < deepest) visitLeaves(first, visit, `${path}[]`, depth + 1);
    } else if (isJsonObject(value)) {
      if (depth < deepest) visitLeaves(value, visit, path, depth + 1);
    } else visit(path, fieldTypeOf(value));
  }
}
