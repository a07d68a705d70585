import type { PostgresSession } from '#platform';
import type { Position } from './position.ts';
import type { StoredConnection } from './types.ts';

const columns = `id, workspace, name, place, secret, pull, mapping, choices, source_id AS "sourceId", source, schedule, is_paused AS "isPaused", position, newest,
  newest_at AS "newestAt", waiting_files AS "waitingFiles", failures, next_at AS "nextAt", last_success_at AS "lastSuccessAt", updated_at AS "updatedAt",
  updated_by AS "updatedBy", operator_id AS "operatorId", reading`;

export const readConnections = (pg: PostgresSession, workspace: number): Promise<readonly StoredConnection[]> =>
  pg.query<StoredConnection>(`SELECT ${columns} FROM collect.connection WHERE workspace = $1 ORDER BY name`, [workspace]);

export const readConnection = async (pg: PostgresSession, id: number): Promise<StoredConnection | undefined> =>
  (await pg.query<StoredConnection>(`SELECT ${columns} FROM collect.connection WHERE id = $1`, [id]))[0];

export type ConnectionDraft = Pick<
  StoredConnection,
  | 'workspace'
  | 'name'
  | 'place'
  | 'secret'
  | 'pull'
  | 'mapping'
  | 'choices'
  | 'sourceId'
  | 'source'
  | 'schedule'
  | 'isPaused'
  | 'nextAt'
  | 'updatedAt'
  | 'updatedBy'
  | 'operatorId'
>;

const valuesOf = (draft: ConnectionDraft): readonly unknown[] => [
  draft.workspace,
  draft.name,
  JSON.stringify(draft.place),
  draft.secret,
  JSON.stringify(draft.pull),
  JSON.stringify(draft.mapping),
  draft.choices === null ? null : JSON.stringify(draft.choices),
  draft.sourceId,
  draft.source,
  JSON.stringify(draft.schedule),
  draft.isPaused,
  draft.nextAt,
  draft.updatedAt,
  draft.updatedBy,
  draft.operatorId,
];

const insert = `
  INSERT INTO collect.connection (workspace, name, place, secret, pull, mapping, choices, source_id, source, schedule, is_paused, next_at, created_at, updated_at, updated_by, operator_id)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13, $14, $15) ON CONFLICT (workspace, name) DO NOTHING RETURNING ${columns}`;

/** Undefined when the name is taken. */
export const insertConnection = async (tx: PostgresSession, draft: ConnectionDraft): Promise<StoredConnection | undefined> =>
  (await tx.query<StoredConnection>(insert, valuesOf(draft)))[0];

// What is read from the beginning has neither position nor newest value.
const update = `
  UPDATE collect.connection SET name = $2, place = $3, secret = $4, pull = $5, mapping = $6, choices = $7, source_id = $8, source = $9, schedule = $10, is_paused = $11, next_at = $12,
    updated_at = $13, updated_by = $14, operator_id = $15, failures = 0, position = CASE WHEN $17 THEN NULL ELSE position END, newest = CASE WHEN $17 THEN NULL ELSE newest END,
    reading = reading + $18::int
  WHERE workspace = $1 AND id = $16 RETURNING ${columns}`;

export interface Beginning {
  /** The next run begins from the beginning. */
  readonly isAnew: boolean;
  /** And what its rows say of people is said anew. */
  readonly isAgain: boolean;
}

export const updateConnection = async (
  tx: PostgresSession,
  id: number,
  draft: ConnectionDraft,
  { isAnew, isAgain }: Beginning,
): Promise<StoredConnection | undefined> => (await tx.query<StoredConnection>(update, [...valuesOf(draft), id, isAnew, isAgain ? 1 : 0]))[0];

/** Its runs go with it; false: there is none. */
export const removeConnection = async (tx: PostgresSession, workspace: number, id: number): Promise<boolean> =>
  (await tx.query('DELETE FROM collect.connection WHERE workspace = $1 AND id = $2 RETURNING id', [workspace, id])).length === 1;

const due = `
  SELECT ${columns} FROM collect.connection c
  WHERE NOT is_paused AND next_at <= $1 AND NOT EXISTS (SELECT FROM collect.connection_run r WHERE r.connection = c.id AND r.state IN ('waiting', 'running'))
  ORDER BY next_at LIMIT 100`;
export const readDue = (pg: PostgresSession, at: Date): Promise<readonly StoredConnection[]> => pg.query<StoredConnection>(due, [at]);

export async function setNext(pg: PostgresSession, id: number, at: Date | null): Promise<void> {
  await pg.query('UPDATE collect.connection SET next_at = $2 WHERE id = $1', [id, at]);
}

export async function savePosition(tx: PostgresSession, id: number, position: Position): Promise<void> {
  await tx.query('UPDATE collect.connection SET position = $2 WHERE id = $1', [id, JSON.stringify(position)]);
}

export async function saveNewest(pg: PostgresSession, id: number, newest: string | null, at: Date): Promise<void> {
  await pg.query(
    'UPDATE collect.connection SET newest = coalesce($2, newest), newest_at = CASE WHEN $2::text IS NULL THEN newest_at ELSE $3 END WHERE id = $1',
    [id, newest, at],
  );
}

export async function saveWaitingFiles(pg: PostgresSession, id: number, files: number): Promise<void> {
  await pg.query('UPDATE collect.connection SET waiting_files = $2 WHERE id = $1', [id, files]);
}

export async function noteSuccess(tx: PostgresSession, id: number, at: Date, next: Date | null): Promise<void> {
  await tx.query('UPDATE collect.connection SET failures = 0, last_success_at = $2, next_at = $3 WHERE id = $1', [id, at, next]);
}

/** How many runs have failed in a row, this one included. */
export const noteFailure = async (tx: PostgresSession, id: number): Promise<number> =>
  (await tx.query<{ failures: number }>('UPDATE collect.connection SET failures = failures + 1 WHERE id = $1 RETURNING failures', [id]))[0]?.failures ?? 1;
