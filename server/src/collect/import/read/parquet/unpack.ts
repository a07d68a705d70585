import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { type Compressors, snappyUncompress } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';

type Unpack = (input: Uint8Array, bytes: number) => Uint8Array;

/** Bytes with nothing beside them: a value that claims to go on behind its page's end must not find what else lay in memory. */
const alone = (bytes: Uint8Array): Uint8Array => (bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes));

/** As many bytes come as the page says, and no more. */
const bounded =
  (unpack: (input: Uint8Array, options: { maxOutputLength: number }) => Uint8Array): Unpack =>
  (input, bytes) =>
    bytes === 0 ? new Uint8Array() : alone(unpack(input, { maxOutputLength: bytes }));

/**
 * LZ4 as Hadoop frames it: blocks behind the lengths of both forms, big-endian. The ready one believes lengths below zero and then stands still; here blocks that do not fill the page to the byte are
 * none, and the page is one block, as other writers mean the same name.
 */
const unpackLz4: Unpack = (input, bytes) => {
  const raw = compressors.LZ4_RAW;
  if (raw === undefined) throw new Error('LZ4 is not read');
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  const blocks: { readonly at: number; readonly packed: number; readonly bytes: number }[] = [];
  let [at, sum] = [0, 0];
  while (at + 8 <= input.length) {
    const [plain, packed] = [view.getUint32(at), view.getUint32(at + 4)];
    blocks.push({ at: at + 8, packed, bytes: plain });
    at += 8 + packed;
    sum += plain;
  }
  if (at !== input.length || sum !== bytes) return raw(input, bytes);
  return alone(Buffer.concat(blocks.map((block) => raw(input.subarray(block.at, block.at + block.packed), block.bytes))));
};

/** The one in WebAssembly is faster and believes the page: where that says more bytes than come, it hands out what an earlier file left in its memory. */
const unpackSnappy: Unpack = (input, bytes) => {
  const output = new Uint8Array(bytes);
  snappyUncompress(input, output);
  return output;
};

/** How pages are unpacked. What Node has is bounded there and faster; the others fill the page's own bytes and end with their input. */
export const unpackers: Compressors = {
  ...compressors,
  SNAPPY: unpackSnappy,
  GZIP: bounded(gunzipSync),
  BROTLI: bounded(brotliDecompressSync),
  ZSTD: bounded(zstdDecompressSync),
  LZ4: unpackLz4,
};
