import type { BucketPlace, FilesPull, FolderPlace } from '@danqing/contracts';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '#kernel';
import { saveWaitingFiles } from '../connection.store.ts';
import { fileKey, noteFile, readHad } from '../file.store.ts';
import type { FilesPlace, FoundFile } from '../files/found.ts';
import { openFiles } from '../files/open.ts';
import { clearPending } from '../run.store.ts';
import { passwordOf } from '../secret.ts';
import type { Pending, RunProblem, StoredConnection, StoredRun } from '../types.ts';
import { beginSlice, nextSliceOf } from './begin-slice.ts';
import type { ConnectDeps } from './deps.ts';
import { requireRunning, waitForLog } from './settle.ts';

type FilesConnection = StoredConnection & { readonly place: FolderPlace | BucketPlace; readonly pull: FilesPull };
type PendingFile = Extract<Pending, { kind: 'file' }>;

export const isFiles = (connection: StoredConnection): connection is FilesConnection =>
  (connection.place.kind === 'folder' || connection.place.kind === 's3') && 'pattern' in connection.pull;

/** How often it is looked again whether files rest that somebody was still writing. */
const looks = 3;

/**
 * Brings in every version of every file that was not there before: file → a copy, synced → an import, whose appends are synced → the file is had. A file that cannot be
 * imported stands in nobody's way; the run then ends as failed and says which.
 */
export async function runFiles(run: StoredRun, connection: FilesConnection, deps: ConnectDeps): Promise<void> {
  const { pg, clock } = deps;
  const problems: RunProblem[] = [];
  const settle = async (pending: PendingFile): Promise<void> => {
    const problem = await problemOf(run, pending, deps);
    if (problem !== null) problems.push({ ...problem, message: `${pending.path}: ${problem.message}` });
    const { path, version, bytes, import: id } = pending;
    await pg.transaction(async (tx) => {
      await noteFile(tx, connection.id, {
        path,
        version,
        bytes,
        import: id,
        state: problem === null ? 'done' : 'failed',
        error: problem,
        at: new Date(clock.now()),
      });
      await clearPending(tx, run.id);
    });
  };
  if (run.pending?.kind === 'file') await settle(run.pending);
  const place = await openFiles(connection.place, connection.pull, { ...deps, secret: passwordOf(deps.seal, connection.secret), now: clock.now });
  for (let look = 1; look <= looks; look++) {
    const waiting = await newFiles(place, connection, deps);
    const ready = waiting.filter(({ isResting }) => isResting);
    let left = waiting.length;
    await saveWaitingFiles(pg, connection.id, left);
    for (const file of ready) {
      await requireRunning(pg, run.id);
      const pending = await takeFile(run, connection, place, file, deps);
      if (pending !== undefined) await settle(pending);
      await saveWaitingFiles(pg, connection.id, --left);
    }
    if (left === 0) break;
    await sleep(deps.restMs ?? 5000);
  }
  const [first] = problems;
  if (first !== undefined)
    throw new Fault(
      'DQ_CONNECTION_FILES',
      400,
      problems.length === 1 ? first.message : `${problems.length} files could not be imported; the first: ${first.message}`,
    );
}

async function newFiles(place: FilesPlace, { id }: FilesConnection, { pg }: ConnectDeps): Promise<readonly FoundFile[]> {
  const found = await place.list();
  const had = await readHad(pg, id, found);
  return found.filter((file) => !had.has(fileKey(file)));
}

/** Undefined when it changed while it was copied: it is looked at again. */
async function takeFile(run: StoredRun, connection: FilesConnection, place: FilesPlace, found: FoundFile, deps: ConnectDeps): Promise<PendingFile | undefined> {
  const next = await nextSliceOf(run, deps);
  if (!(await place.copy(found, next.file))) return undefined;
  const { path, version, bytes } = found;
  const pending: PendingFile = { kind: 'file', import: next.id, path, version, bytes };
  const counts = { read: 0, unchanged: 0 };
  await beginSlice(run, connection, { ...next, pending, counts, fileName: basename(path), mapping: connection.mapping, totalBytes: bytes }, deps);
  return pending;
}

/** What the import of a file failed with; null when it is in the log. */
async function problemOf(run: StoredRun, { import: id }: PendingFile, { pg }: ConnectDeps): Promise<RunProblem | null> {
  try {
    await waitForLog(pg, run.id, id);
    return null;
  } catch (error) {
    if (error instanceof Fault && error.code.startsWith('DQ_IMPORT_')) return { code: error.code, message: error.message };
    throw error;
  }
}
