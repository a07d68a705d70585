import type { Built } from '../plan/message.ts';
import type { RowRanges } from '../plan/row-ranges.ts';
import type { Row } from '../read/row.ts';

/** A row that becomes part of an event: its group's value, and which case of `when` took it. */
export interface UsedRow {
  readonly row: Row;
  readonly key: string;
  readonly index: number;
}

/** What one group's rows made; `rows` are their numbers, at least one. */
export interface Gathered {
  readonly rows: RowRanges;
  readonly built: Built;
}
