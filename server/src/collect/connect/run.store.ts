import type { PostgresSession } from '#platform';
import type { Pending, RunProblem, StoredRun } from './types.ts';

const columns = `r.id, r.connection, r.workspace, r.cause, r.by, r.state, r.read_rows AS "readRows", r.unchanged, r.slices, r.pending, r.error,
  r.created_at AS "createdAt", r.started_at AS "startedAt", r.finished_at AS "finishedAt"`;

const insert = `
  INSERT INTO collect.connection_run AS r (connection, workspace, cause, by, state, created_at) VALUES ($1, $2, $3, $4, 'waiting', $5)
  ON CONFLICT (connection) WHERE state IN ('waiting', 'running') DO NOTHING RETURNING ${columns}`;

/** Undefined while one is under way. */
export const addRun = async (
  tx: PostgresSession,
  { id, workspace }: { readonly id: number; readonly workspace: number },
  { cause, by, at }: { readonly cause: StoredRun['cause']; readonly by: string | null; readonly at: Date },
): Promise<StoredRun | undefined> => (await tx.query<StoredRun>(insert, [id, workspace, cause, by, at]))[0];

export const readOpenRuns = (pg: PostgresSession): Promise<readonly StoredRun[]> =>
  pg.query<StoredRun>(`SELECT ${columns} FROM collect.connection_run r WHERE state IN ('waiting', 'running') ORDER BY id`);

export const readRun = async (pg: PostgresSession, id: number): Promise<StoredRun | undefined> =>
  (await pg.query<StoredRun>(`SELECT ${columns} FROM collect.connection_run r WHERE id = $1`, [id]))[0];

export const readRuns = (pg: PostgresSession, connection: number, before: number | undefined, limit: number): Promise<readonly StoredRun[]> =>
  pg.query<StoredRun>(`SELECT ${columns} FROM collect.connection_run r WHERE connection = $1 AND ($2::bigint IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`, [
    connection,
    before ?? null,
    limit,
  ]);

const last = `
  SELECT ${columns} FROM unnest($1::int[]) AS c (id)
  CROSS JOIN LATERAL (SELECT * FROM collect.connection_run o WHERE o.connection = c.id ORDER BY o.id DESC LIMIT 1) r`;
/** The latest of each. */
export const readLastRuns = (pg: PostgresSession, connections: readonly number[]): Promise<readonly StoredRun[]> => pg.query<StoredRun>(last, [connections]);

export async function markRunning(pg: PostgresSession, id: number, at: Date): Promise<void> {
  await pg.query(`UPDATE collect.connection_run SET state = 'running', started_at = coalesce(started_at, $2) WHERE id = $1 AND state = 'waiting'`, [id, at]);
}

const slice = `UPDATE collect.connection_run SET pending = $2, slices = slices + 1, read_rows = read_rows + $3, unchanged = unchanged + $4 WHERE id = $1 AND state = 'running' RETURNING id`;

/** An import was made for it, in the same transaction. False when the run was stopped meanwhile. */
export const addSlice = async (
  tx: PostgresSession,
  id: number,
  pending: Pending,
  counts: { readonly read: number; readonly unchanged: number },
): Promise<boolean> => (await tx.query(slice, [id, JSON.stringify(pending), counts.read, counts.unchanged])).length === 1;

/** Rows that came and of which nothing was to be imported. */
export async function countRows(pg: PostgresSession, id: number, { read, unchanged }: { readonly read: number; readonly unchanged: number }): Promise<void> {
  await pg.query('UPDATE collect.connection_run SET read_rows = read_rows + $2, unchanged = unchanged + $3 WHERE id = $1', [id, read, unchanged]);
}

export async function clearPending(tx: PostgresSession, id: number): Promise<void> {
  await tx.query('UPDATE collect.connection_run SET pending = NULL WHERE id = $1', [id]);
}

const end = `UPDATE collect.connection_run SET state = $2, error = $3, finished_at = $4, pending = NULL WHERE id = $1 AND state IN ('waiting', 'running') RETURNING id`;

/** False when it had ended already. */
export const endRun = async (
  tx: PostgresSession,
  id: number,
  state: 'done' | 'failed' | 'stopped',
  at: Date,
  error: RunProblem | null = null,
): Promise<boolean> => (await tx.query(end, [id, state, error === null ? null : JSON.stringify(error), at])).length === 1;

const forget = `
  DELETE FROM collect.connection_run r WHERE finished_at < $1
  AND EXISTS (SELECT FROM collect.connection_run later WHERE later.connection = r.connection AND later.id > r.id)`;
/** Runs of long ago, but the latest of each connection. */
export async function forgetRuns(pg: PostgresSession, before: Date): Promise<void> {
  await pg.query(forget, [before]);
}
