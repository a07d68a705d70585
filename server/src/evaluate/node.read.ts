import type { PostgresSession } from '#platform';
import { isLiveBehind } from './due.ts';
import { byName } from './graph.ts';
import type { ChangeLog } from './live/change-log.ts';
import type { ComputeStatus, DefinitionKind, Node, NodeId } from './types.ts';

const columns = `
  kind, definition_id AS "definitionId", workspace, key, version, refresh, uses_tags AS "usesTags", uses_segments AS "usesSegments",
  is_timed AS "isTimed", state, requests, served, due_at AS "dueAt", retry_at AS "retryAt", change_id AS position, timed_at AS "timedAt", tags_seen AS "tagsSeen",
  last_run AS "lastRun", reconciled_at AS "reconciledAt", drift, computed_at AS "computedAt", count,
  elapsed_ms AS "elapsedMs", failures, error, stopped_at AS "stoppedAt"`;

/** All definitions; a few thousand narrow rows at most, read in about a millisecond. */
export const readNodes = (pg: PostgresSession): Promise<readonly Node[]> => pg.query<Node>(`SELECT ${columns} FROM evaluate.node`);

export const readNodesOf = (pg: PostgresSession, workspace: number): Promise<readonly Node[]> =>
  pg.query<Node>(`SELECT ${columns} FROM evaluate.node WHERE workspace = $1`, [workspace]);

export async function readNode(pg: PostgresSession, { kind, definitionId }: NodeId): Promise<Node | undefined> {
  const [node] = await pg.query<Node>(`SELECT ${columns} FROM evaluate.node WHERE kind = $1 AND definition_id = $2`, [kind, definitionId]);
  return node;
}

const unknownStatus: ComputeStatus = { state: 'pending', count: null, computedAt: null, error: null, stopped: null };

const statuses = `
  SELECT definition_id AS id, state, count, greatest(computed_at, timed_at) AS "computedAt", error,
    CASE WHEN state = 'stopped' THEN stopped_by END AS "stoppedBy", stopped_at AS "stoppedAt", due_at AS "resumesAt"
  FROM evaluate.node WHERE kind = $1 AND definition_id = ANY($2)`;

interface StatusRow extends Omit<ComputeStatus, 'stopped'> {
  readonly id: number;
  readonly stoppedBy: string | null;
  readonly stoppedAt: Date | null;
  readonly resumesAt: Date | null;
}

const statusOf = ({ state, count, computedAt, error, stoppedBy: by, stoppedAt: at, resumesAt }: StatusRow): ComputeStatus => ({
  state,
  count,
  computedAt,
  error,
  stopped: by === null || at === null ? null : { by, at, resumesAt },
});

/** How far definitions have been computed, by definition id. */
export async function readStatuses(pg: PostgresSession, kind: DefinitionKind, ids: readonly number[]): Promise<(id: number) => ComputeStatus> {
  const rows = await pg.query<StatusRow>(statuses, [kind, ids]);
  const known = new Map(rows.map((row) => [row.id, statusOf(row)]));
  return (id) => known.get(id) ?? unknownStatus;
}

/** How many live definitions do not yet include everything that has passed, and will by themselves; `live.pending` of the pipeline's state. */
export async function livePending(deps: { readonly pg: PostgresSession; readonly changes: ChangeLog }, workspace: number): Promise<number> {
  const heads = await deps.changes.heads();
  const nodes = await readNodesOf(deps.pg, workspace);
  const graph = byName(nodes);
  return nodes.filter((node) => isLiveBehind(graph, node, heads.get(workspace) ?? 0)).length;
}
