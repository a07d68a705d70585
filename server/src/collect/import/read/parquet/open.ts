import { open, stat } from 'node:fs/promises';
import { type AsyncBuffer, type FileMetaData, parquetMetadataAsync, parquetRead, parquetSchema, type SchemaTree } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { Fault, type JsonValue } from '#kernel';
import { flattener } from '../json/flatten.ts';
import type { Cells, Row, RowBatch } from '../row.ts';
import { kindOf, pathsOf, withWholeDecimals } from './schema.ts';
import { dateText, jsonOf } from './values.ts';

export interface ParquetRows {
  readonly columns: readonly string[];
  readonly headerRow: number;
  readonly rowCount: number;
  readonly batches: AsyncIterable<RowBatch>;
  readBytes(): number;
}

/** Cells that are decoded at once: a row group of more is read in stretches. */
const mostCells = 4_000_000;
/** Pages of a column that unpack to more than this are no table's. */
const mostColumnBytes = 1024 ** 3;

const damaged = (error: unknown): Fault =>
  error instanceof Fault
    ? error
    : new Fault(
        'DQ_IMPORT_PARQUET',
        400,
        `the Parquet file is damaged, or written in a way that is not read (${error instanceof Error ? error.message : String(error)})`,
        {
          cause: error,
        },
      );

/**
 * Opens a Parquet file as rows; what is in memory is one row group, of a large one a stretch. Nested columns are named by paths (`json/flatten.ts`). `wanted`: what is asked for beside them, as a list
 * that is laid out and is also wanted whole. Throws DQ_IMPORT_PARQUET.
 */
export async function openParquet(path: string, wanted: readonly string[]): Promise<ParquetRows> {
  let read = 0;
  const file = await bufferOf(path, (bytes) => {
    read += bytes;
  });
  const metadata = await metadataOf(file);
  const tops = parquetSchema(metadata).children;
  const all = tops.flatMap((tree) => pathsOf(tree));
  const isInside = (column: string): boolean =>
    tops.some(({ element: { name } }) => column === name || column.startsWith(`${name}.`) || column.startsWith(`${name}[]`));
  const columns = [...all, ...wanted.filter((column) => !all.includes(column) && isInside(column))];
  return {
    columns,
    headerRow: 0,
    rowCount: Number(metadata.num_rows),
    readBytes: () => Math.min(read, file.byteLength),
    batches: batchesOf(file, metadata, tops, columns),
  };
}

async function metadataOf(file: AsyncBuffer): Promise<FileMetaData> {
  try {
    const metadata = await parquetMetadataAsync(file);
    const groups = metadata.row_groups.reduce((sum, { num_rows: rows }) => sum + Number(rows), 0);
    if (groups !== Number(metadata.num_rows)) throw new Error('its row groups have other rows than it says');
    for (const { columns } of metadata.row_groups)
      for (const { meta_data: column } of columns)
        if (column === undefined || Number(column.total_uncompressed_size) > mostColumnBytes)
          throw new Error('a column of a row group is too large, or missing');
    return metadata;
  } catch (error) {
    throw damaged(error);
  }
}

async function bufferOf(path: string, onRead: (bytes: number) => void): Promise<AsyncBuffer> {
  const { size } = await stat(path);
  return {
    byteLength: size,
    slice: async (start, end = size) => {
      if (start < 0 || end > size || start > end) throw new Error('it points beyond its end');
      const handle = await open(path, 'r');
      try {
        const bytes = new Uint8Array(end - start);
        await handle.read(bytes, 0, bytes.length, start);
        onRead(bytes.length);
        return bytes.buffer;
      } finally {
        await handle.close();
      }
    },
  };
}

async function* batchesOf(file: AsyncBuffer, metadata: FileMetaData, tops: readonly SchemaTree[], columns: readonly string[]): AsyncIterable<RowBatch> {
  const names = tops.map(({ element }) => element.name);
  const cellsOf = cellReader(tops, columns);
  const whole = withWholeDecimals(metadata);
  const step = Math.max(1000, Math.floor(mostCells / Math.max(1, names.length)));
  let number = 0;
  let groupStart = 0;
  for (const group of metadata.row_groups) {
    const groupEnd = groupStart + Number(group.num_rows);
    for (let from = groupStart; from < groupEnd; from += step) {
      const found = await readStretch(file, whole, names, from, Math.min(groupEnd, from + step));
      for (let at = 0; at < found.length; at += batchRows) {
        const cells = found.slice(at, at + batchRows).flatMap(cellsOf);
        yield { rows: cells.map((row): Row => ({ number: ++number, cells: row })), rejected: [] };
      }
    }
    groupStart = groupEnd;
  }
}

/** The rows that one record makes: itself, or a row for each element of the list that is laid out. */
function cellReader(tops: readonly SchemaTree[], columns: readonly string[]): (values: readonly unknown[]) => readonly Cells[] {
  const kinds = tops.map((tree) => ({ name: tree.element.name, kind: kindOf(tree) }));
  const { rowsOf } = flattener(columns);
  const isFlat = columns.length === kinds.length && columns.every((column, index) => column === kinds[index]?.name);
  return (values) => {
    const cells = kinds.map(({ kind }, index): JsonValue => jsonOf(values[index], kind));
    return isFlat ? [cells] : rowsOf(Object.fromEntries(kinds.map(({ name }, index) => [name, cells[index] ?? null])));
  };
}

const batchRows = 5000;

async function readStretch(
  file: AsyncBuffer,
  metadata: FileMetaData,
  columns: string[],
  rowStart: number,
  rowEnd: number,
): Promise<readonly (readonly unknown[])[]> {
  if (columns.length === 0) return Array.from({ length: rowEnd - rowStart }, () => []);
  try {
    let found: readonly (readonly unknown[])[] = [];
    await parquetRead({
      file,
      metadata,
      columns,
      rowStart,
      rowEnd,
      compressors,
      useOffsetIndex: true,
      geoparquet: false,
      parsers: { dateFromDays: dateText, jsonFromBytes: jsonText },
      onComplete: (rows) => {
        found = rows;
      },
    });
    if (found.length !== rowEnd - rowStart) throw new Error('rows are missing');
    return found;
  } catch (error) {
    throw damaged(error);
  }
}

/** A column of JSON that holds none stays text. */
function jsonText(bytes: Uint8Array | undefined): unknown {
  if (bytes === undefined) return undefined;
  const text = Buffer.from(bytes).toString();
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
