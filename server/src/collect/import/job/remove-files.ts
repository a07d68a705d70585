import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { PostgresSession } from '#platform';

/** Removes everything that lies in the folder of imports about the imports of one workspace, which is itself to go. */
export async function removeImportFiles(pg: PostgresSession, folder: string, workspace: number): Promise<void> {
  const ids = new Set((await pg.query<{ id: string }>('SELECT id FROM collect.import WHERE workspace = $1', [workspace])).map(({ id }) => id));
  const names = await readdir(folder).catch(() => []);
  for (const name of names) if (ids.has(name.split('.', 1)[0] ?? '')) await rm(join(folder, name), { recursive: true, force: true });
}

/** Removes an import's file, and what was unpacked of it. */
export async function removeSpooled(file: string): Promise<void> {
  const names = await readdir(dirname(file)).catch(() => []);
  for (const name of names) if (name === basename(file) || name.startsWith(`${basename(file)}.unpacked-`)) await rm(join(dirname(file), name), { force: true });
}
