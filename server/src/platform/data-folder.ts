import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statfsSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Fault, isJsonObject } from '#kernel';
import { isAlive, type ProcessIdentity, parseIdentity, thisProcess } from './embedded/process-identity.ts';

/** The layout of the data folder that this code reads and writes; raised when an older version could no longer open it. */
export const dataFormat = 1;
/** Below this the engines could not even start; the event log refuses earlier, by its own measure. */
export const leastFreeBytes = 200 * 1024 * 1024;

export interface DataFolder {
  readonly path: string;
  /** Lets another Danqing have it. */
  release(): void;
}

/** Opens the data folder for one supervisor. Throws DQ_DATA_NOT_WRITABLE, DQ_DATA_LOCKED, DQ_DATA_FROM_NEWER_VERSION, DQ_DISK_FULL. */
export function openDataFolder(path: string): DataFolder {
  makeWritable(path);
  refuseFullDisk(path);
  const lock = join(path, 'run', 'lock.json');
  takeLock(path, lock);
  try {
    checkFormat(path);
  } catch (error) {
    rmSync(lock, { force: true });
    throw error;
  }
  return { path, release: () => rmSync(lock, { force: true }) };
}

/** Who holds the folder now, if that process still lives. */
export function holderOf(path: string): ProcessIdentity | undefined {
  const holder = parseIdentity(jsonOrNothing(join(path, 'run', 'lock.json')));
  return holder !== undefined && isAlive(holder) ? holder : undefined;
}

/** The layout number the folder was written with; undefined before the first start. */
export function formatOf(path: string): number | undefined {
  const version = jsonOrNothing(join(path, 'version.json'));
  return isJsonObject(version) && typeof version['format'] === 'number' ? version['format'] : undefined;
}

export const freeBytes = (path: string): number => {
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize;
};

function makeWritable(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o711 });
    for (const name of ['run', 'logs', 'log', 'dedupe', 'imports']) mkdirSync(join(path, name), { recursive: true, mode: 0o700 });
    writeAtomically(join(path, 'run', 'probe'), 'x');
    rmSync(join(path, 'run', 'probe'));
  } catch (error) {
    if (codeOf(error) === 'ENOSPC') throw diskFull(path, error);
    throw new Fault(
      'DQ_DATA_NOT_WRITABLE',
      500,
      `the data folder ${path} cannot be written (${codeOf(error) ?? String(error)}); give this user the right to it, or name another with --data`,
      { cause: error },
    );
  }
}

const diskFull = (path: string, cause?: unknown): Fault =>
  new Fault('DQ_DISK_FULL', 507, `the disk of ${path} has less than ${leastFreeBytes / 1024 / 1024} MB free; make room and start again, nothing was changed`, {
    cause,
  });

function refuseFullDisk(path: string): void {
  if (freeBytes(path) < leastFreeBytes) throw diskFull(path);
}

function checkFormat(path: string): void {
  const format = formatOf(path);
  if (format === undefined) writeAtomically(join(path, 'version.json'), `${JSON.stringify({ format: dataFormat })}\n`);
  else if (format > dataFormat)
    throw new Fault(
      'DQ_DATA_FROM_NEWER_VERSION',
      500,
      `the data folder ${path} was written by a newer version of Danqing (format ${format}, this one knows ${dataFormat}); start that version, or restore a backup`,
    );
}

/** The lock is a file that names a process by number and start time, so that a number used again is no lock. */
function takeLock(path: string, lock: string): void {
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      writeFileSync(lock, JSON.stringify(thisProcess()), { flag: 'wx', mode: 0o600 });
      return;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
      const holder = holderOf(path);
      if (holder !== undefined && holder.pid !== process.pid)
        throw new Fault(
          'DQ_DATA_LOCKED',
          409,
          `the data folder ${path} is used by another Danqing (process ${holder.pid}); stop that one, or name another folder with --data`,
        );
      rmSync(lock, { force: true });
    }
  }
  throw new Fault('DQ_DATA_LOCKED', 409, `another Danqing is starting in ${path} at this moment`);
}

/** Whole or not at all, also through a power cut; readable by the owner only. */
export function writeAtomically(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.new`;
  const file = openSync(temporary, 'w', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
  const folder = openSync(dirname(path), 'r');
  fsyncSync(folder);
  closeSync(folder);
}

/** Parsed JSON of a small file; undefined when it is not there or not whole. */
export function jsonOrNothing(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

export const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
