import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Fault } from '#kernel';

/** What stays free for the databases and the log. */
const reserveBytes = 1024 ** 3;

/**
 * A packed file that has to be read by its directory (a workbook, Parquet) lies unpacked beside its archive, `<file>.unpacked-…`, for as long as that: it is unpacked once, whoever reads it how
 * often. Gives its path. Throws DQ_DISK_FULL before the disk is.
 */
export async function unpack(path: string, name: string, chunks: () => AsyncIterable<Buffer>): Promise<string> {
  const target = `${path}.unpacked-${createHash('sha256').update(name).digest('hex').slice(0, 16)}`;
  if ((await stat(target).catch(() => undefined)) !== undefined) return target;
  const part = `${target}.${process.pid}-${performance.now()}`;
  try {
    const { bavail, bsize } = await statfs(dirname(path));
    await pipeline(chunks, withRoom(bavail * bsize - reserveBytes), createWriteStream(part));
    await rename(part, target);
  } finally {
    await rm(part, { force: true });
  }
  return target;
}

const withRoom = (room: number) =>
  async function* (chunks: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
    let bytes = 0;
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > room) throw new Fault('DQ_DISK_FULL', 507, 'the disk has no room for what the archive holds');
      yield chunk;
    }
  };
