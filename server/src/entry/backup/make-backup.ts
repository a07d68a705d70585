import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { Fault } from '#kernel';
import { clusterFolder, dataFormat, freeBytes, type Settings } from '#platform/boot';
import { copyTree, sizeOfTree } from './copy-tree.ts';
import { dataIn, isPassing, type Manifest, sizeText, writeManifest } from './manifest.ts';
import { whileStill } from './still.ts';

/** Throws DQ_NOTHING_TO_BACK_UP, DQ_FOLDER_IN_USE, DQ_DISK_FULL, and what `whileStill` throws. */
export async function makeBackup(settings: Settings, folder: string, version: string): Promise<Manifest> {
  const { data } = settings;
  if (!existsSync(join(data, 'secrets.json'))) throw new Fault('DQ_NOTHING_TO_BACK_UP', 400, `the data folder ${data} has never been started`);
  const target = resolve(folder);
  if (!relative(data, target).startsWith('..')) throw new Fault('DQ_FOLDER_IN_USE', 400, `${target} lies inside the data folder; choose another place`);
  await mkdir(target, { recursive: true, mode: 0o700 });
  if ((await readdir(target)).length > 0) throw new Fault('DQ_FOLDER_IN_USE', 400, `${target} is not empty; a backup needs a folder of its own`);
  return whileStill(settings, async () => {
    const cluster = clusterFolder(data);
    const isElsewhere = cluster !== join(data, 'postgres');
    const sizes = [await sizeOfTree(data, isPassing), ...(isElsewhere ? [await sizeOfTree(cluster)] : [])];
    refuseTooSmall(target, sum(sizes, 'bytes'));
    const copied = [
      await copyTree(data, dataIn(target), { skip: isPassing }),
      ...(isElsewhere ? [await copyTree(cluster, join(dataIn(target), 'postgres'))] : []),
    ];
    spawnSync('sync', ['-f', target]); // a backup that is reported as made should survive a power cut
    const manifest: Manifest = { format: dataFormat, version, createdAt: new Date().toISOString(), files: sum(copied, 'files'), bytes: sum(copied, 'bytes') };
    writeManifest(target, manifest);
    return manifest;
  });
}

const sum = <Name extends string>(sizes: readonly Readonly<Record<Name, number>>[], name: Name): number => sizes.reduce((total, size) => total + size[name], 0);

export function refuseTooSmall(folder: string, bytes: number): void {
  const free = freeBytes(folder);
  if (free < bytes) throw new Fault('DQ_DISK_FULL', 507, `${folder} has ${sizeText(free)} free, ${sizeText(bytes)} are needed; nothing was changed`);
}
