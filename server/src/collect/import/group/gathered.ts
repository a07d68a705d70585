import type { Built } from '../plan/message.ts';
import type { Plan } from '../plan/plan.ts';
import type { RowRanges } from '../plan/row-ranges.ts';
import type { Row } from '../read/row.ts';

/** A row that becomes part of an event: its group's value, with a mark of its own where it is what rows also make, and which case of `when` took it. */
export interface UsedRow {
  readonly row: Row;
  readonly key: string;
  readonly index: number;
}

/** What one group's rows made; `rows` are their numbers, at least one. */
export interface Gathered {
  readonly rows: RowRanges;
  readonly built: Built;
  /** The rows are counted with another event that they make. */
  readonly isAlso: boolean;
}

/** The key under which a row is gathered. */
export function keyOf(plan: Plan, row: Row, index: number): string {
  const group = plan.groupOf(row) ?? '';
  return index < plan.firstAlso ? group : `\u0000${index}:${group}`;
}
