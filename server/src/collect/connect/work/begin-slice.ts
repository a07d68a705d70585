import type { ImportMapping } from '@danqing/contracts';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { addSlice, readRun } from '../run.store.ts';
import { addSliceImport, sliceImportId } from '../slice-import.store.ts';
import type { Pending, StoredConnection, StoredRun } from '../types.ts';
import type { ConnectDeps } from './deps.ts';
import { Stopped } from './settle.ts';

export interface SliceFile {
  readonly number: number;
  /** Of its import. */
  readonly id: string;
  /** Where what was fetched is to lie. */
  readonly file: string;
}

/** The slice that follows those which were begun; a slice that a kill cut short before `beginSlice` is this one again, and its file is written over. */
export async function nextSliceOf(run: StoredRun, { pg, folder }: ConnectDeps): Promise<SliceFile> {
  const number = ((await readRun(pg, run.id))?.slices ?? 0) + 1;
  const id = sliceImportId(run.id, number);
  return { number, id, file: join(folder, id) };
}

export interface FetchedSlice extends SliceFile {
  readonly pending: Pending;
  readonly counts: { readonly read: number; readonly unchanged: number };
  /** For people. */
  readonly fileName: string;
  readonly mapping: ImportMapping;
  readonly totalBytes: number;
}

/** The file of a slice lies there, synced: its import, and what holds once that is in the log. Throws Stopped, and takes the file away, when the run was stopped meanwhile. */
export async function beginSlice(
  run: StoredRun,
  { workspace, sourceId, source }: StoredConnection,
  { id, file, pending, counts, fileName, mapping, totalBytes }: FetchedSlice,
  { pg, clock, timezoneOf }: ConnectDeps,
): Promise<void> {
  const isBegun = await pg.transaction(async (tx) => {
    if (!(await addSlice(tx, run.id, pending, counts))) return false;
    const at = new Date(clock.now());
    await addSliceImport(tx, run.id, { id, workspace, sourceId, source, timezone: timezoneOf(workspace), file, fileName, mapping, totalBytes, at });
    return true;
  });
  if (isBegun) return;
  await rm(file, { force: true });
  throw new Stopped();
}
