import type { QueryPull } from '@danqing/contracts';
import type { Position, Start } from '../position.ts';
import type { Spool } from '../spool.ts';
import { findBorder, type Fullness } from './border.ts';
import { jsonOf, type SqlColumn, type SqlRow } from './column.ts';
import { groupsOf } from './groups.ts';
import type { KnownRows } from './known-rows.ts';
import { pageRows, type SqlReader } from './reader.ts';
import { rowColumn, rowId, rowMark } from './row-id.ts';
import { orderOf, selectAll, selectFrom, selectNewest } from './statement.ts';

/** What is imported at once: a piece that is soon in the log, so that a run which is interrupted repeats little. */
export interface SliceLimits {
  readonly rows: number;
  readonly bytes: number;
  /** Where rows are grouped: so many rows behind a slice are looked at for one that belongs to a group of it. */
  readonly ahead: number;
}
export const usualLimits: SliceLimits = { rows: 200_000, bytes: 256 * 1024 * 1024, ahead: pageRows };
/** A slice that is so many times as large because a group does not end is refused. */
const mostTimes = 2;

export interface Slice {
  /** Rows that came; those of them that go on. */
  readonly read: number;
  readonly written: number;
  /** Up to where this slice has everything; null: no row came, or the query is read in full. */
  readonly position: Position | null;
  /** There is more behind it. */
  readonly isMore: boolean;
}

/** Writes rows as JSON lines: every column, and the row's id. */
function rowWriter(columns: readonly SqlColumn[], place: string, spool: Spool) {
  const names = columns.map(({ name }) => JSON.stringify(name));
  const lineOf = (row: SqlRow, id: string): string =>
    `{${columns.map((column, index) => `${names[index]}:${JSON.stringify(jsonOf(column, row[index] ?? null))},`).join('')}"${rowColumn}":"${id}"}`;
  return { idOf: (row: SqlRow) => rowId(place, row), write: (row: SqlRow, id: string) => spool.line(lineOf(row, id)) };
}

export interface SliceTask {
  readonly pull: QueryPull;
  /** The mapping's: the column whose equal values make one message. */
  readonly group: string | undefined;
  /** Names the place within ids. */
  readonly place: string;
  readonly start: Start;
  readonly limits: SliceLimits;
  /** Follows a row's id: what rows say of people is said anew when everything is read again. */
  readonly suffix: string;
}

/** The next rows by their column, in order. A slice ends where the value changes, or anywhere when a key tells equal values apart, and never within a group: nothing at its border is lost. */
export async function readNewRows(reader: SqlReader, { pull, group, place, start, limits, suffix }: SliceTask, spool: Spool): Promise<Slice> {
  const columns = await reader.describe(pull.query);
  const order = orderOf(columns, { column: pull.column ?? '', key: pull.key });
  const [at, keyAt] = [columns.indexOf(order.column), order.key === undefined ? -1 : columns.indexOf(order.key)];
  const writer = rowWriter(columns, place, spool);
  const keyOf = (row: SqlRow): string | null => (keyAt < 0 ? null : (row[keyAt] ?? null));
  const positionOf = (row: SqlRow): Position => ({ value: row[at] ?? '', key: keyOf(row) });
  const border = findBorder({
    // A key that is empty, or the same twice, tells nothing apart.
    isApart: (before, after) => before[at] !== after[at] || (keyOf(before) !== null && keyOf(after) !== null && keyOf(before) !== keyOf(after)),
    groupsOf: groupsOf(columns, group),
    ahead: group === undefined ? 0 : limits.ahead,
  });
  const isAbove = (times: number): boolean => read >= limits.rows * times || spool.bytes() >= limits.bytes * times;
  const fullness = (): Fullness => (isAbove(mostTimes) ? 'over' : isAbove(1) ? 'enough' : 'room');
  let last: SqlRow | undefined;
  let read = 0;
  const write = (rows: readonly SqlRow[]): void => {
    for (const row of rows) writer.write(row, `${writer.idOf(row)}${suffix}`);
    read += rows.length;
    last = rows.at(-1) ?? last;
  };
  const sliceOf = (isMore: boolean): Slice => ({ read, written: read, position: last === undefined ? null : positionOf(last), isMore });
  for await (const page of reader.pages(selectFrom(reader.dialect, pull.query, order, start))) {
    for (const row of page) {
      const taken = border.take(row, fullness());
      if (taken === undefined) return sliceOf(true);
      write(taken);
    }
    await spool.settle();
  }
  write(border.rest());
  return sliceOf(false);
}

/** The newest value of the column of order. */
export async function readNewest(reader: SqlReader, { query, column, key }: QueryPull): Promise<string | null> {
  const order = orderOf(await reader.describe(query), { column: column ?? '', key });
  return await reader.value(selectNewest(reader.dialect, query, order.column));
}

export interface FullRead {
  readonly pull: QueryPull;
  /** Rows make messages together: what has changed is not said without what has not. */
  readonly isGrouped: boolean;
  readonly place: string;
  /**
   * Follows a row's id. A row that is again as it once was has changed since: what it says of somebody is said anew, so the read's own number follows. An event that has
   * happened has happened: nothing does.
   */
  readonly suffix: string;
}

/** Every row of a query; those that were the same at the last full read are left out, where rows are grouped only all of them together. */
export async function readAllRows(reader: SqlReader, { pull, isGrouped, place, suffix }: FullRead, known: KnownRows, spool: Spool): Promise<Slice> {
  const columns = await reader.describe(pull.query);
  const writer = rowWriter(columns, place, spool);
  let read = 0;
  let changed = 0;
  for await (const page of reader.pages(selectAll(pull.query))) {
    for (const row of page) {
      read++;
      const id = writer.idOf(row);
      const mark = rowMark(id);
      known.add(mark);
      if (!known.has(mark)) changed++;
      else if (!isGrouped) continue;
      writer.write(row, `${id}${suffix}`);
    }
    await spool.settle();
  }
  return { read, written: isGrouped && changed > 0 ? read : changed, position: null, isMore: false };
}
