import type { PostgresSession } from '#platform';

/** A category that somebody made or gave a place. */
export interface KeptCategory {
  readonly path: string;
  readonly position: number;
}

export const readCategories = (pg: PostgresSession, workspace: number): Promise<readonly KeptCategory[]> =>
  pg.query<KeptCategory>('SELECT path, position FROM tag.category WHERE workspace = $1', [workspace]);

const keepOrder = `
  INSERT INTO tag.category (workspace, path, position) SELECT $1, path, place FROM unnest($2::text[]) WITH ORDINALITY AS o (path, place)
  ON CONFLICT (workspace, path) DO UPDATE SET position = excluded.position`;

/** Siblings in this order. */
export async function saveOrder(tx: PostgresSession, workspace: number, siblings: readonly string[]): Promise<void> {
  await tx.query(keepOrder, [workspace, siblings]);
}

const keep = `INSERT INTO tag.category (workspace, path, position) SELECT $1, path, 1000000 FROM unnest($2::text[]) AS k (path) ON CONFLICT DO NOTHING`;

/** Categories stay when their last tag goes, once somebody has seen to them; '' is none. */
export async function keepCategories(tx: PostgresSession, workspace: number, paths: readonly string[]): Promise<void> {
  await tx.query(keep, [workspace, paths.filter((path) => path !== '')]);
}

export async function forgetCategories(tx: PostgresSession, workspace: number, paths: readonly string[]): Promise<void> {
  await tx.query('DELETE FROM tag.category WHERE workspace = $1 AND path = ANY($2)', [workspace, paths]);
}

export interface Rename {
  readonly from: string;
  readonly to: string;
}

const renameKept = `
  WITH gone AS (
    DELETE FROM tag.category c USING unnest($2::text[], $3::text[]) AS r ("from", "to") WHERE c.workspace = $1 AND c.path = r."from" RETURNING r."to" AS path, c.position
  )
  INSERT INTO tag.category (workspace, path, position) SELECT DISTINCT ON (path) $1, path, position FROM gone ORDER BY path, position ON CONFLICT DO NOTHING`;
const renameOfTags = `
  UPDATE tag.definition d SET category = r."to" FROM unnest($2::text[], $3::text[]) AS r ("from", "to") WHERE d.workspace = $1 AND d.category = r."from"`;

/** Where tags stand is no part of what they mean: their versions stay, and nothing is computed again. */
export async function renameCategories(tx: PostgresSession, workspace: number, renames: readonly Rename[]): Promise<void> {
  const values = [workspace, renames.map(({ from }) => from), renames.map(({ to }) => to)];
  await tx.query(renameKept, values);
  await tx.query(renameOfTags, values);
}

/** As tags have them written. */
export async function readWrittenCategories(tx: PostgresSession, workspace: number): Promise<readonly string[]> {
  const rows = await tx.query<{ category: string }>('SELECT DISTINCT category FROM tag.definition WHERE workspace = $1', [workspace]);
  return rows.map(({ category }) => category);
}

const moveTags = `
  UPDATE tag.definition d SET category = $3 FROM tag.definition before
  WHERE d.workspace = $1 AND d.key = ANY($2) AND before.id = d.id RETURNING d.key, before.category`;

/** Puts tags into a category; gives where each stood before. */
export const putIntoCategory = (
  tx: PostgresSession,
  workspace: number,
  keys: readonly string[],
  category: string,
): Promise<readonly { readonly key: string; readonly category: string }[]> => tx.query(moveTags, [workspace, keys, category]);
