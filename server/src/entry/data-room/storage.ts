import { readdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';

export interface Storage {
  readonly freeBytes: number | null;
  readonly totalBytes: number | null;
  readonly logBytes: number | null;
}

/** What files below a folder take; null when there is no such folder on this machine. */
async function bytesOf(folder: string): Promise<number | null> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => undefined); // the log is elsewhere
  if (entries === undefined) return null;
  const files = entries.filter((entry) => entry.isFile());
  // 512-byte blocks: the log's files are sparse. One that went meanwhile takes nothing.
  const sizes = await Promise.all(
    files.map((file) =>
      stat(join(file.parentPath, file.name)).then(
        ({ blocks }) => blocks * 512,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** How full the disk of the data folder is. */
export async function readStorage(data: string): Promise<Storage> {
  const disk = await statfs(data).catch(() => undefined); // a folder of another machine cannot be measured
  return {
    freeBytes: disk === undefined ? null : disk.bavail * disk.bsize,
    totalBytes: disk === undefined ? null : disk.blocks * disk.bsize,
    logBytes: await bytesOf(join(data, 'log')),
  };
}
