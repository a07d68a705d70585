import { isUtf8 } from 'node:buffer';
import { type FileHandle, open } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { crc32, createInflateRaw } from 'node:zlib';
import { Fault } from '#kernel';
import { refuseBomb } from './bomb.ts';

export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly headerAt: number;
  readonly isEncrypted: boolean;
  readonly crc: number;
}

/** A ZIP archive by its directory: entries are inflated when they are read, chunk by chunk, so that memory does not grow with the file. */
export interface Zip {
  readonly entries: ReadonlyMap<string, ZipEntry>;
  /** The entry's inflated bytes; `onPacked` sees how many of its packed bytes were read. Ends the reading when the consumer stops. */
  read(entry: ZipEntry, onPacked?: (bytes: number) => void): AsyncIterable<Buffer>;
}

/** What people call the file: faults speak of it. */
type Noun = 'workbook' | 'archive';
const damaged = (noun: Noun, what: string, cause?: unknown): Fault =>
  new Fault(noun === 'workbook' ? 'DQ_IMPORT_XLSX' : 'DQ_IMPORT_ARCHIVE', 400, `the ${noun} is damaged or cut off (${what})`, { cause });

/** What is protected by a password. */
export const encrypted = (noun: Noun): Fault =>
  noun === 'workbook'
    ? new Fault('DQ_IMPORT_FORMAT', 400, 'the workbook is protected by a password: save it without one')
    : new Fault('DQ_IMPORT_ARCHIVE', 400, 'the archive is protected by a password: unpack it and send the table itself');

const endBytes = 22;
const mostComment = 65_535;
const endMark = 0x06054b50;
const end64Mark = 0x06064b50;
const entryMark = 0x02014b50;
const localMark = 0x04034b50;
const localBytes = 30;
const mostDirectoryBytes = 16 * 1024 * 1024;
const chunkBytes = 256 * 1024;

/** Opens the archive by the directory at its end (APPNOTE 4.3; with the 64-bit records of large files). Throws DQ_IMPORT_XLSX, of an archive DQ_IMPORT_ARCHIVE, and DQ_IMPORT_BOMB where it says that it holds more than any table does. */
export async function openZip(path: string, noun: Noun = 'workbook'): Promise<Zip> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const entries = new Map(directoryEntries(await readDirectory(handle, size, noun)).map((entry) => [entry.name, entry]));
    // Entries that lie over each other pack one stretch of bytes a thousand times.
    refuseBomb(
      [...entries.values()].reduce((sum, { bytes }) => sum + bytes, 0),
      size,
    );
    return { entries, read: (entry, onPacked) => inflateEntry(path, entry, noun, onPacked) };
  } finally {
    await handle.close();
  }
}

async function readAt(handle: FileHandle, position: number, length: number, noun: Noun): Promise<Buffer> {
  if (!(position >= 0 && length >= 0)) throw damaged(noun, 'its directory is impossible');
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead < length) throw damaged(noun, 'it ends early');
  return buffer;
}

async function readDirectory(handle: FileHandle, size: number, noun: Noun): Promise<Buffer> {
  const tailBytes = Math.min(size, endBytes + mostComment);
  const tail = await readAt(handle, size - tailBytes, tailBytes, noun);
  let at = tail.length - endBytes;
  while (at >= 0 && tail.readUInt32LE(at) !== endMark) at--;
  if (at < 0) throw damaged(noun, 'its directory is missing');
  let bytes = tail.readUInt32LE(at + 12);
  let offset = tail.readUInt32LE(at + 16);
  if (offset === 0xffffffff || bytes === 0xffffffff) {
    const locator = at - 20;
    if (locator < 0) throw damaged(noun, 'its directory is missing');
    const end = await readAt(handle, Number(tail.readBigUInt64LE(locator + 8)), 56, noun);
    if (end.readUInt32LE(0) !== end64Mark) throw damaged(noun, 'its directory is missing');
    bytes = Number(end.readBigUInt64LE(40));
    offset = Number(end.readBigUInt64LE(48));
  }
  if (bytes > mostDirectoryBytes || offset + bytes > size) throw damaged(noun, 'its directory is impossible');
  return await readAt(handle, offset, bytes, noun);
}

function directoryEntries(directory: Buffer): readonly ZipEntry[] {
  const entries: ZipEntry[] = [];
  let at = 0;
  while (at + 46 <= directory.length && directory.readUInt32LE(at) === entryMark) {
    const [nameBytes, extraBytes, commentBytes] = [directory.readUInt16LE(at + 28), directory.readUInt16LE(at + 30), directory.readUInt16LE(at + 32)];
    const isEncrypted = (directory.readUInt16LE(at + 8) & 1) === 1;
    const sizes = wideSizes(directory, at, directory.subarray(at + 46 + nameBytes, at + 46 + nameBytes + extraBytes));
    const name = nameOf(directory.subarray(at + 46, at + 46 + nameBytes));
    entries.push({ name, method: directory.readUInt16LE(at + 10), crc: directory.readUInt32LE(at + 16), isEncrypted, ...sizes });
    at += 46 + nameBytes + extraBytes + commentBytes;
  }
  return entries;
}

/** UTF-8, whatever the flag says; what is none was packed by a Chinese Windows. */
const nameOf = (bytes: Buffer): string => new TextDecoder(isUtf8(bytes) ? 'utf-8' : 'gb18030').decode(bytes).replaceAll('\\', '/');

/** Sizes and place, from the 64-bit extra field where the 32-bit ones are full. */
function wideSizes(directory: Buffer, at: number, extra: Buffer): Pick<ZipEntry, 'packedBytes' | 'bytes' | 'headerAt'> {
  const sizes = { bytes: directory.readUInt32LE(at + 24), packedBytes: directory.readUInt32LE(at + 20), headerAt: directory.readUInt32LE(at + 42) };
  for (let place = 0; place + 4 <= extra.length; place += 4 + extra.readUInt16LE(place + 2)) {
    if (extra.readUInt16LE(place) !== 1) continue;
    let field = place + 4;
    for (const name of ['bytes', 'packedBytes', 'headerAt'] as const) {
      if (sizes[name] !== 0xffffffff || field + 8 > extra.length) continue;
      sizes[name] = Number(extra.readBigUInt64LE(field));
      field += 8;
    }
  }
  return sizes;
}

async function* inflateEntry(path: string, entry: ZipEntry, noun: Noun, onPacked?: (bytes: number) => void): AsyncIterable<Buffer> {
  if (entry.isEncrypted) throw encrypted(noun);
  if (entry.method !== 0 && entry.method !== 8) throw damaged(noun, `it is packed in an unknown way (${entry.method})`);
  const handle = await open(path, 'r');
  let start: number;
  try {
    const local = await readAt(handle, entry.headerAt, localBytes, noun);
    if (local.readUInt32LE(0) !== localMark) throw damaged(noun, 'an entry is not where its directory says');
    start = entry.headerAt + localBytes + local.readUInt16LE(26) + local.readUInt16LE(28);
  } finally {
    await handle.close();
  }
  if (entry.packedBytes === 0) return;
  const raw = createReadStream(path, { start, end: start + entry.packedBytes - 1, highWaterMark: chunkBytes });
  const inflater = entry.method === 8 ? createInflateRaw({ chunkSize: chunkBytes }) : undefined;
  raw.on('data', (chunk) => onPacked?.(chunk.length));
  raw.pause();
  if (inflater !== undefined) {
    raw.once('error', (error) => inflater.destroy(error));
    raw.pipe(inflater);
  }
  const chunks: AsyncIterable<Buffer> = inflater ?? raw;
  try {
    let inflated = 0;
    let crc = 0;
    for await (const chunk of chunks) {
      inflated += chunk.length;
      refuseBomb(inflated, entry.packedBytes);
      if (noun === 'archive') crc = crc32(chunk, crc);
      yield chunk;
    }
    if (noun === 'archive' && (crc !== entry.crc || inflated !== entry.bytes)) throw damaged(noun, `${entry.name} is not what was packed`);
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw damaged(noun, error instanceof Error ? error.message : String(error), error);
  } finally {
    raw.destroy();
    inflater?.destroy();
  }
}
