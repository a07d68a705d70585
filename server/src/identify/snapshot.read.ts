import { type EventHead, type Identifier, normaliseIdentifier } from '#clean';
import type { PostgresSession } from '#platform';
import { isLimited } from './kinds.ts';
import { type IdentifierKey, keyOf, type KnownIdentifier, type Snapshot } from './model.ts';

const findIdentifiers = `
  SELECT i.workspace, i.kind, i.value, i.profile_id AS "profileId", i.home_id AS "homeId",
         (extract(epoch FROM i.first_seen) * 1000)::bigint AS "firstSeen", (extract(epoch FROM i.last_seen) * 1000)::bigint AS "lastSeen"
  FROM unnest($1::int[], $2::text[], $3::text[]) AS asked (workspace, kind, value)
  JOIN identify.identifier i USING (workspace, kind, value)`;

/** No kind: the values are the roots that are to stay apart from this one. In the same statement, so that a slice costs no more for it. */
const apartKind = '';

const findHeld = `
  SELECT profile_id AS "profileId", kind, array_agg(value) AS values
  FROM identify.identifier
  WHERE profile_id = ANY($1::bigint[]) AND kind NOT IN ('anonymous_id', 'device_id')
  GROUP BY profile_id, kind
  UNION ALL
  SELECT a_root, '${apartKind}', array_agg(b_root::text) FROM identify.separation WHERE a_root = ANY($1::bigint[]) AND a_root <> b_root GROUP BY a_root
  UNION ALL
  SELECT b_root, '${apartKind}', array_agg(a_root::text) FROM identify.separation WHERE b_root = ANY($1::bigint[]) AND a_root <> b_root GROUP BY b_root`;

/** Every identifier a slice names, an alias's previous id in both its readings. */
function namedBy(events: readonly EventHead[]): ReadonlyMap<IdentifierKey, Identifier & { readonly workspace: number }> {
  const named = new Map<IdentifierKey, Identifier & { readonly workspace: number }>();
  const add = (workspace: number, kind: string, value: string): void => {
    const identifier = { workspace, kind, value };
    named.set(keyOf(workspace, identifier), identifier);
  };
  for (const { origin, identifiers, previousId } of events) {
    for (const { kind, value } of identifiers) add(origin.workspace, kind, value);
    const previous = previousId === undefined ? undefined : normaliseIdentifier('user_id', previousId, origin.defaultRegion);
    if (previous === undefined) continue;
    add(origin.workspace, 'user_id', previous);
    add(origin.workspace, 'anonymous_id', previous);
  }
  return named;
}

/** Roots that may get a value or be merged: those of events whose identifiers do not all lead to one profile yet. */
function involvedRoots(events: readonly EventHead[], known: ReadonlyMap<IdentifierKey, KnownIdentifier>): ReadonlySet<number> {
  const involved = new Set<number>();
  for (const event of events) {
    const roots = event.identifiers.map((identifier) => known.get(keyOf(event.origin.workspace, identifier))?.profileId);
    const isSettled = event.previousId === undefined && roots.every((root) => root !== undefined && root === roots[0]);
    if (isSettled) continue;
    for (const root of roots) if (root !== undefined) involved.add(root);
    if (event.previousId === undefined) continue;
    for (const kind of ['user_id', 'anonymous_id']) {
      const value = normaliseIdentifier('user_id', event.previousId, event.origin.defaultRegion);
      const root = value === undefined ? undefined : known.get(keyOf(event.origin.workspace, { kind, value }))?.profileId;
      if (root !== undefined) involved.add(root);
    }
  }
  return involved;
}

/** Two statements, whatever the size of the slice. */
export async function readSnapshot(tx: PostgresSession, events: readonly EventHead[]): Promise<Snapshot> {
  const named = [...namedBy(events).values()];
  const rows = await tx.query<KnownIdentifier>(findIdentifiers, [
    named.map((one) => one.workspace),
    named.map((one) => one.kind),
    named.map((one) => one.value),
  ]);
  const identifiers = new Map(rows.map((row) => [keyOf(row.workspace, row), row]));
  const held = new Map<number, Map<string, ReadonlySet<string>>>();
  const apart = new Map<number, ReadonlySet<number>>();
  const involved = involvedRoots(events, identifiers);
  if (involved.size > 0) {
    for (const { profileId, kind, values } of await tx.query<{ profileId: number; kind: string; values: readonly string[] }>(findHeld, [[...involved]])) {
      if (kind === apartKind) {
        apart.set(profileId, new Set([...(apart.get(profileId) ?? []), ...values.map(Number)]));
        continue;
      }
      if (!isLimited(kind)) continue;
      const kinds = held.get(profileId) ?? new Map<string, ReadonlySet<string>>();
      held.set(profileId, kinds.set(kind, new Set(values)));
    }
  }
  return { identifiers, held, apart };
}
