import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { Fault } from '#kernel';
import { refuseBomb } from './archive/bomb.ts';

export interface FileBytes {
  readonly chunks: AsyncIterable<Buffer>;
  /** Bytes of the file itself read so far: what progress is measured by. */
  readBytes(): number;
}

const chunkBytes = 256 * 1024;
const headBytes = 512;

/** The first bytes as they lie on disk. */
export async function firstBytes(path: string): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

export const isGzip = (head: Buffer): boolean => head[0] === 0x1f && head[1] === 0x8b;

const htmlTable = 'this is a web page, as some shops call XLS; open it in Excel or WPS and save it as XLSX or CSV';

/** What other files begin with, that people take for tables. */
const strangers: readonly { readonly magic: string; readonly message: string }[] = [
  {
    magic: '\xd0\xcf\x11\xe0',
    message: 'this is an old Excel workbook (XLS) or one with a password: open it in Excel or WPS and save it as XLSX or CSV, without a password',
  },
  { magic: '<html', message: htmlTable },
  { magic: '<table', message: htmlTable },
  { magic: '<!DOCTYPE html', message: htmlTable },
  { magic: '<?xml', message: 'this is XML, as old spreadsheets were; open it in Excel or WPS and save it as XLSX or CSV' },
  { magic: '(\xb5/\xfd', message: 'this is compressed with zstd; only gzip and ZIP are read: decompress it first' },
  { magic: 'BZh', message: 'this is compressed with bzip2; only gzip and ZIP are read: decompress it first' },
  { magic: '\xfd7zXZ', message: 'this is compressed with xz; only gzip and ZIP are read: decompress it first' },
  { magic: 'Rar!', message: 'this is a RAR archive; only ZIP and gzip are read: unpack it and send the table itself' },
  { magic: "7z\xbc\xaf'", message: 'this is a 7z archive; only ZIP and gzip are read: unpack it and send the table itself' },
  { magic: 'PARE', message: 'this is an encrypted Parquet file; send it without encryption' },
  { magic: 'ORC', message: 'this is an ORC file; save it as Parquet or CSV' },
  { magic: 'Obj\x01', message: 'this is an Avro file; save it as Parquet or CSV' },
  { magic: 'SQLite format 3', message: 'this is an SQLite database; save its table as CSV' },
  { magic: '%PDF', message: 'this is a PDF; a table is needed, as CSV, XLSX or JSON' },
];

/** Throws DQ_IMPORT_FORMAT for bytes that are some other kind of file. */
export function refuseStrangers(head: Buffer): void {
  const text = head
    .toString('latin1', 0, 1000)
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart();
  // A tar has its mark behind the name of its first file.
  if (head.toString('latin1', 257, 262) === 'ustar')
    throw new Fault('DQ_IMPORT_FORMAT', 400, 'this is a tar archive; only ZIP and gzip are read: unpack it and send the table itself');
  const stranger = strangers.find(({ magic }) => text.slice(0, magic.length).toLowerCase() === magic.toLowerCase());
  if (stranger !== undefined) throw new Fault('DQ_IMPORT_FORMAT', 400, stranger.message);
}

/** Workbooks and archives: read by their directory and not from front to end. An archive of nothing has only a directory. */
export const isZip = (head: Buffer): boolean => ['PK\x03\x04', 'PK\x05\x06'].includes(head.toString('latin1', 0, 4));
export const isParquet = (head: Buffer): boolean => head.toString('latin1', 0, 4) === 'PAR1';

/** A file's bytes, inflated when its own first bytes say that it is gzipped (its name says nothing). */
export async function readBytes(path: string): Promise<FileBytes> {
  const head = await firstBytes(path);
  const raw = createReadStream(path, { highWaterMark: chunkBytes });
  let read = 0;
  raw.on('data', (chunk) => {
    read += chunk.length;
  });
  raw.pause();
  return { chunks: isGzip(head) ? inflate(raw, (await stat(path)).size) : plain(raw), readBytes: () => read };
}

async function* plain(raw: AsyncIterable<Buffer> & { destroy(): unknown }): AsyncIterable<Buffer> {
  try {
    for await (const chunk of raw) yield chunk;
  } finally {
    raw.destroy();
  }
}

async function* inflate(raw: ReturnType<typeof createReadStream>, packedBytes: number): AsyncIterable<Buffer> {
  const gunzip = createGunzip({ chunkSize: chunkBytes });
  raw.once('error', (error) => gunzip.destroy(error));
  raw.pipe(gunzip);
  const inflated: AsyncIterable<Buffer> = gunzip;
  try {
    let bytes = 0;
    for await (const chunk of inflated) {
      bytes += chunk.length;
      refuseBomb(bytes, packedBytes);
      yield chunk;
    }
  } catch (error) {
    if (error instanceof Fault) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new Fault('DQ_IMPORT_GZIP', 400, `the gzip file is damaged or cut off (${reason})`, { cause: error });
  } finally {
    raw.destroy();
    gunzip.destroy();
  }
}
