import { extname } from 'node:path';
import { Fault } from '#kernel';
import { type FileBytes, firstBytes, isGzip, isParquet, isZip, readBytes } from '../bytes.ts';
import { unpack } from './unpack.ts';
import { encrypted, openZip, type Zip, type ZipEntry } from './zip.ts';

/** A table in an archive, by its name there; its size unpacked. */
export interface PackedTable {
  readonly name: string;
  readonly bytes: number;
}

/** One table, however it is packed: text is read as it is unpacked, the others by their directories. */
export type TableFile =
  | { readonly kind: 'text'; open(): Promise<FileBytes> }
  | { readonly kind: 'xlsx'; readonly path: string }
  | { readonly kind: 'parquet'; readonly path: string };

export type OpenedFile =
  | { readonly kind: 'table'; readonly table: TableFile }
  | {
      readonly kind: 'archive';
      /** The largest first. */
      readonly tables: readonly PackedTable[];
      open(name: string): Promise<TableFile>;
    };

/** What a file is by its bytes, whatever it is called. Throws DQ_IMPORT_… for what is no table and holds none. */
export async function openFile(path: string, isInside = false): Promise<OpenedFile> {
  const head = await firstBytes(path);
  if (isZip(head)) {
    // Of a damaged one, the first name in it says what it was.
    const zip = await openZip(path, workbookParts.test(head.toString('latin1', 30)) ? 'workbook' : 'archive');
    if (isWorkbook(zip)) return { kind: 'table', table: { kind: 'xlsx', path } };
    if (isInside) throw new Fault('DQ_IMPORT_ARCHIVE', 400, 'archives inside of archives are not opened: unpack it and send the table itself');
    return archiveOf(path, zip);
  }
  if (isParquet(head)) return { kind: 'table', table: { kind: 'parquet', path } };
  if (isGzip(head) && (await isPackedTwice(path))) {
    const inner = await unpack(path, 'gzip', async function* () {
      yield* (await readBytes(path)).chunks;
    });
    return await openFile(inner, isInside);
  }
  return { kind: 'table', table: { kind: 'text', open: () => readBytes(path) } };
}

const workbookParts = /^(\[Content_Types\]|_rels\/|xl\/|docProps\/|customXml\/)/;
const isWorkbook = ({ entries }: Zip): boolean => entries.has('[Content_Types].xml') || entries.has('_rels/.rels');

/** Workbooks, Parquet and archives are gzipped, too, by those who gzip everything. */
async function isPackedTwice(path: string): Promise<boolean> {
  for await (const chunk of (await readBytes(path)).chunks) return isZip(chunk) || isParquet(chunk);
  return false;
}

/** Whatever else people pack along. */
const noTables: ReadonlySet<string> = new Set(
  '.pdf .doc .docx .ppt .pptx .png .jpg .jpeg .gif .webp .svg .md .html .htm .xml .rels .css .js .exe .sql .ds_store .ini .db .url .lnk .rar .7z .zip'.split(
    ' ',
  ),
);

function isTable({ name, bytes }: ZipEntry): boolean {
  const base = name.slice(name.lastIndexOf('/') + 1);
  return bytes > 0 && !name.endsWith('/') && !name.startsWith('__MACOSX/') && !base.startsWith('.') && !noTables.has(extname(base).toLowerCase());
}

function archiveOf(path: string, zip: Zip): OpenedFile {
  const entries = [...zip.entries.values()].filter(isTable).sort((a, b) => b.bytes - a.bytes);
  if (entries.length === 0) {
    const names = [...zip.entries.keys()].slice(0, 5).map((name) => `"${name}"`);
    throw new Fault('DQ_IMPORT_ARCHIVE', 400, names.length === 0 ? 'the archive is empty' : `the archive holds no table; it holds ${names.join(', ')}`);
  }
  if (entries.every(({ isEncrypted }) => isEncrypted)) throw encrypted('archive');
  const tables = entries.map(({ name, bytes }) => ({ name, bytes }));
  return { kind: 'archive', tables, open: (name) => openEntry(path, zip, name, tables) };
}

async function openEntry(path: string, zip: Zip, name: string, tables: readonly PackedTable[]): Promise<TableFile> {
  const entry = zip.entries.get(name);
  if (entry === undefined) {
    const message = `the archive has no table "${name}"; it has ${tables
      .map((one) => `"${one.name}"`)
      .join(', ')
      .slice(0, 500)}`;
    throw new Fault('DQ_IMPORT_MAPPING', 400, message, { errors: [{ path: '/table', code: 'unknown_table', message }] });
  }
  for await (const head of zip.read(entry)) {
    if (!isZip(head) && !isParquet(head) && !isGzip(head)) break;
    const inner = await openFile(await unpack(path, name, () => zip.read(entry)), true);
    if (inner.kind === 'table') return inner.table;
  }
  return { kind: 'text', open: () => Promise.resolve(streamOf(zip, entry)) };
}

function streamOf(zip: Zip, entry: ZipEntry): FileBytes {
  let read = 0;
  const chunks = zip.read(entry, (bytes) => {
    read += bytes;
  });
  return { chunks, readBytes: () => read };
}
