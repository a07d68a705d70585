import type { PostgresSession } from '#platform';

export interface StoredComment {
  readonly id: number;
  readonly object: string;
  readonly parent: number | null;
  readonly authorId: string;
  readonly author: string;
  readonly text: string;
  readonly mentions: readonly string[];
  readonly at: Date;
  readonly editedAt: Date | null;
  readonly removedAt: Date | null;
  readonly resolvedAt: Date | null;
  readonly resolvedBy: string | null;
}

const columns = `id, object, parent, author_id AS "authorId", author, text, mentions, created_at AS at, edited_at AS "editedAt",
  removed_at AS "removedAt", resolved_at AS "resolvedAt", resolved_by AS "resolvedBy"`;

const page = `SELECT ${columns} FROM collaborate.comment WHERE workspace = $1 AND object = $2 AND id > $3 ORDER BY id LIMIT $4`;
export const readComments = (pg: PostgresSession, workspace: number, object: string, after: number, limit: number): Promise<readonly StoredComment[]> =>
  pg.query<StoredComment>(page, [workspace, object, after, limit]);

const one = `SELECT ${columns} FROM collaborate.comment WHERE workspace = $1 AND id = $2`;
export const readComment = async (pg: PostgresSession, workspace: number, id: number): Promise<StoredComment | undefined> =>
  (await pg.query<StoredComment>(one, [workspace, id]))[0];

const insert = `
  INSERT INTO collaborate.comment (workspace, object, parent, author_id, author, text, mentions, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
  RETURNING ${columns}`;
export async function insertComment(
  tx: PostgresSession,
  workspace: number,
  { object, parent, authorId, author, text, mentions, at }: Pick<StoredComment, 'object' | 'parent' | 'authorId' | 'author' | 'text' | 'mentions' | 'at'>,
): Promise<StoredComment> {
  const [row] = await tx.query<StoredComment>(insert, [workspace, object, parent, authorId, author, text, mentions, at]);
  if (row === undefined) throw new Error('an inserted comment comes back');
  return row;
}

const edit = `UPDATE collaborate.comment SET text = $3, edited_at = $4 WHERE workspace = $1 AND id = $2 RETURNING ${columns}`;
export const editComment = async (tx: PostgresSession, workspace: number, id: number, text: string, at: Date): Promise<StoredComment | undefined> =>
  (await tx.query<StoredComment>(edit, [workspace, id, text, at]))[0];

const remove = `UPDATE collaborate.comment SET text = '', mentions = '{}', removed_at = $3 WHERE workspace = $1 AND id = $2`;
export const removeComment = (tx: PostgresSession, workspace: number, id: number, at: Date): Promise<unknown> => tx.query(remove, [workspace, id, at]);

const resolve = `UPDATE collaborate.comment SET resolved_at = $3, resolved_by = $4 WHERE workspace = $1 AND id = $2 RETURNING ${columns}`;
export const resolveThread = async (
  tx: PostgresSession,
  workspace: number,
  id: number,
  resolved: { readonly at: Date; readonly by: string } | undefined,
): Promise<StoredComment | undefined> => (await tx.query<StoredComment>(resolve, [workspace, id, resolved?.at ?? null, resolved?.by ?? null]))[0];

const voices = `SELECT DISTINCT author_id AS id FROM collaborate.comment WHERE workspace = $1 AND (id = $2 OR parent = $2) AND removed_at IS NULL`;
/** Who has written in a thread. */
export const readVoices = async (tx: PostgresSession, workspace: number, thread: number): Promise<readonly string[]> =>
  (await tx.query<{ id: string }>(voices, [workspace, thread])).map(({ id }) => id);
