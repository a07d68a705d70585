import { constants } from 'node:fs';
import { chmod, copyFile, lchown, lstat, mkdir, readdir, readlink, symlink } from 'node:fs/promises';
import { join } from 'node:path';

export interface TreeSize {
  readonly files: number;
  readonly bytes: number;
}

export interface CopyOptions {
  /** Names at the top that are left out. */
  skip?(name: string): boolean;
  /** Whose the copies shall be; ours otherwise. */
  readonly owner?: { readonly uid: number; readonly gid: number };
}

const parallel = 16;

/** Copies files, folders and links as they are; where the file system can, by sharing blocks. Resolves to what was copied. */
export async function copyTree(from: string, to: string, options: CopyOptions = {}): Promise<TreeSize> {
  let [files, bytes] = [0, 0];
  const visit = async (source: string, target: string, skip?: (name: string) => boolean): Promise<void> => {
    const { mode } = await lstat(source);
    await mkdir(target, { recursive: true, mode: 0o700 });
    const entries = (await readdir(source, { withFileTypes: true })).filter(({ name }) => skip?.(name) !== true);
    for (let start = 0; start < entries.length; start += parallel) {
      await Promise.all(
        entries.slice(start, start + parallel).map(async (entry) => {
          const [path, copy] = [join(source, entry.name), join(target, entry.name)];
          if (entry.isDirectory()) return visit(path, copy);
          if (entry.isSymbolicLink()) await symlink(await readlink(path), copy);
          else if (entry.isFile()) await copyFile(path, copy, constants.COPYFILE_FICLONE);
          else return undefined; // a socket or pipe holds nothing
          const { size } = await lstat(copy);
          files++;
          bytes += entry.isFile() ? size : 0;
          return own(copy);
        }),
      );
    }
    await chmod(target, mode & 0o777);
    await own(target);
  };
  const own = async (path: string): Promise<void> => {
    if (options.owner !== undefined) await lchown(path, options.owner.uid, options.owner.gid);
  };
  await visit(from, to, options.skip);
  return { files, bytes };
}

/** What `copyTree` would copy. */
export async function sizeOfTree(folder: string, skip?: (name: string) => boolean): Promise<TreeSize> {
  let [files, bytes] = [0, 0];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (skip?.(entry.name) === true) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      const inner = await sizeOfTree(path);
      files += inner.files;
      bytes += inner.bytes;
    } else if (entry.isFile() || entry.isSymbolicLink()) {
      files++;
      bytes += entry.isFile() ? (await lstat(path)).size : 0;
    }
  }
  return { files, bytes };
}
