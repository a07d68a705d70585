import type { PostgresSession } from '#platform';
import type { DefinitionKind, NodeId, Refresh } from './types.ts';

/** A definition that waits for a run, or is between two of its runs. */
export interface IdleNode extends NodeId {
  readonly workspace: number;
  readonly version: number;
  readonly refresh: Refresh;
  readonly position: number;
  readonly isFirst: boolean;
}

const idle = `
  SELECT kind, definition_id AS "definitionId", workspace, version, refresh, change_id AS position, computed_at IS NULL AS "isFirst"
  FROM evaluate.node WHERE workspace = $1 AND kind = $2 AND key = $3 AND (state = 'computing' OR requests > served) FOR UPDATE`;

/** Kept from beginning a run until the transaction's end; undefined: nothing is asked of it. */
export async function lockIdle(
  tx: PostgresSession,
  workspace: number,
  { kind, key }: { readonly kind: DefinitionKind; readonly key: string },
): Promise<IdleNode | undefined> {
  return (await tx.query<IdleNode>(idle, [workspace, kind, key]))[0];
}

/** By a statement of its own: one that has waited for the node's lock would still see the runs as they were before it waited. */
export async function hasOpenRun(tx: PostgresSession, { kind, definitionId }: NodeId): Promise<boolean> {
  const rows = await tx.query('SELECT 1 FROM evaluate.run WHERE kind = $1 AND definition_id = $2 AND finished_at IS NULL LIMIT 1', [kind, definitionId]);
  return rows.length > 0;
}

interface Stop {
  readonly by: string;
  readonly at: Date;
  readonly resumesAt: Date | null;
  /** What ran, when something did. */
  readonly run?: { readonly version: number; readonly startedAt: Date };
}

// What was edited after the run began is due by that edit: it was not this run that anybody waits for.
const stopNode = `
  UPDATE evaluate.node SET
    state = CASE WHEN is_edited THEN 'pending' ELSE 'stopped' END, served = CASE WHEN is_edited THEN node.served ELSE node.requests END,
    due_at = CASE WHEN is_edited THEN node.due_at ELSE $5 END, stopped_at = $3, stopped_by = $4, retry_at = NULL, failures = 0, error = NULL
  FROM (SELECT definition_id, version > $6 AND asked_at > $7 AND requests > served AS is_edited FROM evaluate.node WHERE kind = $1 AND definition_id = $2 FOR UPDATE) e
  WHERE node.kind = $1 AND node.definition_id = e.definition_id`;

/** The definition keeps what it has, and how far that goes: its next run takes everything since. All that was asked of it counts as answered. */
export async function markStopped(tx: PostgresSession, { kind, definitionId }: NodeId, { by, at, resumesAt, run }: Stop): Promise<void> {
  await tx.query(stopNode, [kind, definitionId, at, by, resumesAt, run?.version ?? null, run?.startedAt ?? null]);
}

/** A reconciliation that was stopped counts as done for the day; what it would have compared goes on. */
export async function markStoppedReconciling(tx: PostgresSession, { kind, definitionId }: NodeId, at: Date): Promise<void> {
  await tx.query('UPDATE evaluate.node SET reconciled_at = $3 WHERE kind = $1 AND definition_id = $2', [kind, definitionId, at]);
}
