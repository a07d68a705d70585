/** The graph in memory, as the store keeps it: for tests that cut the same messages differently. */
import fc from 'fast-check';
import { compileKinds, defaultSettings, type EventHead, type Identifier } from '#clean';
import type { JsonObject } from '#kernel';
import { dayOf, keyOf, type KnownIdentifier, type Partner, type Resolution, type Snapshot } from './model.ts';
import { resolve } from './resolve.ts';
import { rootOf } from './root-of.ts';
import type { SharedState } from './shared/shared.store.ts';

export interface MemoryGraph {
  /** Resolves a slice; the root of each event as far as it is known then. */
  take(events: readonly EventHead[]): readonly number[];
  /** The root that an id leads to now. */
  rootOf(id: number): number;
  readonly identifiers: ReadonlyMap<string, KnownIdentifier>;
  readonly shared: Map<string, SharedState>;
  readonly resolutions: readonly Resolution[];
}

export function createMemoryGraph(): MemoryGraph {
  const identifiers = new Map<string, KnownIdentifier>();
  const parents = new Map<number, number>();
  /** By identifier, then by the one it was named with: joined and refused links, each with its last sight to the day. */
  const partners = new Map<string, Map<string, Partner>>();
  const shared = new Map<string, SharedState>();
  const resolutions: Resolution[] = [];
  let nextId = 1;
  const root = (id: number): number => rootOf(parents, id);

  const snapshot = (): Snapshot => {
    const held = new Map<number, Map<string, Map<string, number>>>();
    for (const { profileId, kind, value, firstSeen } of identifiers.values()) {
      const kinds = held.get(profileId) ?? new Map<string, Map<string, number>>();
      held.set(profileId, kinds.set(kind, (kinds.get(kind) ?? new Map<string, number>()).set(value, firstSeen)));
    }
    const asked = new Map([...identifiers.keys(), ...partners.keys()].map((key) => [key, [...(partners.get(key)?.values() ?? [])]]));
    return { identifiers: new Map(identifiers), held, apart: new Map(), partners: asked, shared: new Map(shared) };
  };
  const remember = (link: { readonly workspace: number; readonly a: Identifier; readonly b: Identifier; readonly lastSeen: number }, sort: string): void => {
    const { workspace, a, b, lastSeen } = link;
    const links = partners.get(keyOf(workspace, b)) ?? new Map<string, Partner>();
    partners.set(keyOf(workspace, b), links);
    const name = `${sort}\n${keyOf(workspace, a)}`;
    const known = links.get(name);
    if (known === undefined || dayOf(lastSeen) > dayOf(known.lastSeen)) links.set(name, { ...a, lastSeen });
  };
  const widen = ({ workspace, firstSeen, lastSeen, ...identifier }: Resolution['sightings'][number]): void => {
    const key = keyOf(workspace, identifier);
    const known = identifiers.get(key);
    if (known === undefined) return;
    identifiers.set(key, { ...known, firstSeen: Math.min(known.firstSeen, firstSeen), lastSeen: Math.max(known.lastSeen, lastSeen) });
  };
  return {
    identifiers,
    shared,
    resolutions,
    rootOf: root,
    take: (events) => {
      const resolution = resolve(events, snapshot());
      resolutions.push(resolution);
      const real = new Map(resolution.created.map(({ id }) => [id, nextId++]));
      const idOf = (id: number): number => real.get(id) ?? id;
      for (const { into, from } of resolution.merges) parents.set(idOf(from), idOf(into));
      for (const one of resolution.newIdentifiers)
        identifiers.set(keyOf(one.workspace, one), { ...one, profileId: idOf(one.profileId), homeId: idOf(one.homeId) });
      for (const [key, one] of identifiers) identifiers.set(key, { ...one, profileId: root(one.profileId) });
      resolution.sightings.forEach(widen);
      for (const edge of resolution.edges) remember(edge, edge.kind);
      for (const conflict of resolution.conflicts) remember(conflict, 'refused');
      for (const one of resolution.suspicions) shared.set(keyOf(one.workspace, one), 'suspected');
      return resolution.profileOf.map((id) => root(idOf(id)));
    },
  };
}

/** Few addresses a profile, fewer a week; few that one identifier may be named with in five days. */
export const narrowKinds = compileKinds({
  ...defaultSettings,
  kinds: defaultSettings.kinds.map((one) => (one.kind === 'email' ? { ...one, limit: 3, period: { limit: 2, days: 7 } } : one)),
  sharing: { partners: 2, days: 5 },
});

const id = fc.constantFrom('1', '2', '3');
const fields = {
  userId: id,
  anonymousId: id,
  previousId: id,
  email: fc.constantFrom('1', '2', '3', '4', '5', '6', '7'),
  customer: id,
  hour: fc.integer({ min: 0, max: 27 * 24 }),
};

/** In the order of the log, which is not that of time. */
export const anyMessages = fc.array(
  fc.record(fields, { requiredKeys: ['hour'] }).map(
    ({ userId, anonymousId, previousId, email, customer, hour }): JsonObject => ({
      anonymousId: anonymousId === undefined && userId === undefined ? 'a0' : anonymousId === undefined ? null : `a${anonymousId}`,
      ...(userId === undefined ? {} : { userId: `u${userId}` }),
      ...(userId === undefined || previousId === undefined || hour % 3 > 0 ? {} : { type: 'alias', previousId: `u${previousId}` }),
      timestamp: new Date(Date.UTC(2026, 2, 1) + hour * 3_600_000).toISOString(),
      context: {
        ...(email === undefined ? {} : { traits: { email: `m${email}@x.cn` } }),
        ...(customer === undefined ? {} : { externalIds: [{ type: 'customer_id', id: `C${customer}` }] }),
      },
    }),
  ),
  { minLength: 1, maxLength: 22 },
);

/** Places at which slices end. */
export const anyCuts = fc.array(fc.integer({ min: 1, max: 21 }), { maxLength: 8 });

export function cutAt<Item>(items: readonly Item[], cuts: readonly number[]): readonly (readonly Item[])[] {
  const ends = [...new Set([...cuts.filter((cut) => cut < items.length), items.length])].sort((a, b) => a - b);
  return ends.map((end, place) => items.slice(ends[place - 1] ?? 0, end));
}
