import type { ImportFormat, ImportMapping } from '@danqing/contracts';
import type { PackedTable } from './archive/tables.ts';
import type { RowBatch } from './row.ts';
import type { SheetSize } from './xlsx/sizes.ts';

/** How a file is read, as a mapping says it; what is left out is found in the file. */
export interface RowsOptions extends Pick<ImportMapping, 'format' | 'delimiter' | 'encoding' | 'table' | 'sheet' | 'headerRow'> {
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
