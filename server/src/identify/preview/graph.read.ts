import type { Identifier } from '#clean';
import type { PostgresSession } from '#platform';
import { keyOf } from '../model.ts';
import type { SharedState } from '../shared/shared.store.ts';
import { type Components, componentsOf } from './components.ts';
import type { KeptGraph, KeptIdentifier, KeptLink } from './rederive.ts';

/** Roots that a refused link names together, or one that was undone; `held`: whoever has the demoted identifier by now. */
const linkedPairs = `
  SELECT DISTINCT ARRAY[kept.root_id, coalesce(held.profile_id, other.root_id)] AS roots
  FROM identify.conflict c JOIN identify.profile kept ON kept.id = c.kept_id LEFT JOIN identify.profile other ON other.id = c.other_id
  LEFT JOIN identify.identifier held ON (held.workspace, held.kind, held.value) = (c.workspace, c.b_kind, c.b_value)
  WHERE c.workspace = $1 AND coalesce(held.profile_id, other.root_id) <> kept.root_id
  UNION ALL
  SELECT array_agg(DISTINCT kept.root_id) FROM identify.conflict c JOIN identify.profile kept ON kept.id = c.kept_id
  WHERE c.workspace = $1 AND c.other_id IS NULL GROUP BY c.b_kind, c.b_value HAVING count(DISTINCT kept.root_id) > 1
  UNION ALL
  SELECT DISTINCT ARRAY[a.profile_id, b.profile_id] FROM identify.edge e
  JOIN identify.identifier a ON (a.workspace, a.kind, a.value) = (e.workspace, e.a_kind, e.a_value)
  JOIN identify.identifier b ON (b.workspace, b.kind, b.value) = (e.workspace, e.b_kind, e.b_value)
  WHERE e.workspace = $1 AND a.profile_id <> b.profile_id`;

export async function readComponents(pg: PostgresSession, workspace: number): Promise<Components> {
  const rows = await pg.query<{ roots: readonly number[] }>(linkedPairs, [workspace]);
  return componentsOf(rows.map(({ roots }) => roots.map(Number)));
}

/** In the order of the key by OFFSET 0: the engine takes `root_id = id` for rare, and read and sorted every profile there is for the next thousand. */
const rootsAfter = `
  SELECT p.id FROM (SELECT id, root_id FROM identify.profile WHERE workspace = $1 AND id > $2 ORDER BY id OFFSET 0) AS p
  LEFT JOIN LATERAL (SELECT 1 AS found FROM identify.account WHERE id = p.id OFFSET 0) AS account ON true
  WHERE p.root_id = p.id AND account.found IS NULL LIMIT $3`;

/** People of today, ascending. Accounts stay as they are: what another configuration says of them counts for what comes. */
export async function readRoots(pg: PostgresSession, workspace: number, after: number, limit: number): Promise<readonly number[]> {
  const rows = await pg.query<{ id: number }>(rootsAfter, [workspace, after, limit]);
  return rows.map(({ id }) => id);
}

const heldBy = `
  SELECT kind, value, profile_id AS profile, home_id AS home, (extract(epoch FROM first_seen) * 1000)::bigint AS "firstSeen"
  FROM identify.identifier WHERE profile_id = ANY($1::bigint[])`;

/**
 * By LATERAL with OFFSET 0 the engine looks each identifier and each home up in the index. Left to choose, it read every edge of the workspace from a thousand profiles on (300 ms at a
 * million identifiers), so that what looks at all profiles took time with the square of them.
 */
const linksOf = `
  SELECT e.a_kind AS "aKind", e.a_value AS "aValue", e.b_kind AS "bKind", e.b_value AS "bValue", e.kind = 'alias' AS "isAlias", e.source_id AS "sourceId",
         e.message_id AS "messageId", (extract(epoch FROM e.first_seen) * 1000)::bigint AS "firstSeen"
  FROM identify.identifier i CROSS JOIN LATERAL (
    SELECT * FROM identify.edge WHERE (workspace, a_kind, a_value) = (i.workspace, i.kind, i.value) AND kind IN ('together', 'alias') OFFSET 0) AS e
  WHERE i.profile_id = ANY($1::bigint[])
  UNION ALL
  SELECT c.a_kind, c.a_value, c.b_kind, c.b_value, false, coalesce(named.source_id, 0), c.message_id, (extract(epoch FROM c.first_seen) * 1000)::bigint
  FROM (SELECT id FROM identify.profile WHERE id = ANY($1::bigint[]) UNION SELECT id FROM identify.profile WHERE root_id = ANY($1::bigint[]) AND root_id <> id) AS p
  CROSS JOIN LATERAL (SELECT * FROM identify.conflict WHERE kept_id = p.id OFFSET 0) AS c
  LEFT JOIN LATERAL (
    SELECT source_id FROM identify.edge WHERE (workspace, a_kind, a_value, message_id) = (c.workspace, c.a_kind, c.a_value, c.message_id) LIMIT 1) AS named ON true`;

interface LinkRow extends Pick<KeptLink, 'isAlias' | 'sourceId' | 'messageId' | 'firstSeen'> {
  readonly aKind: string;
  readonly aValue: string;
  readonly bKind: string;
  readonly bValue: string;
}

const decided = `SELECT kind, value, state FROM identify.shared WHERE workspace = $1 AND decided_at IS NOT NULL`;

/** What somebody has said of identifiers, by key. */
export async function readDecisions(pg: PostgresSession, workspace: number): Promise<ReadonlyMap<string, SharedState>> {
  const rows = await pg.query<Identifier & { readonly state: SharedState }>(decided, [workspace]);
  return new Map(rows.map((row) => [keyOf(workspace, row), row.state]));
}

/** Everything that is kept of these roots. Two statements. */
export async function readKept(pg: PostgresSession, roots: readonly number[]): Promise<Omit<KeptGraph, 'shared'>> {
  const identifiers = await pg.query<KeptIdentifier>(heldBy, [roots]);
  const links = await pg.query<LinkRow>(linksOf, [roots]);
  return {
    identifiers,
    links: links.map(({ aKind, aValue, bKind, bValue, ...rest }) => ({ ...rest, a: { kind: aKind, value: aValue }, b: { kind: bKind, value: bValue } })),
  };
}
