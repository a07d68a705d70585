import type { ImportFormat } from '@danqing/contracts';
import type { PackedTable } from './archive/tables.ts';
import type { RowBatch } from './row.ts';
import type { SheetSize } from './xlsx/sizes.ts';

export interface RowsOptions {
  /** Found in the file when it is not given. */
  readonly format?: ImportFormat | undefined;
  readonly delimiter?: string | undefined;
  readonly encoding?: string | undefined;
  /** Archives only: a table's name in it, or `*`: all that have the headings of the largest, one after the other. Without one, all where all are alike, else the largest. */
  readonly table?: string | undefined;
  /** Workbooks only: a sheet's name; without one, the sheet with the most rows. */
  readonly sheet?: string | undefined;
  /** The row that names the columns, 1-based; 0: none does. Text files: 1 when it is not said; workbooks: found. */
  readonly headerRow?: number | undefined;
  /** What is wanted of JSON, which has no header; of Parquet, none is all. */
  readonly columns: readonly string[];
}

export interface Rows {
  readonly format: ImportFormat;
  readonly columns: readonly string[];
  /** What a text file is written in; undefined for workbooks. */
  readonly encoding?: string;
  readonly delimiter?: string;
  /** Archives only: the table that is read (`*`: several), and all there are. */
  readonly table?: string;
  readonly tables?: readonly PackedTable[];
  /** Workbooks only: the sheet that is read, and all there are. */
  readonly sheet?: string;
  readonly sheets?: readonly SheetSize[];
  readonly headerRow: number;
  /** How many rows the file says that it has, where it says so. */
  readonly rowCount?: number;
  /** Text files: the file's first lines as they stand, for those who look for its heading; empty for workbooks, whose heading is found. */
  firstRecords(): readonly (readonly string[])[];
  readonly batches: AsyncIterable<RowBatch>;
  /** Bytes of the file read so far. */
  readBytes(): number;
}
