import { isJsonObject, type JsonObject, type JsonValue } from '#kernel';
import type { Cells } from '../row.ts';

/**
 * A document's cells by dotted paths. A path with `[]` (`items[].sku`) goes into a list of objects: the document then makes a row for each of them, with everything else repeated, as an order's
 * lines do in a table. One list of a document is laid out so: the one that most columns name; of another, a column has the list of what its elements hold.
 */
export interface Flattener {
  /** A document's rows: one, or as many as the list has elements, one at least. */
  rowsOf(document: JsonObject): readonly Cells[];
}

interface Path {
  readonly column: string;
  readonly steps: readonly string[];
  /** Below the elements of the list that is laid out. */
  readonly inner: readonly string[] | undefined;
}

const mark = '[]';

export function flattener(columns: readonly string[]): Flattener {
  const lists = new Map<string, number>();
  for (const column of columns) {
    const at = column.indexOf(mark);
    if (at !== -1) lists.set(column.slice(0, at), (lists.get(column.slice(0, at)) ?? 0) + 1);
  }
  const most = Math.max(0, ...lists.values());
  const laidOut = [...lists].find(([, count]) => count === most)?.[0];
  const listSteps = laidOut === undefined ? undefined : stepsOf(laidOut);
  const paths = columns.map((column): Path => {
    const isInner = laidOut !== undefined && column.startsWith(`${laidOut}${mark}`);
    return {
      column,
      steps: stepsOf(column),
      inner: isInner ? stepsOf(column.slice(laidOut.length + mark.length)) : undefined,
    };
  });
  return {
    rowsOf: (document) => {
      const outer = paths.map(({ column, steps, inner }) => (inner === undefined ? cellAt(document, column, steps) : null));
      const list = listSteps === undefined ? undefined : valueAt(document, listSteps);
      if (!Array.isArray(list) || list.length === 0) return [outer];
      return list.map((element: JsonValue) => paths.map(({ inner }, index) => (inner === undefined ? (outer[index] ?? null) : valueAt(element, inner))));
    },
  };
}

const stepsOf = (path: string): readonly string[] => path.split('.').filter((step) => step !== '');

function cellAt(document: JsonObject, column: string, steps: readonly string[]): JsonValue {
  return Object.hasOwn(document, column) ? (document[column] ?? null) : valueAt(document, steps);
}

/** What stands at the end of a path; of a list on the way, all that its elements have there. */
function valueAt(value: JsonValue, steps: readonly string[]): JsonValue {
  let found = value;
  for (const [index, step] of steps.entries()) {
    const isList = step.endsWith(mark);
    const name = isList ? step.slice(0, -mark.length) : step;
    if (!isJsonObject(found) || !Object.hasOwn(found, name)) return null;
    found = found[name] ?? null;
    if (!isList) continue;
    if (!Array.isArray(found)) return null;
    const values = found.map((element: JsonValue) => valueAt(element, steps.slice(index + 1))).filter((one) => one !== null);
    return values.length === 0 ? null : values;
  }
  return found;
}

const deepest = 4;

/** The columns that documents have, in the order in which they come: paths into objects, and into the list of objects that has the most elements. */
export function columnsOf(documents: Iterable<JsonObject>): readonly string[] {
  const names = new Map<string, Set<string>>();
  const elements = new Map<string, number>();
  const add = (object: JsonObject, prefix: string, list: string, depth: number): void => {
    for (const [name, value] of Object.entries(object)) {
      const path = `${prefix}${name}`;
      if (isJsonObject(value) && depth < deepest) add(value, `${path}.`, list, depth + 1);
      else if (list === '' && isListOfObjects(value)) {
        elements.set(path, (elements.get(path) ?? 0) + value.length);
        for (const element of value) if (isJsonObject(element)) add(element, `${path}${mark}.`, path, depth + 1);
      } else names.set(path, (names.get(path) ?? new Set()).add(list));
    }
  };
  for (const document of documents) add(document, '', '', 0);
  const most = Math.max(0, ...elements.values());
  const laidOut = [...elements].find(([, count]) => count === most)?.[0];
  const own = [...names].filter(([path, lists]) => !elements.has(path) && (lists.has('') || lists.has(laidOut ?? ''))).map(([path]) => path);
  // Another list stays whole.
  return [...own, ...[...elements.keys()].filter((path) => path !== laidOut && !own.includes(path))];
}

const isListOfObjects = (value: JsonValue | undefined): value is readonly JsonValue[] => Array.isArray(value) && value.length > 0 && value.every(isJsonObject);
