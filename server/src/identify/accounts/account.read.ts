import { accountKind, bareKind, isAccountKind, normaliseIdentifier, type KindRules } from '#clean';
import type { PostgresSession } from '#platform';
import { type IdentityHistory, readIdentityHistory, type StoredEdge } from '../history.read.ts';
import type { IdentityIdentifier } from '../identity.read.ts';
import { type AccountGroup, readAccountGroups, readAccountPlaces } from './account.store.ts';

const rootByIdentifier = 'SELECT profile_id AS id FROM identify.identifier WHERE (workspace, kind, value) = ($1, $2, $3)';

/** The account that an identifier leads to, as it was sent: `kind` without a prefix. Undefined where nobody has it, or where it identifies nobody. */
export async function findAccount(
  pg: PostgresSession,
  { workspace, kind, value, region, kinds }: { workspace: number; kind: string; value: string; region: string; kinds: KindRules },
): Promise<AccountGroup | undefined> {
  const normal = normaliseIdentifier(accountKind(kind), value, region, kinds.accounts);
  const [row] = normal === undefined ? [] : await pg.query<{ id: number }>(rootByIdentifier, [workspace, accountKind(kind), normal]);
  const [group] = row === undefined ? [] : await readAccountGroups(pg, [row.id]);
  return group;
}

/** The account that a key leads to; undefined where the graph does not know it. */
export async function readAccount(pg: PostgresSession, workspace: number, key: string): Promise<AccountGroup | undefined> {
  const [place] = await readAccountPlaces(pg, workspace, [key]);
  const [group] = place === undefined ? [] : await readAccountGroups(pg, [place.rootId]);
  return group;
}

const held = `
  SELECT kind, value, source_id AS "sourceId", (extract(epoch FROM first_seen) * 1000)::bigint AS "firstSeen", (extract(epoch FROM last_seen) * 1000)::bigint AS "lastSeen"
  FROM identify.identifier WHERE profile_id = $1 ORDER BY kind, value`;

/** What names an account, kinds as people write them. */
export async function readAccountIdentifiers(pg: PostgresSession, rootId: number): Promise<readonly IdentityIdentifier[]> {
  const rows = await pg.query<IdentityIdentifier>(held, [rootId]);
  return rows.map((row) => ({ ...row, kind: bareKind(row.kind) }));
}

const keysOf = 'SELECT id, key FROM identify.account WHERE workspace = $1 AND id = ANY($2::bigint[])';
const membersOf = `
  SELECT id FROM identify.profile WHERE root_id = $1 AND root_id <> id`;

/** Why an account is what it is, with the key of every home that is named. */
export async function readAccountHistory(
  pg: PostgresSession,
  { workspace, rootId }: AccountGroup,
): Promise<{ readonly history: IdentityHistory; readonly keyOf: (home: number) => string }> {
  const mergedIds = (await pg.query<{ id: number }>(membersOf, [rootId])).map(({ id }) => id);
  const { edges, merges, conflicts, separations } = await readIdentityHistory(pg, { id: rootId, mergedIds });
  const homes = [
    ...merges.flatMap(({ aHome, bHome }) => [aHome, bHome]),
    ...conflicts.flatMap(({ keptId, otherId }) => [keptId, ...(otherId === null ? [] : [otherId])]),
    ...separations.flatMap(({ aHome, bHome }) => [aHome, bHome]),
  ];
  const keys = new Map((await pg.query<{ id: number; key: string }>(keysOf, [workspace, [...new Set(homes)]])).map(({ id, key }) => [id, key]));
  return {
    history: {
      edges: edges.map((edge) => ({ ...edge, a: bare(edge.a), b: bare(edge.b) })),
      merges: merges.map((merge) => ({ ...merge, link: merge.link && { a: bare(merge.link.a), b: bare(merge.link.b) } })),
      conflicts: conflicts.map((conflict) => ({ ...conflict, kind: bareKind(conflict.kind), a: bare(conflict.a), b: bare(conflict.b) })),
      separations,
    },
    keyOf: (home) => keys.get(home) ?? String(home),
  };
}

const bare = ({ kind, value }: StoredEdge['a']): StoredEdge['a'] => ({ kind: isAccountKind(kind) ? bareKind(kind) : kind, value });
