import type { SqlColumn, SqlError, SqlRunView, SqlValues } from '@danqing/contracts';
import type { PostgresSession } from '#platform';

export interface StoredRun {
  readonly id: string;
  readonly workspace: number;
  readonly operatorId: string | null;
  readonly actor: string;
  readonly cause: SqlRunView['cause'];
  readonly question: number | null;
  readonly version: number | null;
  readonly sql: string;
  readonly hash: string;
  readonly parameters: SqlValues;
  readonly isWhole: boolean;
  readonly isOpen: boolean;
  readonly state: SqlRunView['state'];
  readonly askedAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly columns: readonly SqlColumn[] | null;
  readonly rows: number | null;
  readonly isCut: boolean;
  readonly rowsRead: number | null;
  readonly bytesRead: number | null;
  readonly memoryBytes: number | null;
  readonly error: SqlError | null;
}

const columns = `id, workspace, operator_id AS "operatorId", actor, cause, question_id AS question, version, sql, hash, parameters, is_whole AS "isWhole",
  is_open AS "isOpen", state, asked_at AS "askedAt", started_at AS "startedAt", ended_at AS "endedAt", columns, rows, is_cut AS "isCut",
  rows_read AS "rowsRead", bytes_read AS "bytesRead", memory_bytes AS "memoryBytes", error`;

export type RunDraft = Pick<
  StoredRun,
  'id' | 'workspace' | 'operatorId' | 'actor' | 'cause' | 'question' | 'version' | 'sql' | 'hash' | 'parameters' | 'isWhole' | 'isOpen' | 'askedAt'
>;

const insert = `
  INSERT INTO ask.run (id, workspace, operator_id, actor, cause, question_id, version, sql, hash, parameters, is_whole, is_open, state, asked_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'queued', $13)`;

export async function insertRun(tx: PostgresSession, draft: RunDraft): Promise<void> {
  const { id, workspace, operatorId, actor, cause, question, version, sql, hash, parameters, isWhole, isOpen, askedAt } = draft;
  await tx.query(insert, [id, workspace, operatorId, actor, cause, question, version, sql, hash, JSON.stringify(parameters), isWhole, isOpen, askedAt]);
}

export async function readRun(pg: PostgresSession, workspace: number, id: string): Promise<StoredRun | undefined> {
  const [row] = await pg.query<StoredRun>(`SELECT ${columns} FROM ask.run WHERE workspace = $1 AND id = $2`, [workspace, id]);
  return row;
}

export const readRunsById = (pg: PostgresSession, ids: readonly string[]): Promise<readonly StoredRun[]> =>
  pg.query<StoredRun>(`SELECT ${columns} FROM ask.run WHERE id = ANY($1)`, [ids]);

const page = `
  SELECT ${columns} FROM ask.run
  WHERE workspace = $1 AND ($2 OR (operator_id IS NOT DISTINCT FROM $3 AND actor = $4 AND cause <> 'schedule'))
    AND ($5::timestamptz IS NULL OR (asked_at, id) < ($5, $6)) ORDER BY asked_at DESC, id DESC LIMIT $7`;

/** The newest first: one's own, or everybody's. */
export const readRuns = (
  pg: PostgresSession,
  of: { readonly workspace: number; readonly isAll: boolean; readonly operatorId: string | null; readonly actor: string },
  after: { readonly askedAt: string; readonly id: string } | null,
  limit: number,
): Promise<readonly StoredRun[]> =>
  pg.query<StoredRun>(page, [of.workspace, of.isAll, of.operatorId, of.actor, after?.askedAt ?? null, after?.id ?? null, limit]);

/** False when it was stopped meanwhile. */
export async function beginRun(pg: PostgresSession, id: string, at: Date): Promise<boolean> {
  const rows = await pg.query(`UPDATE ask.run SET state = 'running', started_at = $2 WHERE id = $1 AND state = 'queued' RETURNING 1`, [id, at]);
  return rows.length > 0;
}

export type RunEnd = Pick<StoredRun, 'state' | 'columns' | 'rows' | 'isCut' | 'rowsRead' | 'bytesRead' | 'memoryBytes' | 'error'>;

const end = `
  UPDATE ask.run SET state = $2, ended_at = $3, columns = $4, rows = $5, is_cut = $6, rows_read = $7, bytes_read = $8, memory_bytes = $9, error = $10
  WHERE id = $1 AND state IN ('queued', 'running')`;

export async function endRun(pg: PostgresSession, id: string, at: Date, ended: RunEnd): Promise<void> {
  const { state, columns: named, rows, isCut, rowsRead, bytesRead, memoryBytes, error } = ended;
  const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));
  await pg.query(end, [id, state, at, json(named), rows, isCut, rowsRead, bytesRead, memoryBytes, json(error)]);
}

/** What was under way when the process that asked ended. */
export async function endOrphans(pg: PostgresSession, at: Date): Promise<void> {
  const error = { code: 'DQ_STOPPED', message: 'the server was started anew meanwhile: run it again', line: null };
  await pg.query(`UPDATE ask.run SET state = 'stopped', ended_at = $1, error = $2 WHERE state IN ('queued', 'running') AND cause <> 'schedule'`, [
    at,
    JSON.stringify(error),
  ]);
}

/** JSON of PostgreSQL has no NUL. */
const textOf = (rows: readonly unknown[]): string => JSON.stringify(rows).replaceAll('\\u0000', '');

export async function putPages(tx: PostgresSession, run: string, rows: readonly (readonly unknown[])[], each: number): Promise<void> {
  for (let at = 0; at * each < rows.length; at++)
    await tx.query('INSERT INTO ask.run_page (run_id, page, rows) VALUES ($1, $2, $3)', [run, at, textOf(rows.slice(at * each, (at + 1) * each))]);
}

export async function readPage(pg: PostgresSession, run: string, at: number): Promise<unknown[][] | undefined> {
  const [row] = await pg.query<{ rows: unknown[][] }>('SELECT rows FROM ask.run_page WHERE run_id = $1 AND page = $2', [run, at]);
  return row?.rows;
}

/** Answers are kept a month, what was asked a quarter; what a question shows stays. */
export async function forgetOldRuns(pg: PostgresSession, now: Date): Promise<void> {
  const before = (days: number): Date => new Date(now.getTime() - days * 86_400_000);
  const shown = 'SELECT result_run FROM ask.question WHERE result_run IS NOT NULL';
  await pg.query(`DELETE FROM ask.run WHERE asked_at < $1 AND id NOT IN (${shown})`, [before(90)]);
  await pg.query(`DELETE FROM ask.run_page p USING ask.run r WHERE r.id = p.run_id AND r.asked_at < $1 AND r.id NOT IN (${shown})`, [before(30)]);
}
