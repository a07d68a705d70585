import { join } from 'node:path';
import { Fault, isJsonObject } from '#kernel';
import { dataFormat, jsonOrNothing, writeAtomically } from '#platform/boot';

/** What a backup says about itself. Written last: a backup without it is not whole. */
export interface Manifest {
  readonly format: number;
  readonly version: string;
  readonly createdAt: string;
  readonly files: number;
  readonly bytes: number;
}

const fileOf = (folder: string): string => join(folder, 'backup.json');
/** Where in the backup's folder the copy of the data folder lies. */
export const dataIn = (folder: string): string => join(folder, 'data');

export const writeManifest = (folder: string, manifest: Manifest): void => writeAtomically(fileOf(folder), `${JSON.stringify(manifest, null, 2)}\n`);

/** Throws DQ_NO_BACKUP, DQ_DATA_FROM_NEWER_VERSION. */
export function readManifest(folder: string): Manifest {
  const value = jsonOrNothing(fileOf(folder));
  if (!isJsonObject(value)) throw new Fault('DQ_NO_BACKUP', 400, `${folder} holds no backup, or one that was not finished (backup.json is missing)`);
  const { format, version, createdAt, files, bytes } = value;
  if (typeof format !== 'number' || typeof version !== 'string' || typeof createdAt !== 'string' || typeof files !== 'number' || typeof bytes !== 'number')
    throw new Fault('DQ_NO_BACKUP', 400, `${fileOf(folder)} cannot be read`);
  if (format > dataFormat)
    throw new Fault(
      'DQ_DATA_FROM_NEWER_VERSION',
      500,
      `the backup ${folder} was made by a newer version of Danqing (${version}); restore it with that version`,
    );
  return { format, version, createdAt, files, bytes };
}

/** Of the data folder, what is not kept: what belongs to one run, logs of the engines, remains of restores. */
export const isPassing = (name: string): boolean => ['run', 'logs', 'postgres.location', '.restoring'].includes(name) || name.startsWith('replaced-');

export const sizeText = (bytes: number): string =>
  bytes < 1e6 ? `${(bytes / 1e3).toFixed(0)} kB` : bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
