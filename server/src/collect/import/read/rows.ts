import type { ImportFormat } from '@danqing/contracts';
import { Fault } from '#kernel';
import { isZip, readBytes } from './bytes.ts';
import { csvHead, csvRows, findDelimiter } from './csv-rows.ts';
import { jsonlHeadings, jsonlRows } from './jsonl-rows.ts';
import { maxRowLength, type RowBatch, type RowReader } from './row.ts';
import { decodeText, type TextChunk } from './text.ts';
import { openXlsx } from './xlsx/open.ts';
import type { SheetSize } from './xlsx/sizes.ts';

export interface RowsOptions {
  /** Found in the file when it is not given. */
  readonly format?: ImportFormat | undefined;
  readonly delimiter?: string | undefined;
  readonly encoding?: string | undefined;
  /** Workbooks only: a sheet's name; without one, the sheet with the most rows. */
  readonly sheet?: string | undefined;
  /** The row that names the columns, 1-based; 0: none does. Text files: 1 when it is not said; workbooks: found. */
  readonly headerRow?: number | undefined;
  /** What is wanted of JSON lines, which have no header. */
  readonly columns: readonly string[];
}

export interface Rows {
  readonly format: ImportFormat;
  readonly columns: readonly string[];
  /** What a text file is written in; undefined for workbooks. */
  readonly encoding?: string;
  readonly delimiter?: string;
  /** Workbooks only: the sheet that is read, and all there are. */
  readonly sheet?: string;
  readonly sheets?: readonly SheetSize[];
  readonly headerRow: number;
  /** Text files: the file's first lines as they stand, for those who look for its heading; empty for workbooks, whose heading is found. */
  firstRecords(): readonly (readonly string[])[];
  readonly batches: AsyncIterable<RowBatch>;
  /** Bytes of the file read so far. */
  readBytes(): number;
}

/** Opens a file as rows. Streams: what is in memory is one stretch of text and its rows. Throws DQ_IMPORT_… for what is no table. */
export async function openRows(path: string, options: RowsOptions): Promise<Rows> {
  if (await isZip(path)) return { format: 'xlsx', ...(await openXlsx(path, options)), firstRecords: () => [] };
  if (options.format === 'xlsx') throw new Fault('DQ_IMPORT_FORMAT', 400, 'the file is no Excel workbook (XLSX); leave "format" out and it is found');
  const bytes = await readBytes(path);
  const text = decodeText(bytes.chunks, options.encoding)[Symbol.asyncIterator]();
  try {
    const head = await readHead(text);
    const format = options.format ?? findFormat(head.text);
    if (head.text.trim() === '') throw new Fault('DQ_IMPORT_EMPTY', 400, 'the file is empty');
    const newlines = head.text.includes('\n') || !head.text.includes('\r') ? undefined : '\r';
    const first = { ...head, text: withNewlines(head.text, newlines) };
    const delimiter = format === 'tsv' ? '\t' : (options.delimiter ?? findDelimiter(first.text));
    const headerRow = format === 'jsonl' ? 0 : (options.headerRow ?? 1);
    const reader = readerFor(format, first.text, { delimiter, headerRow, columns: options.columns });
    const found = { format, encoding: first.encoding, headerRow, ...(format === 'jsonl' ? {} : { delimiter }) };
    const firstRecords = (): readonly (readonly string[])[] => (format === 'jsonl' ? jsonlHeadings(first.text) : csvHead(first.text, delimiter));
    return { ...found, firstRecords, columns: reader.columns, readBytes: bytes.readBytes, batches: batchesOf(reader, first, text, newlines) };
  } catch (error) {
    await text.return?.();
    throw error;
  }
}

/** The file's first text: one chunk, or as many as its first line needs. */
async function readHead(text: AsyncIterator<TextChunk>): Promise<TextChunk> {
  let head: TextChunk = { text: '', isDamaged: false, encoding: 'utf-8' };
  while (!/[^\r\n][\r\n]/.test(head.text) && head.text.length <= maxRowLength) {
    const next = await text.next();
    if (next.done === true) break;
    head = { text: head.text + next.value.text, isDamaged: head.isDamaged || next.value.isDamaged, encoding: next.value.encoding };
  }
  return head;
}

/** Files of classic Mac OS end their lines in CR alone. */
const withNewlines = (text: string, newline: string | undefined): string => (newline === undefined ? text : text.replaceAll(newline, '\n'));

function findFormat(head: string): ImportFormat {
  const start = head.trimStart();
  if (start.startsWith('{')) return 'jsonl';
  return findDelimiter(head) === '\t' ? 'tsv' : 'csv';
}

interface ReaderOptions {
  readonly delimiter: string;
  readonly headerRow: number;
  readonly columns: readonly string[];
}

function readerFor(format: ImportFormat, head: string, { delimiter, headerRow, columns }: ReaderOptions): RowReader {
  if (format === 'jsonl') {
    if (head.trimStart().startsWith('[')) throw new Fault('DQ_IMPORT_FORMAT', 400, 'the file is one JSON array; JSON lines are needed: one object a line');
    return jsonlRows(columns);
  }
  return csvRows(head, delimiter, headerRow);
}

async function* batchesOf(reader: RowReader, head: TextChunk, text: AsyncIterator<TextChunk>, newline: string | undefined): AsyncIterable<RowBatch> {
  try {
    yield reader.read(head.text, head.isDamaged, false);
    for (;;) {
      const next = await text.next();
      if (next.done === true) break;
      yield reader.read(withNewlines(next.value.text, newline), next.value.isDamaged, false);
    }
    yield reader.read('', true, true);
  } finally {
    await text.return?.();
  }
}
