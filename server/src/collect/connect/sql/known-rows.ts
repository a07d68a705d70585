import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '#kernel';
import { writeWhole } from '../spool.ts';

/** Rows that a full read can compare: 8 bytes each, twice, in memory while it runs. */
const mostKnownRows = 5_000_000;

/** Which rows were there at the last full read, by their marks. */
export interface KnownRows {
  has(mark: bigint): boolean;
  /** Notes a row of this read. Throws DQ_CONNECTION_TOO_LARGE. */
  add(mark: bigint): void;
  /** Keeps what was noted beside what is known, until `takeOver`. */
  save(): Promise<void>;
}

const fileOf = (folder: string, connection: number): string => join(folder, `connection-${connection}.rows`);
const nextOf = (folder: string, connection: number): string => `${fileOf(folder, connection)}.next`;

export async function openKnownRows(folder: string, connection: number): Promise<KnownRows> {
  const known = marksIn(await readFile(fileOf(folder, connection)).catch(() => Buffer.alloc(0)));
  let noted = new BigUint64Array(1024);
  let count = 0;
  return {
    has: (mark) => isIn(known, mark),
    add: (mark) => {
      if (count >= mostKnownRows)
        throw new Fault(
          'DQ_CONNECTION_TOO_LARGE',
          400,
          `the query gives more than ${mostKnownRows} rows, too many to be read in full each time; name a column by which new rows are known`,
        );
      if (count === noted.length) {
        const larger = new BigUint64Array(count * 2);
        larger.set(noted);
        noted = larger;
      }
      noted[count++] = mark;
    },
    save: () => {
      const sorted = noted.slice(0, count).sort();
      return writeWhole(nextOf(folder, connection), Buffer.from(sorted.buffer, 0, sorted.byteLength));
    },
  };
}

/** What was noted is known from now on: its rows are in the log. Does nothing when that was done before. */
export async function takeOver(folder: string, connection: number): Promise<void> {
  await rename(nextOf(folder, connection), fileOf(folder, connection)).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  });
}

export async function forgetKnownRows(folder: string, connection: number): Promise<void> {
  await rm(fileOf(folder, connection), { force: true });
  await rm(nextOf(folder, connection), { force: true });
}

const marksIn = (bytes: Buffer): BigUint64Array => {
  const marks = new BigUint64Array(Math.floor(bytes.length / 8));
  Buffer.from(marks.buffer).set(bytes.subarray(0, marks.byteLength));
  return marks;
};

function isIn(sorted: BigUint64Array, mark: bigint): boolean {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0n) < mark) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === mark;
}
