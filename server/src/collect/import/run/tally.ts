import type { RejectedRow } from '@danqing/contracts';
import { countRows, firstRows, type RowRanges } from '../plan/row-ranges.ts';

/** The cell for which a row was rejected. */
export interface RejectedCell {
  readonly column: string;
  readonly value: string;
}

/** Sees every row of one kind that did not go in, where the tally keeps counts and the first ones. */
export interface RowSink {
  add(row: number, reason: string, where: RejectedCell | undefined): void;
  /** Reading starts anew. */
  reset(): void;
}

/** Where the rows go that do not go in. */
export interface RowSinks {
  /** Could not be read. */
  readonly rejected?: RowSink;
  /** Left out on purpose, as the mapping says. */
  readonly skipped?: RowSink;
}

/** How an import's rows end: rows = used + Σ skipped + rejectedCount, at every look. */
export interface Tally {
  rows: number;
  used: number;
  readonly skipped: Map<string, number>;
  rejectedCount: number;
  /** By column of which numbers are made: the cells of used rows that are none. */
  readonly notNumbers: Map<string, NotNumbers>;
  /** What was mended, or has to be known of the file, counted by its name. */
  readonly noticed: Map<string, number>;
  /** Events made. */
  made: number;
  readonly byEvent: Map<string, number>;
  use(): void;
  skip(row: number, reason: string): void;
  reject(row: number, reason: string, where?: RejectedCell): void;
  /** Rows that were counted as used turn out to make no event. */
  rejectUsed(rows: RowRanges, reason: string, where?: RejectedCell): void;
  notNumber(column: string, text: string): void;
  notice(name: string, count: number): void;
  make(event: string): void;
  /** The first 1,000, by row. */
  rejected(): readonly RejectedRow[];
  /** Reading starts anew. */
  reset(): void;
}

interface NotNumbers {
  count: number;
  readonly examples: string[];
}

const shownTexts = 3;
const shownLength = 40;
const keptRows = 1000;
const byRow = (a: RejectedRow, b: RejectedRow): number => a.row - b.row;

export function createTally({ rejected: sink, skipped }: RowSinks = {}): Tally {
  let rejected: RejectedRow[] = [];
  const keep = (row: number, reason: string): void => {
    rejected.push({ row, reason });
    if (rejected.length >= 4 * keptRows) rejected = rejected.sort(byRow).slice(0, keptRows);
  };
  const tally: Tally = {
    rows: 0,
    used: 0,
    skipped: new Map(),
    rejectedCount: 0,
    notNumbers: new Map(),
    noticed: new Map(),
    made: 0,
    byEvent: new Map(),
    use: () => {
      tally.rows++;
      tally.used++;
    },
    skip: (row, reason) => {
      tally.rows++;
      tally.skipped.set(reason, (tally.skipped.get(reason) ?? 0) + 1);
      skipped?.add(row, reason, undefined);
    },
    reject: (row, reason, where) => {
      tally.rows++;
      tally.rejectedCount++;
      keep(row, reason);
      sink?.add(row, reason, where);
    },
    rejectUsed: (rows, reason, where) => {
      const count = countRows(rows);
      tally.used -= count;
      tally.rejectedCount += count;
      for (const row of firstRows(rows, keptRows)) keep(row, reason);
      if (sink !== undefined) for (const row of firstRows(rows, count)) sink.add(row, reason, where);
    },
    notNumber: (column, text) => {
      const found = tally.notNumbers.get(column) ?? { count: 0, examples: [] };
      tally.notNumbers.set(column, found);
      found.count++;
      const shown = text.trim().slice(0, shownLength);
      if (found.examples.length < shownTexts && !found.examples.includes(shown)) found.examples.push(shown);
    },
    notice: (name, count) => {
      tally.noticed.set(name, (tally.noticed.get(name) ?? 0) + count);
    },
    make: (event) => {
      tally.made++;
      tally.byEvent.set(event, (tally.byEvent.get(event) ?? 0) + 1);
    },
    rejected: () => rejected.sort(byRow).slice(0, keptRows),
    reset: () => {
      sink?.reset();
      skipped?.reset();
      rejected = [];
      tally.skipped.clear();
      tally.byEvent.clear();
      tally.notNumbers.clear();
      tally.noticed.clear();
      Object.assign(tally, { rows: 0, used: 0, rejectedCount: 0, made: 0 });
    },
  };
  return tally;
}
