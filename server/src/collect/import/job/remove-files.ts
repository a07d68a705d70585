import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { PostgresSession } from '#platform';

/** Removes everything that lies in the folder of imports about the imports of one workspace, which is itself to go. */
export async function removeImportFiles(pg: PostgresSession, folder: string, workspace: number): Promise<void> {
  const ids = new Set((await pg.query<{ id: string }>('SELECT id FROM collect.import WHERE workspace = $1', [workspace])).map(({ id }) => id));
  const names = await readdir(folder).catch(() => []);
  for (const name of names) if (ids.has(name.split('.', 1)[0] ?? '')) await rm(join(folder, name), { recursive: true, force: true });
}
