import type { ImportFormat } from '@danqing/contracts';
import { Fault } from '#kernel';
import type { TableFile } from './archive/tables.ts';
import { csvHead, csvRows, findDelimiter } from './csv-rows.ts';
import { jsonHeadings, jsonRows } from './json/json-rows.ts';
import { jsonlHeadings, jsonlRows } from './json/jsonl-rows.ts';
import { jsonFormOf } from './json/shape.ts';
import { isWebLog, logColumns, logRows } from './log/log-rows.ts';
import { openParquet } from './parquet/open.ts';
import { maxRowLength, type RowBatch, type RowReader } from './row.ts';
import type { Rows, RowsOptions } from './opened.ts';
import { decodeText, type TextChunk } from './text.ts';
import { openXlsx } from './xlsx/open.ts';

/** Opens one table, of whatever kind it is. Throws DQ_IMPORT_… for what is none, or not of the kind that was asked for. */
export async function openTable(table: TableFile, options: RowsOptions): Promise<Rows> {
  const binary = options.format === 'xlsx' || options.format === 'parquet' ? options.format : undefined;
  if (binary !== undefined && binary !== table.kind)
    throw new Fault(
      'DQ_IMPORT_FORMAT',
      400,
      `the file is no ${binary === 'xlsx' ? 'Excel workbook (XLSX)' : 'Parquet file'}; leave "format" out and it is found`,
    );
  if (table.kind === 'xlsx') return { format: 'xlsx', ...(await openXlsx(table.path, options)), firstRecords: () => [] };
  if (table.kind === 'parquet') {
    const rows = await openParquet(table.path, options.columns);
    return { format: 'parquet', ...rows, firstRecords: () => [] };
  }
  const bytes = await table.open();
  const text = decodeText(bytes.chunks, options.encoding)[Symbol.asyncIterator]();
  try {
    return { ...(await openText(text, options)), readBytes: bytes.readBytes };
  } catch (error) {
    await text.return?.();
    throw error;
  }
}

async function openText(text: AsyncIterator<TextChunk>, options: RowsOptions): Promise<Omit<Rows, 'readBytes'>> {
  const head = await readHead(text);
  if (head.text.trim() === '') throw new Fault('DQ_IMPORT_EMPTY', 400, 'the file is empty');
  const newlines = head.text.includes('\n') || !head.text.includes('\r') ? undefined : '\r';
  const first = { ...head, text: withNewlines(head.text, newlines) };
  const format = options.format ?? findFormat(first.text);
  const isCells = format === 'csv' || format === 'tsv';
  const delimiter = format === 'tsv' ? '\t' : (options.delimiter ?? findDelimiter(first.text));
  const headerRow = isCells ? (options.headerRow ?? 1) : 0;
  const reader = readerFor(format, first.text, { delimiter, headerRow, columns: options.columns });
  return {
    format,
    encoding: first.encoding,
    headerRow,
    ...(isCells ? { delimiter } : {}),
    firstRecords: () => recordsOf(format, first.text, delimiter),
    columns: reader.columns,
    batches: batchesOf(reader, first, text, newlines),
  };
}

/** The file's first text: one chunk, or as many as its first line needs. */
async function readHead(text: AsyncIterator<TextChunk>): Promise<TextChunk> {
  let head: TextChunk = { text: '', isDamaged: false, encoding: 'utf-8' };
  while (!/[^\r\n][\r\n]/.test(head.text) && head.text.length <= maxRowLength) {
    const next = await text.next();
    if (next.done === true) break;
    const others = addedUp(head.others, next.value.others);
    head = {
      text: head.text + next.value.text,
      isDamaged: head.isDamaged || next.value.isDamaged,
      encoding: next.value.encoding,
      ...(others === undefined ? {} : { others }),
    };
  }
  return head;
}

function addedUp(a: TextChunk['others'], b: TextChunk['others']): TextChunk['others'] {
  if (a === undefined || b === undefined) return a ?? b;
  const sum = { ...a };
  for (const [name, count] of Object.entries(b)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}

/** Files of classic Mac OS end their lines in CR alone. */
const withNewlines = (text: string, newline: string | undefined): string => (newline === undefined ? text : text.replaceAll(newline, '\n'));

function findFormat(head: string): ImportFormat {
  const form = jsonFormOf(head);
  if (form !== undefined) return form === 'lines' ? 'jsonl' : 'json';
  if (isWebLog(head)) return 'log';
  return findDelimiter(head) === '\t' ? 'tsv' : 'csv';
}

interface ReaderOptions {
  readonly delimiter: string;
  readonly headerRow: number;
  readonly columns: readonly string[];
}

function readerFor(format: ImportFormat, head: string, { delimiter, headerRow, columns }: ReaderOptions): RowReader {
  switch (format) {
    case 'json':
      return jsonRows(shapeOf(head), columns);
    case 'jsonl':
      // People call a document lines, too.
      return shapeOf(head) === 'list' && head.trimStart().startsWith('[') ? jsonRows('list', columns) : jsonlRows(columns);
    case 'log':
      return logRows();
    default:
      return csvRows(head, delimiter, headerRow);
  }
}

const shapeOf = (head: string): 'list' | 'objects' => (jsonFormOf(head) === 'list' ? 'list' : 'objects');

function recordsOf(format: ImportFormat, head: string, delimiter: string): readonly (readonly string[])[] {
  switch (format) {
    case 'json':
      return jsonHeadings(head, shapeOf(head));
    case 'jsonl':
      return head.trimStart().startsWith('[') ? jsonHeadings(head, 'list') : jsonlHeadings(head);
    case 'log':
      return [logColumns];
    default:
      return csvHead(head, delimiter);
  }
}

async function* batchesOf(reader: RowReader, head: TextChunk, text: AsyncIterator<TextChunk>, newline: string | undefined): AsyncIterable<RowBatch> {
  const read = (chunk: TextChunk, isEnd: boolean): RowBatch => {
    const batch = reader.read(withNewlines(chunk.text, newline), chunk.isDamaged, isEnd);
    if (chunk.others === undefined) return batch;
    return { ...batch, noticed: Object.fromEntries(Object.entries(chunk.others).map(([name, count]) => [`encoding:${name}`, count])) };
  };
  try {
    yield read(head, false);
    for (;;) {
      const next = await text.next();
      if (next.done === true) break;
      yield read(next.value, false);
    }
    yield read({ text: '', isDamaged: true, encoding: '' }, true);
  } finally {
    await text.return?.();
  }
}
