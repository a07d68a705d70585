import { type Identifier, normaliseIdentifier } from '#clean';
import type { PostgresSession } from '#platform';
import { type IdentifierKey, keyOf, type KnownIdentifier, type Partner, type Resolvable, type Snapshot } from './model.ts';
import type { SharedState } from './shared/shared.store.ts';
import { quarantinedAs, type NamingEvent, usableOf } from './shared/usable.ts';
import { findIdentifiers, findInvolved } from './snapshot.sql.ts';

interface Named extends Identifier {
  readonly workspace: number;
}

interface FoundRow extends KnownIdentifier {
  readonly state: SharedState | null;
}

interface InvolvedRow {
  readonly what: 'held' | 'apart' | 'partners';
  /** The root, or of partners the place of the identifier that was asked for. */
  readonly id: number;
  readonly kind: string;
  readonly values: readonly string[];
  /** ms; when each value was first seen, of partners last. */
  readonly moments: readonly number[] | null;
}

/** The previous id of an alias in both its readings. */
function previousOf({ origin, previousId }: Pick<Resolvable, 'origin' | 'previousId'>): readonly Identifier[] {
  const value = previousId === undefined ? undefined : normaliseIdentifier('user_id', previousId, origin.defaultRegion, origin.kinds);
  return value === undefined ? [] : ['user_id', 'anonymous_id'].map((kind) => ({ kind, value }));
}

/** Every identifier a slice names, and of kinds that are shared the name under which they stand by themselves. */
function namedBy(events: readonly Resolvable[]): ReadonlyMap<IdentifierKey, Named> {
  const named = new Map<IdentifierKey, Named>();
  for (const event of events) {
    const { workspace } = event.origin;
    const add = ({ kind, value }: Identifier): void => {
      const identifier = { workspace, kind, value };
      named.set(keyOf(workspace, identifier), identifier);
    };
    event.identifiers.forEach(add);
    previousOf(event).forEach(add);
    usableOf(event, () => false).forEach(add);
  }
  return named;
}

/** What may change: roots that may get a value or be merged, and weaker identifiers that may join them. */
interface Involved {
  readonly roots: Set<number>;
  readonly weaker: Map<IdentifierKey, Named>;
}

/** Those of events whose identifiers do not all lead to one profile yet. */
function involvedIn(
  events: readonly Resolvable[],
  known: ReadonlyMap<IdentifierKey, KnownIdentifier>,
  usable: (event: NamingEvent) => readonly Identifier[],
): Involved {
  const involved: Involved = { roots: new Set(), weaker: new Map() };
  for (const event of events) {
    const { workspace } = event.origin;
    const find = (identifier: Identifier): KnownIdentifier | undefined => known.get(keyOf(workspace, identifier));
    const identifiers = usable(event);
    const roots = identifiers.map((identifier) => find(identifier)?.profileId);
    if (event.previousId === undefined && roots.every((root) => root !== undefined && root === roots[0])) continue;
    const previous = previousOf(event);
    for (const root of [...roots, ...previous.map((identifier) => find(identifier)?.profileId)]) if (root !== undefined) involved.roots.add(root);
    for (const { kind, value } of [...identifiers.slice(1), ...previous]) {
      const weaker = { workspace, kind, value };
      // One that nobody has may have been refused before: whom it was named with counts.
      involved.weaker.set(keyOf(workspace, weaker), weaker);
    }
  }
  return involved;
}

/** Kinds of which a profile may hold any number in every workspace of the slice: there may be very many, and nobody asks for them. */
function unlimitedKinds(events: readonly Resolvable[]): readonly string[] {
  const [first, ...others] = new Set(events.map(({ origin }) => origin.kinds));
  return (first?.unlimited ?? []).filter((kind) => others.every(({ unlimited }) => unlimited.includes(kind)));
}

const columnsOf = (named: readonly Named[]): readonly unknown[] => [
  named.map((one) => one.workspace),
  named.map((one) => one.kind),
  named.map((one) => one.value),
];

/** Two statements, whatever the size of the slice. */
export async function readSnapshot(tx: PostgresSession, events: readonly Resolvable[]): Promise<Snapshot> {
  const rows = await tx.query<FoundRow>(findIdentifiers, columnsOf([...namedBy(events).values()]));
  const identifiers = new Map<IdentifierKey, KnownIdentifier>();
  const shared = new Map<IdentifierKey, SharedState>();
  for (const row of rows) {
    if (row.state !== null) shared.set(keyOf(row.workspace, row), row.state);
    // A quarantined identifier comes with the profile it has by itself.
    const identifier = row.state === null ? row : { ...row, ...quarantinedAs(row) };
    if (row.profileId !== null) identifiers.set(keyOf(row.workspace, identifier), identifier);
  }
  const isQuarantined = (workspace: number, identifier: Identifier): boolean => {
    const state = shared.get(keyOf(workspace, identifier));
    return state !== undefined && state !== 'not_shared';
  };
  const involved = involvedIn(events, identifiers, (event) => usableOf(event, isQuarantined));
  return { identifiers, shared, ...(await readInvolved(tx, events, involved)) };
}

async function readInvolved(
  tx: PostgresSession,
  events: readonly Resolvable[],
  { roots, weaker }: Involved,
): Promise<Pick<Snapshot, 'held' | 'apart' | 'partners'>> {
  const held = new Map<number, Map<string, ReadonlyMap<string, number>>>();
  const apart = new Map<number, Set<number>>();
  const asked = [...weaker];
  const partners = new Map<IdentifierKey, Partner[]>(asked.map(([key]) => [key, []]));
  if (roots.size === 0 && weaker.size === 0) return { held, apart, partners };
  const columns = columnsOf(asked.map(([, identifier]) => identifier));
  for (const { what, id, kind, values, moments } of await tx.query<InvolvedRow>(findInvolved, [[...roots], unlimitedKinds(events), ...columns])) {
    switch (what) {
      case 'held':
        held.set(id, (held.get(id) ?? new Map<string, ReadonlyMap<string, number>>()).set(kind, momentsOf(values, moments)));
        break;
      case 'apart':
        apart.set(id, new Set([...(apart.get(id) ?? []), ...values.map(Number)]));
        break;
      case 'partners':
        for (const [value, lastSeen] of momentsOf(values, moments)) partners.get(asked[id - 1]?.[0] ?? '')?.push({ kind, value, lastSeen });
        break;
    }
  }
  return { held, apart, partners };
}

const momentsOf = (values: readonly string[], moments: readonly number[] | null): ReadonlyMap<string, number> =>
  new Map(values.map((value, index) => [value, moments?.[index] ?? 0]));
