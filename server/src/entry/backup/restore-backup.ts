import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '#kernel';
import { clusterFolder, type Settings } from '#platform/boot';
import { carryErasures } from './carry-erasures.ts';
import { copyTree, sizeOfTree } from './copy-tree.ts';
import { refuseTooSmall } from './make-backup.ts';
import { dataIn, isPassing, type Manifest, readManifest } from './manifest.ts';
import { whileStill } from './still.ts';

export interface Restored {
  readonly manifest: Manifest;
  /** Where the data that was there before lies now. */
  readonly replaced: readonly string[];
}

/** Copies first and only then exchanges, so that a restore that fails leaves everything as it was. */
export async function restoreBackup(settings: Settings, folder: string): Promise<Restored> {
  const { data } = settings;
  const manifest = readManifest(folder);
  const found = await sizeOfTree(dataIn(folder));
  if (found.files !== manifest.files || found.bytes !== manifest.bytes)
    throw new Fault(
      'DQ_NO_BACKUP',
      400,
      `the backup ${folder} is damaged: ${found.files} files and ${found.bytes} bytes instead of ${manifest.files} and ${manifest.bytes}`,
    );
  return whileStill(settings, async () => {
    refuseTooSmall(data, manifest.bytes);
    const incoming = join(data, '.restoring');
    await rm(incoming, { recursive: true, force: true });
    const { uid, gid } = await stat(data);
    await copyTree(dataIn(folder), incoming, process.getuid?.() === 0 ? { owner: { uid, gid } } : {});
    const replaced = await putAside(data);
    for (const name of await readdir(incoming)) await rename(join(incoming, name), join(data, name));
    await rm(incoming, { recursive: true });
    await carryErasures(data, replaced);
    await rm(join(data, 'run', 'keys-shown'), { force: true }); // the next start shows the backup's keys
    return { manifest, replaced };
  });
}

async function putAside(data: string): Promise<readonly string[]> {
  const moment = new Date()
    .toISOString()
    .replaceAll(/[^0-9]/g, '')
    .slice(0, 14);
  const aside = join(data, `replaced-${moment}`);
  const cluster = clusterFolder(data);
  const names = (await readdir(data)).filter((name) => !isPassing(name));
  const replaced: string[] = [];
  if (cluster !== join(data, 'postgres') && existsSync(cluster)) {
    await rename(cluster, `${cluster}.replaced-${moment}`);
    await rm(join(data, 'postgres.location'));
    replaced.push(`${cluster}.replaced-${moment}`);
  }
  if (!names.includes('secrets.json')) await removeBare(data, names);
  const kept = (await readdir(data)).filter((name) => !isPassing(name));
  if (kept.length === 0) return replaced;
  await mkdir(aside, { mode: 0o711 });
  for (const name of kept) await rename(join(data, name), join(aside, name));
  return [aside, ...replaced];
}

/** A folder that was never started holds what opening it made: a version and empty folders. */
async function removeBare(data: string, names: readonly string[]): Promise<void> {
  await rm(join(data, 'version.json'), { force: true });
  for (const name of names)
    if (existsSync(join(data, name)) && (await sizeOfTree(join(data, name))).files === 0) await rm(join(data, name), { recursive: true });
}
