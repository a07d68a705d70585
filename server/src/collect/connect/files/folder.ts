import { constants } from 'node:fs';
import { copyFile, lstat, open, opendir, realpath, rm } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { Fault } from '#kernel';
import { requireRoom } from '../spool.ts';
import { type FilesPlace, type FoundFile, mostListed } from './found.ts';
import { compilePattern, isTemporary } from './pattern.ts';

const fault = (message: string, cause?: unknown): Fault =>
  new Fault('DQ_CONNECTION_FOLDER', 400, message, {
    errors: [{ path: '/place/folder', code: 'DQ_CONNECTION_FOLDER', message }],
    ...(cause === undefined ? {} : { cause }),
  });

const isWithin = (folder: string, path: string): boolean => path === folder || path.startsWith(folder + sep);

/** The real path of a folder within one of those that are allowed. Throws DQ_CONNECTION_FOLDER. */
export async function allowedFolder(folder: string, allowed: readonly string[]): Promise<string> {
  if (allowed.length === 0) throw fault('no folder may be watched in this installation (DANQING_WATCHED_FOLDERS)');
  if (!isAbsolute(folder)) throw fault('the folder must be an absolute path');
  const real = await realpath(folder).catch((error: unknown) => {
    throw fault(`there is no folder ${folder}, or it may not be read`, error);
  });
  for (const root of allowed) if (isWithin(await realpath(root).catch(() => root), real)) return real;
  throw fault(`${folder} is not within a folder that may be watched (${allowed.join(', ')})`);
}

interface Watching {
  readonly folder: string;
  readonly allowed: readonly string[];
  readonly pattern: string;
  readonly now: () => number;
  /** How long a file has to be left alone. */
  readonly restMs: number;
}

/** A folder of this machine. Links are not followed, so that nothing outside of it is read. */
export async function openFolder({ folder, allowed, pattern, now, restMs }: Watching): Promise<FilesPlace> {
  const root = await allowedFolder(folder, allowed);
  const fits = compilePattern(pattern);
  const isDeep = pattern.includes('**') || pattern.replace(/^\/+/, '').includes('/');
  return {
    name: root,
    list: async () => {
      const found: FoundFile[] = [];
      try {
        for await (const path of pathsIn(root, isDeep)) {
          const name = relative(root, path).split(sep).join('/');
          if (!fits(name) || isTemporary(name)) continue;
          const file = await lookAt(path, name, now(), restMs);
          if (file !== undefined) found.push(file);
          if (found.length >= mostListed) break;
        }
      } catch (error) {
        throw error instanceof Fault ? error : fault(`the folder ${root} cannot be read: ${error instanceof Error ? error.message : String(error)}`, error);
      }
      return found.sort((a, b) => (a.path < b.path ? -1 : 1));
    },
    copy: async ({ path, version, bytes }, to) => {
      const from = join(root, ...path.split('/'));
      if (!isWithin(root, await realpath(from).catch(() => ''))) return false;
      await requireRoom(to, bytes);
      await copyFile(from, to, constants.COPYFILE_FICLONE);
      const copy = await open(to, 'r+');
      await copy.sync();
      await copy.close();
      const after = await lookAt(from, path, now(), 0);
      if (after?.version === version) return true;
      await rm(to, { force: true });
      return false;
    },
  };
}

async function* pathsIn(folder: string, isDeep: boolean): AsyncIterable<string> {
  for await (const entry of await opendir(folder)) {
    const path = join(folder, entry.name);
    if (entry.isFile()) yield path;
    else if (isDeep && entry.isDirectory()) yield* pathsIn(path, true);
  }
}

/** Undefined when it has gone meanwhile. */
async function lookAt(path: string, name: string, now: number, restMs: number): Promise<FoundFile | undefined> {
  const stat = await lstat(path).catch(() => undefined);
  if (stat?.isFile() !== true) return undefined;
  const changed = Math.max(stat.mtimeMs, stat.ctimeMs);
  return {
    path: name,
    bytes: stat.size,
    version: `${stat.size}-${Math.round(stat.mtimeMs)}`,
    changedAt: new Date(Math.round(stat.mtimeMs)),
    isResting: now - changed >= restMs,
  };
}
