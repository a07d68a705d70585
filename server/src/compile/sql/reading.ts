import type { EvaluationContext, ListPaths } from '../context.ts';
import type { Path } from '../rule.ts';
import { quoted } from './binder.ts';

/** How a stored value is reached in SQL: as one text, as a list whose elements each may satisfy a condition, or both. */
export interface Reading {
  /** The exact text; null where only a list can be. */
  readonly text: string | null;
  /** What is unknown is NULL in a nullable text, '' in one that is not. */
  readonly isNullable: boolean;
  /** A Nullable(Float64) that holds the value's number already. */
  readonly number: string | null;
  /** An Array(Nullable(String)) or Array(String). */
  readonly list: string | null;
  /** Whether anything known is there, objects and arrays too; null: the text or a list that is not empty says so. */
  readonly exists: string | null;
}

/** A column of JSON in the flat form of kernel/flatten.ts. */
export type JsonColumn = 'properties' | 'traits' | 'attributes';

const column = (json: JsonColumn, parts: readonly string[], type: string): string => `${json}.${parts.map(quoted).join('.')}.:${type}`;
const listType = '`Array(Nullable(String))`';

/** The list under a path whose list is marked: products[].sku. */
export const listColumn = (json: JsonColumn, parts: readonly string[]): string => column(json, parts, listType);

/** The mark of the object or array at a path whose last part may be marked as a list. */
export const nodeColumn = (json: JsonColumn, parts: readonly string[]): string =>
  column(json, [...parts.slice(0, -1), `${(parts.at(-1) ?? '').replace(/\[\]$/, '')}{}`], 'String');

const withSuffix = (parts: readonly string[], suffix: string): readonly string[] => [...parts.slice(0, -1), `${parts.at(-1) ?? ''}${suffix}`];

/**
 * A path in a JSON column of flat texts (kernel/flatten.ts). An array of scalars behaves as `a[]`, so a plain path reads the list beside the
 * text unless no row is known to have one: four conditions on traits of 5 million profiles take 970 ms of CPU with their lists, 510 without.
 */
export function jsonReading(json: JsonColumn, path: Path, lists: ListPaths | undefined): Reading {
  if (path.isList) return { text: null, isNullable: true, number: null, list: listColumn(json, path.parts), exists: null };
  const text = column(json, path.parts, 'String');
  const node = column(json, withSuffix(path.parts, '{}'), 'String');
  const canBeList = lists === undefined || json === 'attributes' || lists[json].has(`${path.text}[]`);
  return {
    text,
    isNullable: true,
    number: null,
    list: canBeList ? column(json, withSuffix(path.parts, '[]'), listType) : null,
    exists: `(isNotNull(${text}) OR isNotNull(${node}))`,
  };
}

/** A trait in the mirror: by its typed columns where it has them and is known to be no list, otherwise in the JSON. */
export function traitReading(path: Path, { listPaths, traitColumns }: Pick<EvaluationContext, 'listPaths' | 'traitColumns'>): Reading {
  const reading = jsonReading('traits', path, listPaths);
  const column = reading.list === null ? traitColumns?.get(path.text) : undefined;
  return column === undefined ? reading : { ...reading, ...column };
}

/** A column of texts in which '' is unknown. */
export const columnReading = (name: string): Reading => ({ text: name, isNullable: false, number: null, list: null, exists: null });

/** The number that a text is, and NULL for every other text; exactly kernel's numberOf. */
export const numberSql = (text: string): string => `if(match(${text}, '^[+-]?[0-9]+([.][0-9]+)?([eE][+-]?[0-9]+)?$'), toFloat64OrNull(${text}), NULL)`;
