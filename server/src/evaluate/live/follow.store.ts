import type { PostgresSession } from '#platform';
import type { Node, NodeId } from '../types.ts';

/** How far a definition has followed after a tick. */
interface Advance extends NodeId {
  /** null: as before. */
  readonly timedAtMs: number | null;
  readonly tagsSeen: Readonly<Record<string, number>>;
}

/** A tick's effect on what is known of definitions. */
export interface Effects {
  /** The last change that these include now. */
  readonly head: number;
  readonly advances: readonly Advance[];
}

/** How many more (or fewer) profiles a definition has. */
export interface Growth extends NodeId {
  readonly growth: number;
}

const advanceNodes = `
  UPDATE evaluate.node n SET
    change_id = greatest(n.change_id, $1), tags_seen = a.tags_seen,
    timed_at = CASE WHEN a.timed_at IS NULL THEN n.timed_at ELSE to_timestamp(a.timed_at / 1000.0) END
  FROM unnest($2::text[], $3::int[], $4::bigint[], $5::jsonb[]) AS a (kind, id, timed_at, tags_seen)
  WHERE n.kind = a.kind AND n.definition_id = a.id AND n.change_id >= 0`;

/** A definition that was changed while the tick ran stays where it is: it will be computed in full. */
export async function advanceNodesBy(tx: PostgresSession, { head, advances }: Effects): Promise<void> {
  if (advances.length === 0) return;
  await tx.query(advanceNodes, [
    head,
    advances.map(({ kind }) => kind),
    advances.map(({ definitionId }) => definitionId),
    advances.map(({ timedAtMs }) => timedAtMs),
    advances.map(({ tagsSeen }) => JSON.stringify(tagsSeen)),
  ]);
}

const growNodes = `
  UPDATE evaluate.node n SET count = coalesce(n.count, 0) + g.growth, last_run = greatest(n.last_run, $1)
  FROM unnest($2::text[], $3::int[], $4::bigint[]) AS g (kind, id, growth)
  WHERE n.kind = g.kind AND n.definition_id = g.id`;

export async function growNodesBy(tx: PostgresSession, tick: number, growths: readonly Growth[]): Promise<void> {
  await tx.query(growNodes, [tick, growths.map(({ kind }) => kind), growths.map(({ definitionId }) => definitionId), growths.map(({ growth }) => growth)]);
}

const demoteNodes = `
  UPDATE evaluate.node n SET change_id = -1 FROM unnest($1::text[], $2::int[]) AS d (kind, id) WHERE n.kind = d.kind AND n.definition_id = d.id`;

/** Only a run in full will do for these. */
export async function demoteNodesTo(pg: PostgresSession, nodes: readonly NodeId[]): Promise<void> {
  if (nodes.length > 0) await pg.query(demoteNodes, [nodes.map(({ kind }) => kind), nodes.map(({ definitionId }) => definitionId)]);
}

/** What a definition can be followed from: its values stand, and nobody waits for a run of it in full. Stopping a run in full takes nothing from values that stood. */
export const isReady = (node: Node): boolean =>
  node.refresh === 'live' && (node.state === 'ready' || node.state === 'stopped') && node.position >= 0 && node.requests <= node.served;
