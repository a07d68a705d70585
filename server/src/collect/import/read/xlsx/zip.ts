import { type FileHandle, open } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { createInflateRaw } from 'node:zlib';
import { Fault } from '#kernel';

export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly headerAt: number;
}

/** A ZIP archive by its directory: entries are inflated when they are read, chunk by chunk, so that memory does not grow with the file. */
export interface Zip {
  readonly entries: ReadonlyMap<string, ZipEntry>;
  /** The entry's inflated bytes; `onPacked` sees how many of its packed bytes were read. Ends the reading when the consumer stops. */
  read(entry: ZipEntry, onPacked?: (bytes: number) => void): AsyncIterable<Buffer>;
}

const damaged = (what: string, cause?: unknown): Fault => new Fault('DQ_IMPORT_XLSX', 400, `the workbook is damaged or cut off (${what})`, { cause });

const endBytes = 22;
const mostComment = 65_535;
const endMark = 0x06054b50;
const end64Mark = 0x06064b50;
const entryMark = 0x02014b50;
const localMark = 0x04034b50;
const localBytes = 30;
const mostDirectoryBytes = 16 * 1024 * 1024;
const chunkBytes = 256 * 1024;

/** Opens the archive by the directory at its end (APPNOTE 4.3; with the 64-bit records of large files). Throws DQ_IMPORT_XLSX. */
export async function openZip(path: string): Promise<Zip> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const entries = new Map(directoryEntries(await readDirectory(handle, size)).map((entry) => [entry.name, entry]));
    return { entries, read: (entry, onPacked) => inflateEntry(path, entry, onPacked) };
  } finally {
    await handle.close();
  }
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead < length) throw damaged('it ends early');
  return buffer;
}

async function readDirectory(handle: FileHandle, size: number): Promise<Buffer> {
  const tailBytes = Math.min(size, endBytes + mostComment);
  const tail = await readAt(handle, size - tailBytes, tailBytes);
  let at = tail.length - endBytes;
  while (at >= 0 && tail.readUInt32LE(at) !== endMark) at--;
  if (at < 0) throw damaged('its directory is missing');
  let bytes = tail.readUInt32LE(at + 12);
  let offset = tail.readUInt32LE(at + 16);
  if (offset === 0xffffffff || bytes === 0xffffffff) {
    const locator = at - 20;
    if (locator < 0) throw damaged('its directory is missing');
    const end = await readAt(handle, Number(tail.readBigUInt64LE(locator + 8)), 56);
    if (end.readUInt32LE(0) !== end64Mark) throw damaged('its directory is missing');
    bytes = Number(end.readBigUInt64LE(40));
    offset = Number(end.readBigUInt64LE(48));
  }
  if (bytes > mostDirectoryBytes || offset + bytes > size) throw damaged('its directory is impossible');
  return await readAt(handle, offset, bytes);
}

function directoryEntries(directory: Buffer): readonly ZipEntry[] {
  const entries: ZipEntry[] = [];
  let at = 0;
  while (at + 46 <= directory.length && directory.readUInt32LE(at) === entryMark) {
    const [nameBytes, extraBytes, commentBytes] = [directory.readUInt16LE(at + 28), directory.readUInt16LE(at + 30), directory.readUInt16LE(at + 32)];
    const isEncrypted = (directory.readUInt16LE(at + 8) & 1) === 1;
    if (isEncrypted) throw new Fault('DQ_IMPORT_FORMAT', 400, 'the workbook is protected by a password: save it without one');
    const sizes = wideSizes(directory, at, directory.subarray(at + 46 + nameBytes, at + 46 + nameBytes + extraBytes));
    entries.push({ name: directory.toString('utf8', at + 46, at + 46 + nameBytes).replaceAll('\\', '/'), method: directory.readUInt16LE(at + 10), ...sizes });
    at += 46 + nameBytes + extraBytes + commentBytes;
  }
  return entries;
}

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

async function* inflateEntry(path: string, entry: ZipEntry, onPacked?: (bytes: number) => void): AsyncIterable<Buffer> {
  if (entry.method !== 0 && entry.method !== 8) throw damaged(`it is packed in an unknown way (${entry.method})`);
  const handle = await open(path, 'r');
  let start: number;
  try {
    const local = await readAt(handle, entry.headerAt, localBytes);
    if (local.readUInt32LE(0) !== localMark) throw damaged('an entry is not where its directory says');
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
    for await (const chunk of chunks) yield chunk;
  } catch (error) {
    throw damaged(error instanceof Error ? error.message : String(error), error);
  } finally {
    raw.destroy();
    inflater?.destroy();
  }
}
