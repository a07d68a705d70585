import { type ColumnMetaData, type FileMetaData, parquetMetadata, parquetSchema, type RowGroup, type SchemaTree } from 'hyparquet';
import { refuseBomb } from '../archive/bomb.ts';
import { readThrift } from './thrift.ts';

/** Of the widest tables it is a few megabytes. */
const mostFooterBytes = 64 * 1024 ** 2;
/** As many as a sheet has. */
const mostColumns = 16_384;
/** Pages of a column that unpack to more than this are no table's. */
const mostColumnBytes = 1024 ** 3;
/** Columns that hold one value throughout take next to no bytes; a whole table of them is none. */
const harmlessCells = 20_000_000;
const mostCellsPerByte = 200;

export interface Claims {
  readonly metadata: FileMetaData;
  readonly root: SchemaTree;
  /** Of the row group that claims most, what reading it takes at most. */
  readonly groupBytes: number;
  readonly groupCells: number;
}

export const footerEnd = 8;

/** How long the footer is, by the last eight bytes of a file. Throws an Error. */
export function footerBytes(tail: Uint8Array, size: number): number {
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  if (tail.length < footerEnd || view.getUint32(4, true) !== 0x31524150) throw new Error('its end is missing');
  const bytes = view.getUint32(0, true);
  if (bytes > size - footerEnd || bytes > mostFooterBytes) throw new Error('its directory is impossible');
  return bytes;
}

/** Reads the footer (with its last eight bytes) and holds what it claims against the file's size. Throws an Error that says what is wrong. */
export function readClaims(footer: Uint8Array, size: number): Claims {
  const { end } = readThrift(footer, 0);
  if (end > footer.length - footerEnd) throw new Error('its directory is impossible');
  const metadata = parquetMetadata(footer, { geoparquet: false });
  if (metadata.schema.length > 4 * mostColumns) throw new Error('it has too many columns');
  const root = parquetSchema(metadata);
  const leaves = metadata.schema.filter(({ num_children: children }) => (children ?? 0) === 0).length;
  if (root.children.length === 0 || leaves > mostColumns || root.count !== metadata.schema.length) throw new Error('it has no columns, or too many');
  const groups = metadata.row_groups.map((group) => groupClaims(group, leaves, size));
  const sum = (of: (claims: GroupClaims) => number): number => groups.reduce((total, claims) => total + of(claims), 0);
  if (sum(({ rows }) => rows) !== whole(metadata.num_rows)) throw new Error('its row groups have other rows than it says');
  // Columns that lie over each other pack one stretch of bytes a thousand times.
  if (sum(({ packed }) => packed) > size) throw new Error('its columns claim more bytes than it has');
  if (sum(({ rows }) => rows * leaves) > harmlessCells + size * mostCellsPerByte) throw new Error('it claims more rows than its bytes can hold');
  refuseBomb(
    sum(({ bytes }) => bytes),
    size,
  );
  return {
    metadata,
    root,
    groupBytes: Math.max(0, ...groups.map(({ bytes }) => bytes)),
    groupCells: Math.max(0, ...groups.map(({ rows }) => rows * leaves)),
  };
}

interface GroupClaims {
  readonly rows: number;
  readonly packed: number;
  readonly bytes: number;
}

function groupClaims({ columns, num_rows: rows }: RowGroup, leaves: number, size: number): GroupClaims {
  if (columns.length !== leaves) throw new Error('a column of a row group is missing');
  let [packed, bytes] = [0, 0];
  for (const { meta_data: meta, file_path: path } of columns) {
    if (meta === undefined || path !== undefined) throw new Error('a column of a row group is missing');
    const start = startOf(meta);
    const [length, unpacked] = [whole(meta.total_compressed_size), whole(meta.total_uncompressed_size)];
    if (start + length > size) throw new Error('it points beyond its end');
    if (unpacked > mostColumnBytes) throw new Error('a column of a row group is too large');
    packed += length;
    bytes += unpacked;
  }
  return { rows: whole(rows), packed, bytes };
}

/** Where a column's pages begin: with its dictionary, if it has one. */
export const startOf = ({ dictionary_page_offset: dictionary = 0n, data_page_offset: data }: ColumnMetaData): number =>
  whole(dictionary === 0n ? data : dictionary);

function whole(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < 0) throw new Error('a number in its directory is impossible');
  return number;
}
