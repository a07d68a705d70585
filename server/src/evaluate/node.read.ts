import type { PostgresSession } from '#platform';
import { isLiveBehind } from './due.ts';
import { byName } from './graph.ts';
import type { ChangeLog } from './live/change-log.ts';
import type { ComputeStatus, DefinitionKind, Node, NodeId } from './types.ts';

const columns = `
  kind, definition_id AS "definitionId", workspace, key, version, refresh, uses_tags AS "usesTags", uses_segments AS "usesSegments",
  is_timed AS "isTimed", state, requests, served, due_at AS "dueAt", retry_at AS "retryAt", change_id AS position, timed_at AS "timedAt", tags_seen AS "tagsSeen",
  last_run AS "lastRun", reconciled_at AS "reconciledAt", drift, computed_at AS "computedAt", count,
  elapsed_ms AS "elapsedMs", failures, error`;

/** All definitions; a few thousand narrow rows at most, read in about a millisecond. */
export const readNodes = (pg: PostgresSession): Promise<readonly Node[]> => pg.query<Node>(`SELECT ${columns} FROM evaluate.node`);

export const readNodesOf = (pg: PostgresSession, workspace: number): Promise<readonly Node[]> =>
  pg.query<Node>(`SELECT ${columns} FROM evaluate.node WHERE workspace = $1`, [workspace]);

export async function readNode(pg: PostgresSession, { kind, definitionId }: NodeId): Promise<Node | undefined> {
  const [node] = await pg.query<Node>(`SELECT ${columns} FROM evaluate.node WHERE kind = $1 AND definition_id = $2`, [kind, definitionId]);
  return node;
}

const unknownStatus: ComputeStatus = { state: 'pending', count: null, computedAt: null, error: null };

/** How far definitions have been computed, by definition id. */
export async function readStatuses(pg: PostgresSession, kind: DefinitionKind, ids: readonly number[]): Promise<(id: number) => ComputeStatus> {
  const rows = await pg.query<ComputeStatus & { readonly id: number }>(
    `SELECT definition_id AS id, state, count, greatest(computed_at, timed_at) AS "computedAt", error FROM evaluate.node WHERE kind = $1 AND definition_id = ANY($2)`,
    [kind, ids],
  );
  const statuses = new Map(rows.map(({ id, ...status }) => [id, status]));
  return (id) => statuses.get(id) ?? unknownStatus;
}

/** How many live definitions do not yet include everything that has passed; `live.pending` of the pipeline's state. */
export async function livePending(deps: { readonly pg: PostgresSession; readonly changes: ChangeLog }, workspace: number): Promise<number> {
  const heads = await deps.changes.heads();
  const nodes = await readNodesOf(deps.pg, workspace);
  const graph = byName(nodes);
  return nodes.filter((node) => isLiveBehind(graph, node, heads.get(workspace) ?? 0)).length;
}
