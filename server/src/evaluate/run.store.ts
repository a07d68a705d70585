import type { JsonValue } from '#kernel';
import type { PostgresSession } from '#platform';
import type { NodeId, Run } from './types.ts';

const insertRun = `
  INSERT INTO evaluate.run (workspace, kind, definition_id, version, cause, at, position, tags_seen) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`;

const openRuns = `
  SELECT id, workspace, kind, definition_id AS "definitionId", version, cause, at, position, tags_seen AS "tagsSeen", staged_at IS NOT NULL AS "isStaged"
  FROM evaluate.run WHERE kind = $1 AND definition_id = $2 AND finished_at IS NULL ORDER BY id`;

const stageRun = `UPDATE evaluate.run SET staged_at = now(), cut_points = $2 WHERE id = $1 AND finished_at IS NULL RETURNING id`;

const closeRun = `UPDATE evaluate.run SET finished_at = now(), members = $2, changed = $3, error = $4 WHERE id = $1`;

export async function openRun(pg: PostgresSession, run: Omit<Run, 'id'>): Promise<Run> {
  const [row] = await pg.query<{ id: number }>(insertRun, [
    run.workspace,
    run.kind,
    run.definitionId,
    run.version,
    run.cause,
    new Date(run.at),
    run.position,
    run.tagsSeen,
  ]);
  if (row === undefined) throw new Error('PostgreSQL gave no run id');
  return { ...run, id: row.id };
}

/** Runs that neither ended nor were given up: what a crash left, oldest first. */
export async function readOpenRuns(pg: PostgresSession, { kind, definitionId }: NodeId): Promise<readonly (Run & { readonly isStaged: boolean })[]> {
  const rows = await pg.query<Omit<Run, 'at'> & { readonly at: Date; readonly isStaged: boolean }>(openRuns, [kind, definitionId]);
  return rows.map((row) => ({ ...row, at: row.at.getTime() }));
}

/** Of these runs, those that have ended. */
export async function endedAmong(pg: PostgresSession, runIds: readonly number[]): Promise<readonly number[]> {
  const open = await pg.query<{ id: number }>('SELECT id FROM evaluate.run WHERE id = ANY($1) AND finished_at IS NULL', [runIds]);
  const ids = new Set(open.map(({ id }) => id));
  return runIds.filter((id) => !ids.has(id));
}

/** Fixes what the run will change. False: somebody took the run for dead meanwhile, and it must not go on. */
export async function markStaged(pg: PostgresSession, runId: number, cutPoints: JsonValue): Promise<boolean> {
  const rows = await pg.query(stageRun, [runId, JSON.stringify(cutPoints)]);
  return rows.length === 1;
}

export async function endRun(pg: PostgresSession, runId: number, end: { members: number | null; changed: number } | { error: string }): Promise<void> {
  await pg.query(closeRun, 'error' in end ? [runId, null, null, end.error] : [runId, end.members, end.changed, null]);
}

const lastCutPoints = `
  SELECT cut_points AS "cutPoints", at FROM evaluate.run
  WHERE kind = $1 AND definition_id = $2 AND finished_at IS NOT NULL AND error IS NULL ORDER BY id DESC LIMIT 1`;

/** The cut points frozen by a definition's last run; null when it has none. */
export async function readCutPoints(pg: PostgresSession, { kind, definitionId }: NodeId): Promise<JsonValue> {
  const [row] = await pg.query<{ cutPoints: JsonValue }>(lastCutPoints, [kind, definitionId]);
  return row?.cutPoints ?? null;
}
