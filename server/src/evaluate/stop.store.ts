import type { PostgresSession } from '#platform';
import type { IdleNode } from './stop-node.store.ts';
import type { DefinitionKind, NodeId, Refresh, RunCause } from './types.ts';

/** All runs of a group, or whatever a definition does now. */
export type StopTarget = { readonly group: number } | { readonly kind: DefinitionKind; readonly key: string };

export interface OpenRun extends NodeId {
  readonly id: number;
  readonly group: number;
  readonly version: number;
  readonly cause: RunCause;
  readonly startedAt: Date;
  readonly refresh: Refresh;
  /** Its changes are not fixed, and are nothing that somebody brought by hand. */
  readonly canStop: boolean;
}

// In order of their numbers, as whoever fixes them locks them. Runs before nodes, as whoever ends them does.
const openRuns = (which: string): string => `
  SELECT r.id, coalesce(r.group_id, r.id) AS "group", r.kind, r.definition_id AS "definitionId", r.version, r.cause, r.started_at AS "startedAt",
    n.refresh, r.staged_at IS NULL AND r.cause <> 'manual' AS "canStop"
  FROM evaluate.run r JOIN evaluate.node n ON n.kind = r.kind AND n.definition_id = r.definition_id
  WHERE r.workspace = $1 AND r.finished_at IS NULL AND ${which} ORDER BY r.id FOR UPDATE OF r`;
const openOfGroup = openRuns('(r.group_id = $2 OR (r.id = $2 AND r.group_id IS NULL))');
const openOfDefinition = openRuns('n.kind = $2 AND n.key = $3');

/** The open runs, kept from being fixed or ended by others until the transaction's end. */
export const lockRunsOf = (tx: PostgresSession, workspace: number, target: StopTarget): Promise<readonly OpenRun[]> =>
  'group' in target ? tx.query<OpenRun>(openOfGroup, [workspace, target.group]) : tx.query<OpenRun>(openOfDefinition, [workspace, target.kind, target.key]);

const endStopped = `UPDATE evaluate.run SET finished_at = now(), error = 'stopped', stopped_by = $2 WHERE id = ANY($1)`;

export async function endStoppedRuns(tx: PostgresSession, runs: readonly OpenRun[], by: string): Promise<void> {
  await tx.query(endStopped, [runs.map(({ id }) => id), by]);
}

const insertStopped = `
  INSERT INTO evaluate.run (workspace, kind, definition_id, version, cause, at, position, finished_at, error, stopped_by)
  VALUES ($1, $2, $3, $4, $5, $6, $7, now(), 'stopped', $8)`;

/** The run of a definition that was stopped before it began. */
export async function noteStopped(tx: PostgresSession, node: IdleNode, by: string, at: Date): Promise<void> {
  const cause: RunCause = node.isFirst ? 'created' : 'requested';
  await tx.query(insertStopped, [node.workspace, node.kind, node.definitionId, node.version, cause, at, node.position, by]);
}
