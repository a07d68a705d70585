import { Readable, pipeline } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

export interface ZipEntry {
  readonly name: string;
  readonly content: Iterable<string> | AsyncIterable<string>;
}

const [localSignature, descriptorSignature, entrySignature, endSignature] = [0x04034b50, 0x08074b50, 0x02014b50, 0x06054b50];
/** Sizes and checksum follow the content, because they are not known before; names are UTF-8. */
const flags = 0x0808;
const [version, deflated] = [20, 8];
/** 1 January 1980: the same content is the same file. */
const noDay = 0x0021;

function headOf(signature: number, length: number, at: number): Buffer {
  const head = Buffer.alloc(length);
  head.writeUInt32LE(signature, 0);
  if (signature === entrySignature) head.writeUInt16LE(version, 4);
  head.writeUInt16LE(version, at);
  head.writeUInt16LE(flags, at + 2);
  head.writeUInt16LE(deflated, at + 4);
  head.writeUInt16LE(noDay, at + 8);
  return head;
}

interface Measured {
  checksum: number;
  size: number;
  packed: number;
}

async function* measured(content: ZipEntry['content'], into: Measured): AsyncGenerator<Buffer> {
  for await (const text of content) {
    const bytes = Buffer.from(text);
    into.checksum = crc32(bytes, into.checksum);
    into.size += bytes.length;
    yield bytes;
  }
}

function numbersOf({ checksum, packed, size }: Measured, into: Buffer, at: number): void {
  into.writeUInt32LE(checksum, at);
  into.writeUInt32LE(packed, at + 4);
  into.writeUInt32LE(size, at + 8);
}

/** A ZIP archive (APPNOTE 6.3.3, without the 64-bit fields) as it is made: texts are packed off the main thread, and only as fast as somebody reads. */
export async function* zipOf(entries: readonly ZipEntry[]): AsyncGenerator<Buffer> {
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of entries) {
    const nameBytes = Buffer.from(name);
    const local = headOf(localSignature, 30, 4);
    local.writeUInt16LE(nameBytes.length, 26);
    yield Buffer.concat([local, nameBytes]);
    const sizes: Measured = { checksum: 0, size: 0, packed: 0 };
    // What fails in the content destroys the stream that is read here, so that it is thrown here.
    const packing: AsyncIterable<Buffer> = pipeline(Readable.from(measured(content, sizes)), createDeflateRaw(), () => undefined);
    for await (const chunk of packing) {
      sizes.packed += chunk.length;
      yield chunk;
    }
    const descriptor = Buffer.alloc(16);
    descriptor.writeUInt32LE(descriptorSignature, 0);
    numbersOf(sizes, descriptor, 4);
    yield descriptor;
    const entry = headOf(entrySignature, 46, 6);
    numbersOf(sizes, entry, 16);
    entry.writeUInt16LE(nameBytes.length, 28);
    entry.writeUInt32LE(offset, 42);
    directory.push(entry, nameBytes);
    offset += local.length + nameBytes.length + sizes.packed + descriptor.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(endSignature, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(offset, 16);
  yield Buffer.concat([listing, end]);
}
