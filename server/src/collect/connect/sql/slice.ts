import type { QueryPull } from '@danqing/contracts';
import type { Position, Start } from '../position.ts';
import type { Spool } from '../spool.ts';
import { jsonOf, type SqlColumn, type SqlRow } from './column.ts';
import type { KnownRows } from './known-rows.ts';
import type { SqlReader } from './reader.ts';
import { rowColumn, rowId, rowMark } from './row-id.ts';
import { orderOf, selectAll, selectFrom, selectNewest } from './statement.ts';

/** What is imported at once: a piece that is soon in the log, so that a run which is interrupted repeats little. */
export interface SliceLimits {
  readonly rows: number;
  readonly bytes: number;
}
export const usualLimits: SliceLimits = { rows: 200_000, bytes: 256 * 1024 * 1024 };

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
  /** Names the place within ids. */
  readonly place: string;
  readonly start: Start;
  readonly limits: SliceLimits;
  /** Follows a row's id: what rows say of people is said anew when everything is read again. */
  readonly suffix: string;
}

/** The next rows by their column, in order. A slice ends where the value changes, or anywhere when a key tells equal values apart: nothing at its border is lost. */
export async function readNewRows(reader: SqlReader, { pull, place, start, limits, suffix }: SliceTask, spool: Spool): Promise<Slice> {
  const columns = await reader.describe(pull.query);
  const order = orderOf(columns, { column: pull.column ?? '', key: pull.key });
  const [at, keyAt] = [columns.indexOf(order.column), order.key === undefined ? -1 : columns.indexOf(order.key)];
  const writer = rowWriter(columns, place, spool);
  const positionOf = (row: SqlRow): Position => ({ value: row[at] ?? '', key: keyAt < 0 ? null : (row[keyAt] ?? null) });
  let last: SqlRow | undefined;
  let read = 0;
  for await (const page of reader.pages(selectFrom(reader.dialect, pull.query, order, start))) {
    for (const row of page) {
      const isFull = read >= limits.rows || spool.bytes() >= limits.bytes;
      if (isFull && last !== undefined && (keyAt >= 0 || row[at] !== last[at])) {
        return { read, written: read, position: positionOf(last), isMore: true };
      }
      writer.write(row, `${writer.idOf(row)}${suffix}`);
      last = row;
      read++;
    }
    await spool.settle();
  }
  return { read, written: read, position: last === undefined ? null : positionOf(last), isMore: false };
}

/** The newest value of the column of order. */
export async function readNewest(reader: SqlReader, { query, column, key }: QueryPull): Promise<string | null> {
  const order = orderOf(await reader.describe(query), { column: column ?? '', key });
  return await reader.value(selectNewest(reader.dialect, query, order.column));
}

export interface FullRead {
  readonly pull: QueryPull;
  readonly place: string;
  /**
   * Follows a row's id. A row that is again as it once was has changed since: what it says of somebody is said anew, so the read's own number follows. An event that has
   * happened has happened: nothing does.
   */
  readonly suffix: string;
}

/** Every row of a query; those that were the same at the last full read are left out. */
export async function readAllRows(reader: SqlReader, { pull, place, suffix }: FullRead, known: KnownRows, spool: Spool): Promise<Slice> {
  const columns = await reader.describe(pull.query);
  const writer = rowWriter(columns, place, spool);
  let read = 0;
  let written = 0;
  for await (const page of reader.pages(selectAll(pull.query))) {
    for (const row of page) {
      read++;
      const id = writer.idOf(row);
      const mark = rowMark(id);
      known.add(mark);
      if (known.has(mark)) continue;
      writer.write(row, `${id}${suffix}`);
      written++;
    }
    await spool.settle();
  }
  return { read, written, position: null, isMore: false };
}
