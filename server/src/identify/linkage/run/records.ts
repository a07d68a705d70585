/** One row of a table: where it stands, and its cells in the order of the source's columns. */
export interface LinkRecord {
  /** 0 for the first file. */
  readonly file: number;
  /** 1-based, without the header. */
  readonly row: number;
  readonly cells: readonly string[];
  /** For a linkage of new records with all: pairs of two old records are left out. */
  readonly isOld?: boolean;
}

/** Where records come from: a file, a query, a test. Read twice: to look at it, and to load it. */
export interface RecordSource {
  readonly columns: readonly string[];
  batches(): AsyncIterable<readonly LinkRecord[]>;
}
