import { statfs } from 'node:fs/promises';
import { Fault } from '#kernel';

export interface DiskGuard {
  /** Throws DQ_DISK_FULL while less than the reserve is free. Looks again from time to time, without making the caller wait. */
  check(): void;
}

export const freeBytesOf = async (folder: string): Promise<number> => {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
};

const LOOK_EVERY_MS = 1_000;

export async function guardDisk(options: { freeBytes: () => Promise<number>; reserveBytes: number; lookEveryMs?: number }): Promise<DiskGuard> {
  const lookEveryMs = options.lookEveryMs ?? LOOK_EVERY_MS;
  let free = await options.freeBytes();
  let lookedAt = performance.now();
  let looking = false;
  const look = async (): Promise<void> => {
    looking = true;
    // A look that fails says nothing about space; the commit itself reports a full disk.
    free = await options.freeBytes().catch(() => free);
    lookedAt = performance.now();
    looking = false;
  };
  return {
    check: () => {
      if (!looking && performance.now() - lookedAt >= lookEveryMs) void look();
      if (free < options.reserveBytes) throw diskFull();
    },
  };
}

export const diskFull = (cause?: unknown): Fault =>
  new Fault(
    'DQ_DISK_FULL',
    429,
    'the disk of the event log is nearly full; what was acknowledged is safe, nothing new is accepted',
    cause === undefined ? {} : { cause },
  );
