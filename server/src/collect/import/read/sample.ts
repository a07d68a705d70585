import type { ImportMapping } from '@danqing/contracts';
import { Fault } from '#kernel';
import { notText } from './csv-rows.ts';
import type { Row } from './row.ts';
import type { RowsOptions } from './opened.ts';
import { openRows } from './rows.ts';

export interface FileSample {
  readonly format: NonNullable<ImportMapping['format']>;
  readonly columns: readonly string[];
  readonly headerRow: number;
  readonly sheet: string | undefined;
  readonly rows: readonly Row[];
}

const sampleRows = 50_000;

/** The file's first rows: what is decided about a column (is it day first?) is decided by these, the same at every look. */
export async function sampleFile(path: string, options: RowsOptions): Promise<FileSample> {
  const file = await openRows(path, options);
  const rows: Row[] = [];
  let damaged = 0;
  for await (const batch of file.batches) {
    rows.push(...batch.rows.slice(0, sampleRows - rows.length));
    damaged += batch.rejected.filter(({ reason }) => reason === notText).length;
    if (rows.length >= sampleRows) break;
  }
  if (damaged > rows.length) {
    throw new Fault('DQ_IMPORT_ENCODING', 400, `most rows are not valid ${options.encoding ?? 'utf-8'}; say what the file is written in`, {
      errors: [{ path: '/encoding', code: 'wrong_encoding', message: `most rows are not valid ${options.encoding ?? 'utf-8'}`, suggestion: 'gb18030' }],
    });
  }
  return { format: file.format, columns: file.columns, headerRow: file.headerRow, sheet: file.sheet, rows };
}

/** How a mapping wants its file read; `columns` are those that it names. */
export const rowsOptions = (mapping: ImportMapping, columns: Iterable<string>): RowsOptions => ({
  format: mapping.format,
  delimiter: mapping.delimiter,
  encoding: mapping.encoding,
  table: mapping.table,
  sheet: mapping.sheet,
  headerRow: mapping.headerRow,
  columns: [...columns],
});
