import { type FileHandle, open } from 'node:fs/promises';
import { type AsyncBuffer, parquetRead, type RowGroup, type SchemaTree } from 'hyparquet';
import { Fault, type JsonValue } from '#kernel';
import { refuseBomb } from '../archive/bomb.ts';
import { flattener } from '../json/flatten.ts';
import type { Cells } from '../row.ts';
import { type Claims, footerBytes, footerEnd, readClaims, startOf } from './claims.ts';
import { checkColumn } from './pages.ts';
import { kindOf, pathsOf, withWholeDecimals } from './schema.ts';
import { unpackers } from './unpack.ts';
import { dateText, jsonOf } from './values.ts';

/** What a file says of itself. */
export interface ParquetHead {
  readonly columns: readonly string[];
  readonly rowCount: number;
  /** Of the row group that claims most: bytes unpacked, and cells. */
  readonly groupBytes: number;
  readonly groupCells: number;
}

interface DecodedFile extends ParquetHead {
  /** Rows, at most a few thousand at once unless one record alone makes more. */
  readonly batches: AsyncIterable<readonly Cells[]>;
  readBytes(): number;
  close(): Promise<void>;
}

/** Cells that are decoded at once: a row group of more is read in stretches. */
const mostCells = 4_000_000;
const batchRows = 5000;

/**
 * Opens a Parquet file as rows; what is in memory is one row group, of a large one a stretch. Nested columns are named by paths (`json/flatten.ts`). `wanted`: what is asked for beside them, as a list
 * that is laid out and is also wanted whole. Runs in the reading thread (`thread.ts`), because not all that a file may do to its decoder can be seen before. Throws DQ_IMPORT_….
 */
export async function decodeParquet(path: string, wanted: readonly string[]): Promise<DecodedFile> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const file = bufferOf(handle, size);
    const claims = await orDamaged(async () => {
      const tail = new Uint8Array(await file.slice(Math.max(0, size - footerEnd)));
      return readClaims(new Uint8Array(await file.slice(size - footerEnd - footerBytes(tail, size))), size);
    });
    const all = claims.root.children.flatMap((tree) => pathsOf(tree));
    const isInside = (column: string): boolean =>
      claims.root.children.some(({ element: { name } }) => column === name || column.startsWith(`${name}.`) || column.startsWith(`${name}[]`));
    const columns = [...all, ...wanted.filter((column) => !all.includes(column) && isInside(column))];
    return {
      columns,
      rowCount: Number(claims.metadata.num_rows),
      groupBytes: claims.groupBytes,
      groupCells: claims.groupCells,
      batches: batchesOf(file, claims, columns),
      readBytes: () => Math.min(file.read(), size),
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function orDamaged<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Fault) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new Fault('DQ_IMPORT_PARQUET', 400, `the Parquet file is damaged, or written in a way that is not read (${reason})`, { cause: error });
  }
}

interface CountedBuffer extends AsyncBuffer {
  read(): number;
}

function bufferOf(handle: FileHandle, size: number): CountedBuffer {
  let total = 0;
  return {
    byteLength: size,
    read: () => total,
    slice: async (start, end = size) => {
      if (start < 0 || end > size || start > end) throw new Error('it points beyond its end');
      const bytes = new Uint8Array(end - start);
      await handle.read(bytes, 0, bytes.length, start);
      total += bytes.length;
      return bytes.buffer;
    },
  };
}

async function* batchesOf(file: CountedBuffer, { metadata, root }: Claims, columns: readonly string[]): AsyncIterable<readonly Cells[]> {
  const tops = root.children;
  const names = tops.map(({ element }) => element.name);
  const cellsOf = cellReader(tops, columns);
  const decimals = withWholeDecimals(metadata);
  const step = Math.max(1000, Math.floor(mostCells / names.length));
  let unpacked = 0;
  const onPage = (bytes: number): void => {
    unpacked += bytes;
    refuseBomb(unpacked, file.byteLength);
  };
  for (const group of metadata.row_groups) {
    const rows = Number(group.num_rows);
    await orDamaged(() => checkGroup(file, group, root, onPage));
    for (let from = 0; from < rows; from += step) {
      const options = { file, metadata: { ...decimals, num_rows: group.num_rows, row_groups: [group] }, columns: names };
      const found = await orDamaged(() => readStretch({ ...options, rowStart: from, rowEnd: Math.min(rows, from + step) }));
      let batch: Cells[] = [];
      for (const values of found) {
        for (const cells of cellsOf(values)) batch.push(cells);
        if (batch.length < batchRows) continue;
        yield batch;
        batch = [];
      }
      if (batch.length > 0) yield batch;
    }
  }
}

async function checkGroup(file: AsyncBuffer, { columns, num_rows: rows }: RowGroup, root: SchemaTree, onPage: (bytes: number) => void): Promise<void> {
  for (const { meta_data: meta } of columns) {
    if (meta === undefined) continue;
    const start = startOf(meta);
    const bytes = new Uint8Array(await file.slice(start, start + Number(meta.total_compressed_size)));
    checkColumn({ meta, path: pathOf(root, meta.path_in_schema), bytes, rows: Number(rows), onPage });
  }
}

/** The elements from the root down to a column. */
function pathOf(root: SchemaTree, names: readonly string[]): readonly SchemaTree[] {
  const path = [root];
  for (const name of names) {
    const next = path.at(-1)?.children.find(({ element }) => element.name === name);
    if (next === undefined) throw new Error('a column of a row group is not in the schema');
    path.push(next);
  }
  if (path.at(-1)?.children.length !== 0) throw new Error('a column of a row group is not in the schema');
  return path;
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

type Stretch = Pick<Parameters<typeof parquetRead>[0], 'file' | 'metadata' | 'columns' | 'rowStart' | 'rowEnd'>;

async function readStretch(stretch: Stretch): Promise<readonly (readonly unknown[])[]> {
  let found: readonly (readonly unknown[])[] = [];
  await parquetRead({
    ...stretch,
    compressors: unpackers,
    geoparquet: false,
    parsers: { dateFromDays: dateText, jsonFromBytes: jsonText },
    onComplete: (rows) => {
      found = rows;
    },
  });
  return found;
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
