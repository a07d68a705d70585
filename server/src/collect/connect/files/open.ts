import type { BucketPlace, FilesPull, FolderPlace } from '@danqing/contracts';
import type { Networks } from '#platform';
import { openBucket } from './bucket.ts';
import { openFolder } from './folder.ts';
import type { FilesPlace } from './found.ts';

interface Asking {
  readonly secret: string;
  readonly networks: Networks;
  readonly watchedFolders: readonly string[];
  readonly now: () => number;
  readonly restMs?: number | undefined;
}

/** Long enough for a copy over a slow network to go on writing. */
const usualRestMs = 10_000;

/** Throws DQ_ADDRESS_…, DQ_CONNECTION_… */
export async function openFiles(
  place: FolderPlace | BucketPlace,
  { pattern, prefix }: FilesPull,
  { secret, networks, watchedFolders, now, restMs }: Asking,
): Promise<FilesPlace> {
  if (place.kind === 'folder') return await openFolder({ folder: place.folder, allowed: watchedFolders, pattern, now, restMs: restMs ?? usualRestMs });
  return openBucket({ place, secretAccessKey: secret, networks, prefix: prefix ?? '', pattern });
}
