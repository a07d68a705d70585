import type { ImportFormat } from '@danqing/contracts';
import { Fault } from '#kernel';
import { readBytes } from './bytes.ts';
import { csvRows, findDelimiter } from './csv-rows.ts';
import { jsonlRows } from './jsonl-rows.ts';
import { maxRowLength, type RowBatch, type RowReader } from './row.ts';
import { decodeText, type TextChunk } from './text.ts';

export interface RowsOptions {
  /** Found in the file when it is not given. */
  readonly format?: ImportFormat | undefined;
  readonly delimiter?: string | undefined;
  readonly encoding?: string | undefined;
  /** What is wanted of JSON lines, which have no header. */
  readonly columns: readonly string[];
}

export interface Rows {
  readonly format: ImportFormat;
  readonly columns: readonly string[];
  readonly batches: AsyncIterable<RowBatch>;
  /** Bytes of the file read so far. */
  readBytes(): number;
}

/** Opens a file as rows. Streams: what is in memory is one stretch of text and its rows. Throws DQ_IMPORT_… for what is no table. */
export async function openRows(path: string, options: RowsOptions): Promise<Rows> {
  const bytes = await readBytes(path);
  const text = decodeText(bytes.chunks, options.encoding)[Symbol.asyncIterator]();
  try {
    const head = await readHead(text);
    const format = options.format ?? findFormat(head.text);
    if (head.text.trim() === '') throw new Fault('DQ_IMPORT_EMPTY', 400, 'the file is empty');
    const newlines = head.text.includes('\n') || !head.text.includes('\r') ? undefined : '\r';
    const first = { ...head, text: withNewlines(head.text, newlines) };
    const reader = readerFor(format, first.text, options);
    return { format, columns: reader.columns, readBytes: bytes.readBytes, batches: batchesOf(reader, first, text, newlines) };
  } catch (error) {
    await text.return?.();
    throw error;
  }
}

/** The file's first text: one chunk, or as many as its first line needs. */
async function readHead(text: AsyncIterator<TextChunk>): Promise<TextChunk> {
  let head: TextChunk = { text: '', isDamaged: false };
  while (!/[^\r\n][\r\n]/.test(head.text) && head.text.length <= maxRowLength) {
    const next = await text.next();
    if (next.done === true) break;
    head = { text: head.text + next.value.text, isDamaged: head.isDamaged || next.value.isDamaged };
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

function readerFor(format: ImportFormat, head: string, { delimiter, columns }: RowsOptions): RowReader {
  if (format === 'jsonl') {
    if (head.trimStart().startsWith('[')) throw new Fault('DQ_IMPORT_FORMAT', 400, 'the file is one JSON array; JSON lines are needed: one object a line');
    return jsonlRows(columns);
  }
  return csvRows(head, format === 'tsv' ? '\t' : (delimiter ?? findDelimiter(head)));
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
