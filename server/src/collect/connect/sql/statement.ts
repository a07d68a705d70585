import { Fault } from '#kernel';
import type { Start } from '../position.ts';
import type { SqlColumn } from './column.ts';

/** How a database writes what we ask of it. */
export interface Dialect {
  quote(name: string): string;
  /** The nth bound value (from 1). */
  bound(index: number): string;
  /** A bound text as a value of this column's type. */
  cast(bound: string, column: SqlColumn): string;
  /** A value of the column's type less a bound number: seconds of a time, otherwise its own unit. */
  less(value: string, bound: string, column: SqlColumn): string;
}

export interface Statement {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

export interface Order {
  readonly column: SqlColumn;
  readonly key: SqlColumn | undefined;
}

/** The query as a table of its own: on lines of its own, so that a comment at its end ends there. */
export const asTable = (query: string): string => `(\n${query.trim().replace(/(\s*;)+$/, '')}\n) AS q`;

/** All of a query's rows, in whatever order. */
export const selectAll = (query: string): Statement => ({ sql: `SELECT * FROM ${asTable(query)}`, values: [] });

/** The rows from `start` on, in the order of the column (and of the key where values are equal). */
export function selectFrom(dialect: Dialect, query: string, { column, key }: Order, start: Start): Statement {
  const named = (one: SqlColumn): string => `q.${dialect.quote(one.name)}`;
  const values: (string | number)[] = [];
  const bind = (value: string | number): string => dialect.bound(values.push(value));
  const bindAs = (value: string, one: SqlColumn): string => dialect.cast(bind(value), one);
  const where = (): string => {
    if (start.kind === 'beginning') return `${named(column)} IS NOT NULL`;
    const { value, key: keyValue } = start.position;
    if (start.kind === 'since') {
      const from = bindAs(value, column);
      return `${named(column)} >= ${start.lookBack > 0 ? dialect.less(from, bind(start.lookBack), column) : from}`;
    }
    if (key === undefined || keyValue === null) return `${named(column)} > ${bindAs(value, column)}`;
    // Written out, because not every database uses an index for a comparison of rows.
    const reached = `${named(column)} >= ${bindAs(value, column)}`;
    const isPast = `${named(column)} > ${bindAs(value, column)}`;
    return `${reached} AND (${isPast} OR ${named(key)} > ${bindAs(keyValue, key)})`;
  };
  const condition = where();
  const order = [column, ...(key === undefined ? [] : [key])].map(named).join(', ');
  return { sql: `SELECT * FROM ${asTable(query)} WHERE ${condition} ORDER BY ${order}`, values };
}

/** The rows that came last, the latest first: `limit` is ours, not anybody's value. */
export const selectLatest = (dialect: Dialect, query: string, { column }: Order, limit: number): Statement => {
  const name = `q.${dialect.quote(column.name)}`;
  return { sql: `SELECT * FROM ${asTable(query)} WHERE ${name} IS NOT NULL ORDER BY ${name} DESC LIMIT ${limit}`, values: [] };
};

/** The newest value of a column. */
export const selectNewest = (dialect: Dialect, query: string, column: SqlColumn): Statement => ({
  sql: `SELECT max(q.${dialect.quote(column.name)}) AS newest FROM ${asTable(query)}`,
  values: [],
});

/** The columns by which new rows are known. Throws DQ_CONNECTION_COLUMN. */
export function orderOf(columns: readonly SqlColumn[], names: { readonly column: string; readonly key: string | undefined }): Order {
  const find = (name: string, path: string): SqlColumn => {
    const found = columns.find((one) => one.name === name);
    if (found?.cast !== undefined) return found;
    const message =
      found === undefined
        ? `the query gives no column ${name}; it gives ${columns.map((one) => one.name).join(', ')}`
        : `rows cannot be put in order by ${name} (${found.type})`;
    throw new Fault('DQ_CONNECTION_COLUMN', 400, message, { errors: [{ path, code: 'DQ_CONNECTION_COLUMN', message }] });
  };
  return { column: find(names.column, '/pull/column'), key: names.key === undefined ? undefined : find(names.key, '/pull/key') };
}
