import type { RejectedRow } from '@danqing/contracts';
import type { JsonValue } from '#kernel';

/** One row that could be read: its number (1-based, without the header) and its cells in the order of the file's columns. */
export interface Row {
  readonly number: number;
  readonly cells: Cells;
}

/** Text from CSV; any JSON from JSON lines, null where a row lacks the column. */
export type Cells = readonly JsonValue[];

export interface RowBatch {
  readonly rows: readonly Row[];
  /** Rows of the same stretch of the file that could not be read. */
  readonly rejected: readonly RejectedRow[];
  /** What was mended in this stretch, counted: `encoding:gb18030`, lines written in another encoding than the file. */
  readonly noticed?: Readonly<Record<string, number>>;
}

/** Turns text into rows, stretch by stretch. */
export interface RowReader {
  readonly columns: readonly string[];
  read(text: string, isDamaged: boolean, isEnd: boolean): RowBatch;
}

/** Longest row in characters. Real rows are a thousandth of it. */
export const maxRowLength = 1024 * 1024;

/** Unknown in the sense of API.md: null, or text that is empty after trimming. */
export const isUnknown = (cell: JsonValue | undefined): boolean =>
  cell === undefined || cell === null || (typeof cell === 'string' && (cell === '' || cell.trim() === ''));
