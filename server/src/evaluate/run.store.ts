import type { JsonValue } from '#kernel';
import type { Postgres, PostgresSession } from '#platform';
import type { NodeId, Run } from './types.ts';

const insertRun = `
  INSERT INTO evaluate.run (workspace, kind, definition_id, version, cause, at, position, tags_seen) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`;

const runColumns = `
  id, workspace, kind, definition_id AS "definitionId", version, cause, at, position, tags_seen AS "tagsSeen", coalesce(group_id, id) AS "group"`;

const openRuns = `
  SELECT ${runColumns}, staged_at IS NOT NULL AS "isStaged"
  FROM evaluate.run WHERE kind = $1 AND definition_id = $2 AND finished_at IS NULL ORDER BY id`;

const openRunsOfGroup = `
  SELECT ${runColumns} FROM evaluate.run WHERE (group_id = $1 OR id = $1) AND staged_at IS NOT NULL AND finished_at IS NULL ORDER BY id`;

const stageRun = `UPDATE evaluate.run SET staged_at = now(), cut_points = $2 WHERE id = $1 AND finished_at IS NULL RETURNING id`;

/** Locked in order, as whoever stops the group locks them. */
const stageGroup = `
  WITH open AS (SELECT id FROM evaluate.run WHERE id = ANY($1) AND finished_at IS NULL ORDER BY id FOR UPDATE)
  UPDATE evaluate.run r SET staged_at = now() FROM open WHERE r.id = open.id RETURNING r.id`;

const unstageGroup = `UPDATE evaluate.run SET staged_at = NULL WHERE id = ANY($1) AND finished_at IS NULL`;

const groupRuns = `UPDATE evaluate.run r SET group_id = g.group_id FROM unnest($1::bigint[], $2::bigint[]) AS g (id, group_id) WHERE r.id = g.id`;

const openGroupsAmong = `
  SELECT DISTINCT coalesce(group_id, id) AS "group" FROM evaluate.run WHERE (group_id = ANY($1) OR id = ANY($1)) AND finished_at IS NULL`;

const closeRun = `
  UPDATE evaluate.run SET finished_at = now(), members = $2, changed = $3, error = $4 WHERE id = $1 AND finished_at IS NULL RETURNING id`;

export async function openRun(pg: PostgresSession, run: Omit<Run, 'id' | 'group'>): Promise<Run> {
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
  return { ...run, id: row.id, group: row.id };
}

type RunRow = Omit<Run, 'at'> & { readonly at: Date };
const toRun = <Row extends RunRow>(row: Row): Row & Run => ({ ...row, at: row.at.getTime() });

/** Runs that neither ended nor were given up: what a crash left, oldest first. */
export async function readOpenRuns(pg: PostgresSession, { kind, definitionId }: NodeId): Promise<readonly (Run & { readonly isStaged: boolean })[]> {
  return (await pg.query<RunRow & { readonly isStaged: boolean }>(openRuns, [kind, definitionId])).map(toRun);
}

/** Runs that are computed together, as of one moment: those of each kind under the number of its first. */
export async function openGroup(tx: PostgresSession, runs: readonly Omit<Run, 'id' | 'group'>[]): Promise<readonly Run[]> {
  const opened: Run[] = [];
  for (const run of runs) opened.push(await openRun(tx, run));
  const firsts = new Map(opened.toReversed().map(({ kind, id }) => [kind, id]));
  const grouped = opened.map((run) => ({ ...run, group: firsts.get(run.kind) ?? run.id }));
  await tx.query(groupRuns, [grouped.map(({ id }) => id), grouped.map(({ group }) => group)]);
  return grouped;
}

/** The runs of a group whose changes are fixed and not yet recorded as sent: all of them or none, because they end in one transaction. */
export async function readOpenGroup(pg: PostgresSession, group: number): Promise<readonly Run[]> {
  return (await pg.query<RunRow>(openRunsOfGroup, [group])).map(toRun);
}

/** Of these groups, those all of whose runs have ended. */
export async function endedAmong(pg: PostgresSession, groups: readonly number[]): Promise<readonly number[]> {
  const open = await pg.query<{ group: number }>(openGroupsAmong, [groups]);
  const still = new Set(open.map(({ group }) => group));
  return groups.filter((group) => !still.has(group));
}

/** Fixes what the run will change. False: somebody took the run for dead meanwhile, and it must not go on. */
export async function markStaged(pg: PostgresSession, runId: number, cutPoints: JsonValue): Promise<boolean> {
  const rows = await pg.query(stageRun, [runId, JSON.stringify(cutPoints)]);
  return rows.length === 1;
}

/** Fixes what runs of one group will change together. False: somebody took one of them for dead meanwhile and threw away what all have staged. */
export async function markGroupStaged(pg: Postgres, runs: readonly Run[]): Promise<boolean> {
  return pg.transaction(async (tx) => {
    const fixed = await tx.query(stageGroup, [runs.map(({ id }) => id)]);
    if (fixed.length < runs.length) await tx.query(unstageGroup, [runs.map(({ id }) => id)]);
    return fixed.length === runs.length;
  });
}

/** Whether somebody else has ended one of these runs: stopped it, or taken its worker for dead. */
export async function isAnyEnded(pg: PostgresSession, runs: readonly Pick<Run, 'id'>[]): Promise<boolean> {
  const rows = await pg.query('SELECT 1 FROM evaluate.run WHERE id = ANY($1) AND finished_at IS NOT NULL LIMIT 1', [runs.map(({ id }) => id)]);
  return rows.length > 0;
}

/** False: somebody has ended it before. */
export async function endRun(pg: PostgresSession, runId: number, end: { members: number | null; changed: number } | { error: string }): Promise<boolean> {
  const rows = await pg.query(closeRun, 'error' in end ? [runId, null, null, end.error] : [runId, end.members, end.changed, null]);
  return rows.length === 1;
}

const lastCutPoints = `
  SELECT cut_points AS "cutPoints", at FROM evaluate.run
  WHERE kind = $1 AND definition_id = $2 AND finished_at IS NOT NULL AND error IS NULL ORDER BY id DESC LIMIT 1`;

/** The cut points frozen by a definition's last run; null when it has none. */
export async function readCutPoints(pg: PostgresSession, { kind, definitionId }: NodeId): Promise<JsonValue> {
  const [row] = await pg.query<{ cutPoints: JsonValue }>(lastCutPoints, [kind, definitionId]);
  return row?.cutPoints ?? null;
}
