import type { PostgresSession } from '#platform';

/** A workspace on its way out. */
export interface StoredRemoval {
  readonly workspace: number;
  readonly key: string;
  readonly name: string;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly done: readonly string[];
  readonly error: string | null;
  readonly finishedAt: Date | null;
}

const columns = 'workspace, key, name, asked_by AS "askedBy", asked_at AS "askedAt", done, error, finished_at AS "finishedAt"';

// Its row stays, without its key, because log records and the audit log speak of it; and its sources, so that their records are skipped.
const hide = `UPDATE govern.workspace SET removed_at = $2, key = '~' || id, settings = '{}' WHERE id = $1 AND removed_at IS NULL RETURNING id`;
const silence = `UPDATE govern.source SET write_key = NULL, name = '~' || id WHERE workspace = $1`;
const revoke = 'UPDATE govern.api_key SET revoked_at = $2 WHERE workspace = $1 AND revoked_at IS NULL';
const insert = `INSERT INTO govern.removal (workspace, key, name, asked_by, asked_at) VALUES ($1, $2, $3, $4, $5) RETURNING ${columns}`;
const open = `SELECT ${columns} FROM govern.removal WHERE finished_at IS NULL ORDER BY asked_at LIMIT 1`;
const byKey = `SELECT ${columns} FROM govern.removal WHERE key = $1 ORDER BY asked_at DESC LIMIT 1`;
const step = `UPDATE govern.removal SET done = done || $2::text, error = NULL WHERE workspace = $1`;
const fail = 'UPDATE govern.removal SET attempts = attempts + 1, error = $2 WHERE workspace = $1';
const finish = 'UPDATE govern.removal SET finished_at = $2 WHERE workspace = $1';
const count = 'SELECT count(*)::int AS n FROM govern.workspace WHERE removed_at IS NULL';

/** Hides a workspace from everybody at once; undefined when it was gone already. The rest is the worker's. */
export async function beginRemoval(
  tx: PostgresSession,
  { workspace, key, name, askedBy, askedAt }: Pick<StoredRemoval, 'workspace' | 'key' | 'name' | 'askedBy' | 'askedAt'>,
): Promise<StoredRemoval | undefined> {
  if ((await tx.query(hide, [workspace, askedAt])).length === 0) return undefined;
  await tx.query(silence, [workspace]);
  await tx.query(revoke, [workspace, askedAt]);
  const [row] = await tx.query<StoredRemoval>(insert, [workspace, key, name, askedBy, askedAt]);
  return row;
}

export const nextRemoval = async (pg: PostgresSession): Promise<StoredRemoval | undefined> => (await pg.query<StoredRemoval>(open))[0];
export const readRemoval = async (pg: PostgresSession, key: string): Promise<StoredRemoval | undefined> => (await pg.query<StoredRemoval>(byKey, [key]))[0];
export const noteStep = async (pg: PostgresSession, workspace: number, name: string): Promise<void> => void (await pg.query(step, [workspace, name]));
export const noteFailure = async (pg: PostgresSession, workspace: number, error: string): Promise<void> => void (await pg.query(fail, [workspace, error]));
export const finishRemoval = async (pg: PostgresSession, workspace: number, at: Date): Promise<void> => void (await pg.query(finish, [workspace, at]));
export const countWorkspaces = async (pg: PostgresSession): Promise<number> => (await pg.query<{ n: number }>(count))[0]?.n ?? 0;
export const readSourceIds = async (pg: PostgresSession, workspace: number): Promise<readonly number[]> =>
  (await pg.query<{ id: number }>('SELECT id FROM govern.source WHERE workspace = $1', [workspace])).map(({ id }) => id);
