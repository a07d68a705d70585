import { open } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { Fault } from '#kernel';

export interface FileBytes {
  readonly chunks: AsyncIterable<Buffer>;
  /** Bytes of the file itself read so far: what progress is measured by. */
  readBytes(): number;
}

const chunkBytes = 256 * 1024;

/** The first bytes as they lie on disk. */
async function firstBytes(path: string): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(16), 0, 16, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

const isGzip = (head: Buffer): boolean => head[0] === 0x1f && head[1] === 0x8b;

const htmlTable = 'this is a web page, as some shops call XLS; open it in Excel or WPS and save it as XLSX or CSV';

/** What other files begin with, that people take for tables. */
const strangers: readonly { readonly magic: string; readonly message: string }[] = [
  { magic: 'PK\x03\x04', message: 'this is a gzipped workbook or ZIP; send the workbook (XLSX) itself' },
  { magic: 'PAR1', message: 'this is a Parquet file; reading those comes with a later version: save it as CSV' },
  {
    magic: '\xd0\xcf\x11\xe0',
    message: 'this is an old Excel workbook (XLS) or one with a password: open it in Excel or WPS and save it as XLSX or CSV, without a password',
  },
  { magic: '<html', message: htmlTable },
  { magic: '<table', message: htmlTable },
  { magic: '<!DOCTYPE html', message: htmlTable },
  { magic: '<?xml', message: 'this is XML, as old spreadsheets were; open it in Excel or WPS and save it as XLSX or CSV' },
  { magic: '(\xb5/\xfd', message: 'this is compressed with zstd; only gzip is read: decompress it first' },
  { magic: 'BZh', message: 'this is compressed with bzip2; only gzip is read: decompress it first' },
  { magic: '\xfd7zXZ', message: 'this is compressed with xz; only gzip is read: decompress it first' },
  { magic: '%PDF', message: 'this is a PDF; a table is needed, as CSV, TSV or JSON lines' },
];

/** Throws DQ_IMPORT_FORMAT for bytes that are some other kind of file. */
export function refuseStrangers(head: Buffer): void {
  const text = head
    .toString('latin1', 0, 1000)
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart();
  const stranger = strangers.find(({ magic }) => text.slice(0, magic.length).toLowerCase() === magic.toLowerCase());
  if (stranger !== undefined) throw new Fault('DQ_IMPORT_FORMAT', 400, stranger.message);
}

/** Workbooks are ZIP archives, read by their directory and not from front to end. */
export const isZip = async (path: string): Promise<boolean> => (await firstBytes(path)).toString('latin1', 0, 4) === 'PK\x03\x04';

/** A file's bytes, inflated when its own first bytes say that it is gzipped (its name says nothing). */
export async function readBytes(path: string): Promise<FileBytes> {
  const head = await firstBytes(path);
  const raw = createReadStream(path, { highWaterMark: chunkBytes });
  let read = 0;
  raw.on('data', (chunk) => {
    read += chunk.length;
  });
  raw.pause();
  return { chunks: isGzip(head) ? inflate(raw) : plain(raw), readBytes: () => read };
}

async function* plain(raw: AsyncIterable<Buffer> & { destroy(): unknown }): AsyncIterable<Buffer> {
  try {
    for await (const chunk of raw) yield chunk;
  } finally {
    raw.destroy();
  }
}

async function* inflate(raw: ReturnType<typeof createReadStream>): AsyncIterable<Buffer> {
  const gunzip = createGunzip({ chunkSize: chunkBytes });
  raw.once('error', (error) => gunzip.destroy(error));
  raw.pipe(gunzip);
  const inflated: AsyncIterable<Buffer> = gunzip;
  try {
    for await (const chunk of inflated) yield chunk;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Fault('DQ_IMPORT_GZIP', 400, `the gzip file is damaged or cut off (${reason})`, { cause: error });
  } finally {
    raw.destroy();
    gunzip.destroy();
  }
}
