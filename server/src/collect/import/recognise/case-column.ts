/** What is asked of a column to tell what a row is. */
export interface CaseColumn {
  readonly name: string;
  readonly target: string;
  /** The different values, as far as they are few. */
  readonly values: readonly string[];
  readonly known: number;
  readonly negatives: number;
  readonly notPositive: number;
  /** Known values that cannot be what the column is taken for. */
  readonly malformed: number;
  /** Known values that begin with C and a digit, as cancelled invoices do. */
  readonly credits: number;
}
