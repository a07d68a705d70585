import type { PostgresSession } from '#platform';
import { conflictTables, decisionNow, stateNow } from './conflict/conflict.sql.ts';

export interface StoredEdge {
  readonly a: { readonly kind: string; readonly value: string };
  readonly b: { readonly kind: string; readonly value: string };
  readonly kind: string;
  readonly messageId: string;
  readonly sourceId: number;
  readonly firstSeen: number;
  readonly lastSeen: number;
}
export interface StoredMerge {
  readonly id: number;
  readonly into: number;
  readonly from: number;
  readonly cause: string;
  readonly messageId: string | null;
  readonly author: string | null;
  readonly reason: string | null;
  readonly mergedAt: number;
  readonly undoneAt: number | null;
  readonly undoneBy: string | null;
  readonly undoReason: string | null;
  readonly aHome: number;
  readonly bHome: number;
  /** null: by hand. */
  readonly link: { readonly a: StoredEdge['a']; readonly b: StoredEdge['b'] } | null;
  readonly isExact: boolean;
}
interface StoredSeparation {
  readonly aHome: number;
  readonly bHome: number;
  readonly aRoot: number;
  readonly bRoot: number;
  /** null: somebody said of a conflict that they are two. */
  readonly mergeId: number | null;
  readonly madeAt: number;
}
export interface StoredConflict {
  readonly id: number;
  /** open, decided, or solved: the two have become one by other means. */
  readonly state: 'open' | 'decided' | 'solved';
  readonly decision: 'join' | 'apart' | 'shared' | null;
  readonly keptId: number;
  readonly otherId: number | null;
  readonly cause: string;
  readonly kind: string;
  readonly a: { readonly kind: string; readonly value: string };
  readonly b: { readonly kind: string; readonly value: string };
  readonly messageId: string;
  readonly firstSeen: number;
}

/** Why a profile is who it is: the edges of its identifiers, the merges that made it, the links that were not followed. */
export interface IdentityHistory {
  readonly edges: readonly StoredEdge[];
  readonly merges: readonly StoredMerge[];
  readonly conflicts: readonly StoredConflict[];
  readonly separations: readonly StoredSeparation[];
}

/** Rows of each list: a shop's tablet may have very many, and nobody reads them all. */
const mostRows = 1000;

const edges = `
  SELECT json_build_object('kind', e.a_kind, 'value', e.a_value) AS a, json_build_object('kind', e.b_kind, 'value', e.b_value) AS b,
         e.kind, e.message_id AS "messageId", e.source_id AS "sourceId",
         (extract(epoch FROM e.first_seen) * 1000)::bigint AS "firstSeen", (extract(epoch FROM e.last_seen) * 1000)::bigint AS "lastSeen"
  FROM (
    SELECT e.* FROM identify.identifier i JOIN identify.edge e ON (e.workspace, e.a_kind, e.a_value) = (i.workspace, i.kind, i.value) WHERE i.profile_id = $1
    UNION
    SELECT e.* FROM identify.identifier i JOIN identify.edge e ON (e.workspace, e.b_kind, e.b_value) = (i.workspace, i.kind, i.value) WHERE i.profile_id = $1
  ) AS e
  ORDER BY e.first_seen, e.a_kind, e.a_value, e.b_kind, e.b_value LIMIT $2`;

const merges = `
  SELECT id, into_id AS "into", from_id AS "from", cause, message_id AS "messageId", author, reason,
         (extract(epoch FROM merged_at) * 1000)::bigint AS "mergedAt", (extract(epoch FROM undone_at) * 1000)::bigint AS "undoneAt",
         undone_by AS "undoneBy", undo_reason AS "undoReason", a_home AS "aHome", b_home AS "bHome", is_exact AS "isExact",
         CASE WHEN a_kind IS NOT NULL THEN json_build_object('a', json_build_object('kind', a_kind, 'value', a_value), 'b', json_build_object('kind', b_kind, 'value', b_value)) END AS link
  FROM identify.merge WHERE a_home = ANY($1::bigint[]) OR b_home = ANY($1::bigint[]) ORDER BY id LIMIT $2`;

const heldBy = (home: string): string => `
  SELECT json_build_object('kind', i.kind, 'value', i.value) FROM identify.identifier i WHERE i.profile_id = $1 AND i.home_id = ${home} ORDER BY i.first_seen, i.kind, i.value LIMIT 1`;

/** Merges that stand and that no message made: between the first identifiers of the two homes. */
const joins = `
  SELECT * FROM (
    SELECT (${heldBy('m.a_home')}) AS a, (${heldBy('m.b_home')}) AS b, m.cause, (extract(epoch FROM m.merged_at) * 1000)::bigint AS "at"
    FROM identify.merge m
    WHERE m.a_home IN (SELECT $1::bigint UNION ALL SELECT id FROM identify.profile WHERE root_id = $1 AND root_id <> id) AND m.undone_at IS NULL AND m.a_kind IS NULL ORDER BY m.id LIMIT $2
  ) AS joined WHERE a IS NOT NULL AND b IS NOT NULL`;

/** A merge that people, a linkage or a configuration made, as an edge for a picture. */
export interface StoredJoin {
  readonly a: StoredEdge['a'];
  readonly b: StoredEdge['b'];
  /** api, linkage, conflict or config. */
  readonly cause: string;
  /** ms */
  readonly at: number;
}

/** Of a survivor. */
export const readJoins = (pg: PostgresSession, root: number): Promise<readonly StoredJoin[]> => pg.query<StoredJoin>(joins, [root, mostRows]);

const separations = `
  SELECT a_home AS "aHome", b_home AS "bHome", a_root AS "aRoot", b_root AS "bRoot", merge_id AS "mergeId", (extract(epoch FROM made_at) * 1000)::bigint AS "madeAt"
  FROM identify.separation WHERE a_root = $1 OR b_root = $1 ORDER BY id LIMIT $2`;

const conflicts = `
  SELECT c.id, ${stateNow} AS state, ${decisionNow} AS decision, c.kept_id AS "keptId", c.other_id AS "otherId", c.cause, c.kind,
         json_build_object('kind', c.a_kind, 'value', c.a_value) AS a, json_build_object('kind', c.b_kind, 'value', c.b_value) AS b,
         c.message_id AS "messageId", (extract(epoch FROM c.first_seen) * 1000)::bigint AS "firstSeen"
  FROM ${conflictTables} WHERE c.kept_id = ANY($1::bigint[]) OR c.other_id = ANY($1::bigint[]) ORDER BY c.first_seen, c.message_id LIMIT $2`;

/** `id` is a survivor; `mergedIds` those that were merged into it. */
export async function readIdentityHistory(
  pg: PostgresSession,
  identity: { readonly id: number; readonly mergedIds: readonly number[] },
): Promise<IdentityHistory> {
  const everyId = [identity.id, ...identity.mergedIds];
  const [foundEdges, foundMerges, foundConflicts, foundSeparations] = await Promise.all([
    pg.query<StoredEdge>(edges, [identity.id, mostRows]),
    pg.query<StoredMerge>(merges, [everyId, mostRows]),
    pg.query<StoredConflict>(conflicts, [everyId, mostRows]),
    pg.query<StoredSeparation>(separations, [identity.id, mostRows]),
  ]);
  return { edges: foundEdges, merges: foundMerges, conflicts: foundConflicts, separations: foundSeparations };
}
