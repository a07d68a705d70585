import { closeSync, createReadStream, openSync, rmSync, writeSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { RowSink } from '../run/tally.ts';

/** Where all rejected rows of an import are written, one JSON array a line: [row, reason, column?, value?]. */
export const rejectedFile = (folder: string, id: string): string => join(folder, `${id}.rejected`);
/** The same of the rows that were left out on purpose: [row, reason]. */
export const skippedFile = (folder: string, id: string): string => join(folder, `${id}.skipped`);

const flushAt = 64 * 1024;
const keptMs = 30 * 86_400_000;
/** Of a file of a hundred million rows most may be left out. */
export const mostListed = 1_000_000;

export interface RowWriter extends RowSink {
  close(): void;
}

/** Writes them as they come, the first million; the file is made with the first one. */
export function rowWriter(path: string): RowWriter {
  let file: number | undefined;
  let written = 0;
  let waiting = '';
  const flush = (): void => {
    if (waiting === '') return;
    file ??= openSync(path, 'w', 0o600);
    writeSync(file, waiting);
    waiting = '';
  };
  return {
    add: (row, reason, where) => {
      if (++written > mostListed) return;
      waiting += `${JSON.stringify(where === undefined ? [row, reason] : [row, reason, where.column, where.value])}\n`;
      if (waiting.length > flushAt) flush();
    },
    reset: () => {
      waiting = '';
      written = 0;
      if (file !== undefined) closeSync(file);
      file = undefined;
      rmSync(path, { force: true }); // of a process that ended early
    },
    close: () => {
      flush();
      if (file !== undefined) closeSync(file);
    },
  };
}

export interface RowLine {
  readonly row: number;
  readonly reason: string;
  readonly column: string;
  readonly value: string;
}

export const hasRows = async (path: string): Promise<boolean> => (await stat(path).catch(() => undefined)) !== undefined;

/** All rows of one kind, as they were written; nothing when the file is gone. */
export async function* readRowLines(path: string): AsyncIterable<RowLine> {
  if (!(await hasRows(path))) return;
  for await (const line of createInterface({ input: createReadStream(path) })) {
    const parsed: unknown = JSON.parse(line);
    const cells: readonly unknown[] = Array.isArray(parsed) ? parsed : [];
    const [row, reason, column, value] = cells;
    yield { row: Number(row), reason: String(reason), column: typeof column === 'string' ? column : '', value: typeof value === 'string' ? value : '' };
  }
}

/** Takes away what has been kept for thirty days. */
export async function forgetRows(folder: string, now: number): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((one) => /\.(rejected|skipped)$/.test(one))) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    if (found !== undefined && found.mtimeMs < now - keptMs) await rm(path, { force: true });
  }
}
