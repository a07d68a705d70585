/** Up to where a query's rows are in the log: values as the database writes them. */
export interface Position {
  readonly value: string;
  /** Null where no key tells equal values apart: then all rows of `value` had been read. */
  readonly key: string | null;
}

/** Where a read begins. */
export type Start =
  | { readonly kind: 'beginning' }
  /** A new run: rows of the last value come again, and those that were committed late; their ids make that harmless. */
  | { readonly kind: 'since'; readonly position: Position; readonly lookBack: number }
  /** The next slice of a run: nothing twice. */
  | { readonly kind: 'after'; readonly position: Position };
