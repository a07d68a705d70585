import { createGzip } from 'node:zlib';

const mb = 1024 * 1024;

/** A JSON text of so many bytes, nearly all of them blanks, as gzip: a thousandth of its size. Made in pieces, so that the test itself stays small. */
export async function gzipBomb(bytes: number): Promise<Buffer> {
  const gzip = createGzip({ level: 9 });
  const chunks: Buffer[] = [];
  gzip.on('data', (chunk: Buffer) => chunks.push(chunk));
  const blanks = Buffer.alloc(mb, ' ');
  const write = (piece: Buffer): Promise<void> => new Promise((resolve, reject) => gzip.write(piece, (error) => (error ? reject(error) : resolve())));
  await write(Buffer.from('{"batch":['));
  for (let written = 0; written < bytes; written += mb) await write(blanks);
  await write(Buffer.from(']}'));
  await new Promise<void>((resolve) => gzip.end(resolve));
  return Buffer.concat(chunks);
}
