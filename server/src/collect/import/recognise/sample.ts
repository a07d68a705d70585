import { findHeading } from '../read/heading.ts';
import { closeRows } from '../read/all-tables.ts';
import type { Row, RowBatch } from '../read/row.ts';
import type { Rows, RowsOptions } from '../read/opened.ts';
import { openRows } from '../read/rows.ts';

export interface RecogniseSample {
  readonly file: Rows;
  readonly rows: Row[];
  readonly rejected: number;
  /** The sample is the whole file. */
  readonly isWhole: boolean;
  /** The rows after the sample, to be read once. */
  readonly rest: AsyncIterable<RowBatch>;
}

const sampleRows = 20_000;

/** Opens a file of which nothing is known: finds its heading (of JSON lines, the names) and reads the first rows. */
export async function openSample(path: string, given: Omit<RowsOptions, 'columns'>): Promise<RecogniseSample> {
  const file = await openRows(path, await completed(path, given));
  const batches = file.batches[Symbol.asyncIterator]();
  const rows: Row[] = [];
  let rejected = 0;
  let left: readonly Row[] = [];
  let isWhole = false;
  while (rows.length < sampleRows && !isWhole) {
    const next = await batches.next();
    isWhole = next.done === true;
    if (next.done === true) break;
    const room = sampleRows - rows.length;
    for (const row of next.value.rows.slice(0, room)) rows.push(row);
    left = next.value.rows.slice(room);
    rejected += next.value.rejected.length;
  }
  const rest = async function* (): AsyncIterable<RowBatch> {
    try {
      yield { rows: left, rejected: [] };
      for (let next = await batches.next(); next.done !== true; next = await batches.next()) yield next.value;
    } finally {
      await batches.return?.();
    }
  };
  return { file, rows, rejected, isWhole, rest: rest() };
}

async function completed(path: string, given: Omit<RowsOptions, 'columns'>): Promise<RowsOptions> {
  const file = await openRows(path, { ...given, columns: [] });
  const [records, table] = [file.firstRecords(), file.table];
  await closeRows(file);
  const options = { ...given, ...(table === undefined ? {} : { table }), columns: [] };
  if (file.format === 'xlsx' || file.format === 'parquet' || file.format === 'log') return options;
  if (file.format === 'jsonl' || file.format === 'json') return { ...options, format: file.format, columns: records[0] ?? [] };
  return { ...options, headerRow: given.headerRow ?? headingOf(records) };
}

/** A heading further down is believed only where the table below it is as wide. */
function headingOf(records: readonly (readonly string[])[]): number {
  const found = findHeading(records);
  if (found === undefined || found === 0) return found === undefined ? 0 : 1;
  const below = records.slice(found + 1);
  const wide = below.filter((record) => record.length === records[found]?.length).length;
  return wide >= below.length * 0.8 ? found + 1 : 1;
}
