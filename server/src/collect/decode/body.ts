import { gunzipSync } from 'node:zlib';
import { Fault } from '#kernel';

/** The largest body after inflating; what Segment allows. */
const MAX_BODY_BYTES = 500 * 1024;

export const tooLarge = (): Fault => new Fault('DQ_TOO_LARGE', 400, `the body is more than ${MAX_BODY_BYTES} bytes (after inflating); send smaller batches`);

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/**
 * The body's plain bytes. Gzip is told by its first bytes, never by headers: SDKs set these wrongly in both ways. Inflating stops at the
 * limit, so that a gigabyte of zeros in a megabyte costs no memory.
 */
export function plainBytes(bytes: Buffer, maxBytes = MAX_BODY_BYTES): Buffer {
  if (!isGzip(bytes)) {
    if (bytes.byteLength > maxBytes) throw tooLarge();
    return bytes;
  }
  try {
    return gunzipSync(bytes, { maxOutputLength: maxBytes });
  } catch (cause) {
    if (cause instanceof RangeError) throw tooLarge();
    throw new Fault('DQ_NOT_GZIP', 400, 'the body begins like gzip and is not', { cause });
  }
}

/** UTF-8, without a byte order mark; what is not UTF-8 becomes U+FFFD. */
export function textOfBytes(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/** What is in the log was admitted: imports write larger bodies than the collector takes. The bound is only against damage. */
const maxRecordBytes = 64 * 1024 * 1024;

/** A record's body, inflated. */
export const recordBytes = ({ body }: { readonly body: Uint8Array }): Buffer =>
  plainBytes(Buffer.from(body.buffer, body.byteOffset, body.byteLength), maxRecordBytes);

/** The same as text. */
export const recordText = (record: { readonly body: Uint8Array }): string => textOfBytes(recordBytes(record));
