import { isJsonObject, type JsonValue } from '#kernel';
import type { Row } from '../../import/read/row.ts';
import { valueAtPath } from './body.ts';
import { isList } from './lists.ts';

/** Elements of one list that are read: far more than an order has lines. */
const maxRows = 2_000;

type Read = (body: JsonValue) => JsonValue | undefined;

/** A path into a body. `lines[].sku` reads of each element of `lines`, a row each; everything else stands in the first row, so that sums count it once. */
export interface HookColumn {
  readonly path: string;
  /** The list, and what is read of its elements; undefined where the path goes through no list. */
  readonly list: { readonly path: string; readonly inner: string } | undefined;
}

export function columnOf(path: string): HookColumn {
  const at = path.indexOf('[]');
  return at === -1 ? { path, list: undefined } : { path, list: { path: path.slice(0, at), inner: path.slice(at + 2).replace(/^\./, '') } };
}

const isJson = (value: unknown): value is JsonValue => value !== undefined;
const at = (value: unknown, path: string): JsonValue => {
  const found = path === '' ? value : valueAtPath(value, path);
  return isJson(found) ? found : null;
};

const listAt = (body: JsonValue, path: string): readonly JsonValue[] => {
  const found = path === '' ? body : at(body, path);
  if (isList(found)) return found.slice(0, maxRows);
  // XML of one line has no list.
  return isJsonObject(found) ? [found] : [];
};

/** A body as the rows of a little table: as many as its longest list that is read has elements, at least one. */
export function rowsOf(body: JsonValue, columns: readonly HookColumn[]): readonly Row[] {
  const lists = new Map<string, readonly JsonValue[]>();
  for (const { list } of columns) if (list !== undefined && !lists.has(list.path)) lists.set(list.path, listAt(body, list.path));
  const count = Math.max(1, ...[...lists.values()].map((list) => list.length));
  const readers = columns.map(({ path, list }): readonly Read[] => {
    if (list === undefined) return [(whole) => at(whole, path)];
    const elements = lists.get(list.path) ?? [];
    return elements.map(
      (element): Read =>
        () =>
          at(element, list.inner),
    );
  });
  return Array.from({ length: count }, (_, index) => ({
    number: index + 1,
    cells: readers.map((reads): JsonValue => reads[index]?.(body) ?? null),
  }));
}
