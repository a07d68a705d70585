import type { PostgresSession } from '#platform';
import { mostFailures, nextDueAt, retryDelayMs } from './due.ts';
import type { Node, NodeId, Run } from './types.ts';

const upsertNode = `
  INSERT INTO evaluate.node (kind, definition_id, workspace, key, version, refresh, uses_tags, uses_segments, is_timed)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  ON CONFLICT (kind, definition_id) DO UPDATE SET
    version = excluded.version, refresh = excluded.refresh, uses_tags = excluded.uses_tags, uses_segments = excluded.uses_segments,
    is_timed = excluded.is_timed, requests = node.requests + 1, asked_at = now(), change_id = -1, due_at = NULL, retry_at = NULL, failures = 0,
    state = CASE WHEN node.state = 'computing' THEN node.state ELSE 'pending' END`;

const requestNode = `
  UPDATE evaluate.node SET requests = requests + 1, asked_at = now(), retry_at = NULL, failures = 0,
    state = CASE WHEN state = 'computing' THEN state ELSE 'pending' END
  WHERE kind = $1 AND definition_id = $2 AND (state <> 'stopped' OR $3)`;

/** Not those that somebody stopped since they were found due. */
const markNodesComputing = `
  UPDATE evaluate.node n SET state = 'computing' FROM unnest($1::text[], $2::int[], $3::timestamptz[]) AS c (kind, id, stopped_at)
  WHERE n.kind = c.kind AND n.definition_id = c.id AND n.stopped_at IS NOT DISTINCT FROM c.stopped_at
  RETURNING n.kind, n.definition_id AS "definitionId"`;

const markNodeReady = `
  UPDATE evaluate.node SET
    state = CASE WHEN requests > $3 THEN 'pending' ELSE 'ready' END, served = $3, change_id = CASE WHEN version = $4 THEN $5 ELSE change_id END,
    tags_seen = $10, timed_at = $6, last_run = coalesce($11, last_run),
    computed_at = $6, count = coalesce($7, count, 0), elapsed_ms = $8, due_at = $9, retry_at = NULL, failures = 0, error = NULL,
    stopped_at = NULL, stopped_by = NULL
  WHERE kind = $1 AND definition_id = $2`;

const markNodeFailed = `
  UPDATE evaluate.node SET
    state = 'failed', error = $3, failures = failures + 1, retry_at = $4, due_at = coalesce($5, due_at),
    served = CASE WHEN $6 THEN $7 ELSE served END, change_id = CASE WHEN $6 THEN greatest(change_id, $8) ELSE change_id END
  WHERE kind = $1 AND definition_id = $2 AND stopped_at IS NOT DISTINCT FROM $9`;

export type NewNode = Pick<Node, 'kind' | 'definitionId' | 'workspace' | 'key' | 'version' | 'refresh' | 'usesTags' | 'usesSegments' | 'isTimed'>;

/** Puts a definition into the graph, or its new version, and asks for a run. */
export async function saveNode(tx: PostgresSession, node: NewNode): Promise<void> {
  await tx.query(upsertNode, [
    node.kind,
    node.definitionId,
    node.workspace,
    node.key,
    node.version,
    node.refresh,
    node.usesTags,
    node.usesSegments,
    node.isTimed,
  ]);
}

export async function removeNode(tx: PostgresSession, { kind, definitionId }: NodeId): Promise<void> {
  await tx.query('DELETE FROM evaluate.node WHERE kind = $1 AND definition_id = $2', [kind, definitionId]);
}

/** A new version that changes no value: nothing is to be computed for it. */
export async function renumberNode(tx: PostgresSession, { kind, definitionId }: NodeId, version: number): Promise<void> {
  await tx.query('UPDATE evaluate.node SET version = $3 WHERE kind = $1 AND definition_id = $2', [kind, definitionId, version]);
}

/** Asks for a run as soon as possible. What only data ask for leaves a definition alone that somebody has stopped: its next run takes them along. */
export async function requestRun(pg: PostgresSession, { kind, definitionId }: NodeId, who: 'people' | 'data' = 'people'): Promise<void> {
  await pg.query(requestNode, [kind, definitionId, who === 'people']);
}

/** Gives those that are computing now: all but what was stopped after these nodes were read. */
export async function markComputing(pg: PostgresSession, nodes: readonly (NodeId & Pick<Node, 'stoppedAt'>)[]): Promise<readonly NodeId[]> {
  const params = [nodes.map(({ kind }) => kind), nodes.map(({ definitionId }) => definitionId), nodes.map(({ stoppedAt }) => stoppedAt)];
  return pg.query<NodeId>(markNodesComputing, params);
}

export async function markReconciled(pg: PostgresSession, { kind, definitionId }: NodeId, drift: number, nowMs: number): Promise<void> {
  await pg.query('UPDATE evaluate.node SET reconciled_at = $3, drift = $4 WHERE kind = $1 AND definition_id = $2', [
    kind,
    definitionId,
    new Date(nowMs),
    drift,
  ]);
}

/** Asks for a reconciliation of every live definition of a workspace as soon as possible; gives how many those are. */
export async function requestReconciliation(pg: PostgresSession, workspace: number): Promise<number> {
  const rows = await pg.query(`UPDATE evaluate.node SET reconciled_at = to_timestamp(0) WHERE workspace = $1 AND refresh = 'live' RETURNING 1`, [workspace]);
  return rows.length;
}

const failLive = `
  UPDATE evaluate.node SET state = CASE WHEN state = 'stopped' THEN state ELSE 'failed' END, error = $3, failures = failures + 1, retry_at = $4, change_id = -1
  WHERE kind = $1 AND definition_id = $2 RETURNING failures`;

/** Takes a definition out of the ticks: what it has stands, and it is tried again in full after a pause. */
export async function failNode(pg: PostgresSession, { kind, definitionId }: NodeId, error: string, nowMs: number): Promise<void> {
  await pg.query(failLive, [kind, definitionId, error, new Date(nowMs + retryDelayMs(mostFailures))]);
}

export interface ReadyResult {
  /** null: as many as before. */
  readonly members: number | null;
  readonly changed: number;
  readonly elapsedMs: number;
  /** How many requests had been made when the run began. */
  readonly served: number;
  readonly dueAt: Date | null;
}

export async function markReady(pg: PostgresSession, run: Run, result: ReadyResult): Promise<void> {
  await pg.query(markNodeReady, [
    run.kind,
    run.definitionId,
    result.served,
    run.version,
    run.position,
    new Date(run.at),
    result.members,
    Math.round(result.elapsedMs),
    result.dueAt,
    run.tagsSeen,
    result.changed > 0 ? run.id : null,
  ]);
}

export interface Failure {
  readonly error: string;
  readonly retryAt: Date;
  /** It has failed often enough: what asked for it counts as answered until there is something new. */
  readonly givesUp: boolean;
  readonly passed: number;
  readonly nowMs: number;
  readonly timezone: string;
  /** When it had last been stopped as its run began: what was stopped since has not failed. */
  readonly stoppedAt: Date | null;
}

export async function markFailed(pg: PostgresSession, node: Node, failure: Failure): Promise<void> {
  const dueAt = failure.givesUp ? nextDueAt(node.refresh, failure.nowMs, failure.timezone) : null;
  const { error, retryAt, givesUp, passed, stoppedAt } = failure;
  await pg.query(markNodeFailed, [node.kind, node.definitionId, error, retryAt, dueAt, givesUp, node.requests, passed, stoppedAt]);
}
