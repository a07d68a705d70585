import type { IncomingMessage } from 'node:http';
import { Fault } from '#kernel';
import { tooLarge } from './decode/body.ts';

/** As sent: more than the inflated limit, because a form's escapes and base64 may double a body. */
export const MAX_SENT_BYTES = 1024 * 1024;
/** Bodies being received at one time, all requests together. */
const MAX_RECEIVING_BYTES = 128 * 1024 * 1024;
const MAX_RECEIVING_MS = 60_000;

export interface BodyReader {
  /** `maxSentBytes`: of this body, as sent. */
  read(request: IncomingMessage, maxSentBytes?: number): Promise<Buffer>;
  receivingBytes(): number;
}

/**
 * Reads bodies into memory within two bounds, one for each and one for all. What is refused is still drained (without keeping it), since a
 * client that is cut off while sending sees a broken connection, not the answer. Slow senders are cut off.
 */
export function createBodyReader(maxReceivingBytes = MAX_RECEIVING_BYTES): BodyReader {
  let receiving = 0;
  const read = (request: IncomingMessage, maxSentBytes = MAX_SENT_BYTES): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      let chunks: Buffer[] = [];
      let bytes = 0;
      let isOver = false;
      const timer = setTimeout(() => request.destroy(), MAX_RECEIVING_MS);
      const finish = (): void => {
        isOver = true;
        receiving -= bytes;
        bytes = 0;
        chunks = [];
      };
      const refuse = (fault: Fault): void => {
        finish();
        reject(fault);
      };
      request.on('data', (chunk: Buffer) => {
        if (isOver) return;
        chunks.push(chunk);
        bytes += chunk.byteLength;
        receiving += chunk.byteLength;
        if (bytes > maxSentBytes) refuse(tooLarge());
      });
      request.once('end', () => {
        clearTimeout(timer);
        if (isOver) return;
        const [only, ...more] = chunks;
        const body = only !== undefined && more.length === 0 ? only : Buffer.concat(chunks, bytes);
        finish();
        resolve(body);
      });
      request.once('close', () => {
        clearTimeout(timer);
        if (!isOver) refuse(new Fault('DQ_CLIENT_GONE', 400, 'the connection ended before the body did'));
      });
      request.once('error', () => undefined); // `close` follows
      if (Number(request.headers['content-length'] ?? 0) > maxSentBytes) refuse(tooLarge());
      else if (receiving >= maxReceivingBytes) refuse(new Fault('DQ_OVERLOADED', 429, 'more is being received than fits; send it again in a moment'));
    });
  return { read, receivingBytes: () => receiving };
}
