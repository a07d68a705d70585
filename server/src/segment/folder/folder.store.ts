import type { PostgresSession } from '#platform';

/** Folders by path, with how many segments are in each itself; folders that nothing is in too. */
export interface FolderCount {
  readonly path: string;
  readonly segments: number;
}

const counts = `
  SELECT path, sum(segments)::int AS segments FROM (
    SELECT path, 0 AS segments FROM segment.folder WHERE workspace = $1
    UNION ALL
    SELECT folder, count(*) FROM segment.definition WHERE workspace = $1 AND folder <> '' GROUP BY folder) every
  GROUP BY path ORDER BY path`;

export const readFolders = (pg: PostgresSession, workspace: number): Promise<readonly FolderCount[]> => pg.query<FolderCount>(counts, [workspace]);

export async function keepFolder(tx: PostgresSession, workspace: number, path: string): Promise<void> {
  await tx.query('INSERT INTO segment.folder (workspace, path) VALUES ($1, $2) ON CONFLICT DO NOTHING', [workspace, path]);
}

const renameKept = `
  WITH moved AS (DELETE FROM segment.folder WHERE workspace = $1 AND (path = $2 OR starts_with(path, $2 || '/')) RETURNING path)
  INSERT INTO segment.folder (workspace, path) SELECT $1, $3 || substr(path, length($2) + 1) FROM moved ON CONFLICT DO NOTHING`;
const renameUsed = `
  UPDATE segment.definition SET folder = $3 || substr(folder, length($2) + 1)
  WHERE workspace = $1 AND (folder = $2 OR starts_with(folder, $2 || '/')) RETURNING id`;

/** Renames a folder, or moves it, with everything below; gives how many segments went along. */
export async function renameFolder(tx: PostgresSession, workspace: number, from: string, to: string): Promise<number> {
  await tx.query(renameKept, [workspace, from, to]);
  return (await tx.query(renameUsed, [workspace, from, to])).length;
}

/** Takes away a folder and those below it, which must hold no segment. */
export async function dropFolder(tx: PostgresSession, workspace: number, path: string): Promise<void> {
  await tx.query(`DELETE FROM segment.folder WHERE workspace = $1 AND (path = $2 OR starts_with(path, $2 || '/'))`, [workspace, path]);
}

const move = 'UPDATE segment.definition SET folder = $3 WHERE workspace = $1 AND key = ANY($2) RETURNING key';

/** Puts segments into a folder; gives the keys of those there are. Where a segment stands is no part of what it says: its version stays, and nothing is computed. */
export const moveSegments = async (tx: PostgresSession, workspace: number, keys: readonly string[], folder: string): Promise<readonly string[]> =>
  (await tx.query<{ key: string }>(move, [workspace, keys, folder])).map(({ key }) => key);
