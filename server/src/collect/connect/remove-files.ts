import type { PostgresSession } from '#platform';
import { forgetKnownRows } from './sql/known-rows.ts';

/** Removes what lies in the folder of imports about the connections of one workspace, which is itself to go. Their slices go with its imports. */
export async function removeConnectionFiles(pg: PostgresSession, folder: string, workspace: number): Promise<void> {
  const connections = await pg.query<{ id: number }>('SELECT id FROM collect.connection WHERE workspace = $1', [workspace]);
  for (const { id } of connections) await forgetKnownRows(folder, id);
}
