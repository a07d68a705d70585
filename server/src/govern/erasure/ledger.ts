import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { isJsonObject } from '#kernel';
import type { PostgresSession } from '#platform';
import { repeatErasure } from './erasure.store.ts';
import type { ErasureParticipant } from './participant.ts';

/** One line of the ledger: numbers of profiles, nothing personal. */
interface Entry {
  readonly workspace: number;
  readonly homes: readonly number[];
  /** ISO 8601; with the workspace it names the erasure, whatever its number is in a database that was restored. */
  readonly askedAt: string;
}

const isEntry = (value: unknown): value is Entry & object =>
  isJsonObject(value) && typeof value['workspace'] === 'number' && Array.isArray(value['homes']) && typeof value['askedAt'] === 'string';

const readLines = (file: string): readonly string[] => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []);

/** Puts every erasure into a file that stands beside the stores: a restore takes it along, so that nobody comes back with an older database. */
export const ledgerErasure = (file: string): ErasureParticipant => ({
  name: 'ledger',
  sweep: ({ workspace, homes, askedAt }) => {
    const line = JSON.stringify({ workspace, homes, askedAt: askedAt.toISOString() });
    if (!readLines(file).includes(line)) append(file, `${line}\n`);
    return Promise.resolve({ removed: [], isDone: true });
  },
});

function append(file: string, text: string): void {
  const handle = openSync(file, 'a', 0o600);
  writeSync(handle, text);
  fsyncSync(handle);
  closeSync(handle);
}

/**
 * Asks again for erasures that the database does not know: it was restored from a backup that is older. Before anything new is worked off, because numbers of profiles that the
 * backup does not have are given anew. `existing`: those of some profile ids that there are. Gives how many it asked for.
 */
export async function repeatErasures(
  pg: PostgresSession,
  file: string,
  { acceptedUpTo, existing }: { readonly acceptedUpTo: number; readonly existing: (ids: readonly number[]) => Promise<readonly number[]> },
): Promise<number> {
  let repeated = 0;
  for (const line of readLines(file)) {
    const entry: unknown = JSON.parse(line);
    if (!isEntry(entry)) continue;
    const { workspace, homes, askedAt } = entry;
    if (await repeatErasure(pg, { workspace, homes: await existing(homes), askedAt: new Date(askedAt), acceptedUpTo })) repeated++;
  }
  return repeated;
}
