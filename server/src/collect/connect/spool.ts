import { type FileHandle, mkdir, open, rename, rm, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Fault } from '#kernel';

/** What stays free for the databases and the log. */
const reserveBytes = 1024 ** 3;
const flushAt = 1024 * 1024;
/** The disk is asked for its room once in so many bytes. */
const roomEvery = 64 * 1024 * 1024;

/** A file that is written line by line, and there as a whole or not at all. */
export interface Spool {
  /** Bytes so far. */
  readonly bytes: () => number;
  line(text: string): void;
  /** Writes what waits; to be called now and then. Throws DQ_DISK_FULL. */
  settle(): Promise<void>;
  /** Syncs it and gives it its name. */
  keep(): Promise<void>;
  /** Takes away what was written. */
  drop(): Promise<void>;
}

export async function openSpool(path: string): Promise<Spool> {
  await mkdir(dirname(path), { recursive: true });
  const part = `${path}.part`;
  const file = await open(part, 'w', 0o600);
  let waiting: string[] = [];
  let waitingLength = 0;
  let bytes = 0;
  let checkedAt = -roomEvery;
  const flush = async (): Promise<void> => {
    const chunk = Buffer.from(waiting.join(''));
    waiting = [];
    waitingLength = 0;
    if (bytes - checkedAt >= roomEvery) {
      await requireRoom(path);
      checkedAt = bytes;
    }
    await file.writeFile(chunk);
    bytes += chunk.length;
  };
  return {
    bytes: () => bytes + waitingLength,
    line: (text) => {
      waiting.push(text, '\n');
      waitingLength += text.length + 1;
    },
    settle: async () => {
      if (waitingLength >= flushAt) await flush();
    },
    keep: async () => {
      await flush();
      await syncAndName(file, part, path);
    },
    drop: async () => {
      await file.close();
      await rm(part, { force: true });
    },
  };
}

/** A whole file at once, synced. */
export async function writeWhole(path: string, bytes: Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const part = `${path}.part`;
  const file = await open(part, 'w', 0o600);
  await file.writeFile(bytes);
  await syncAndName(file, part, path);
}

async function syncAndName(file: FileHandle, part: string, path: string): Promise<void> {
  await file.sync();
  await file.close();
  await rename(part, path);
  const folder = await open(dirname(path), 'r');
  await folder.sync();
  await folder.close();
}

/** Throws DQ_DISK_FULL. */
export async function requireRoom(path: string, bytes = roomEvery): Promise<void> {
  const { bavail, bsize } = await statfs(dirname(path));
  if (bavail * bsize - reserveBytes < bytes)
    throw new Fault(
      'DQ_DISK_FULL',
      507,
      'the disk has too little room for what the connection would bring; free some space, and the next run goes on where this one stopped',
    );
}
