/** The graph in memory, as the store keeps it: for tests that cut the same messages differently. */
import type { EventHead } from '#clean';
import { type Edge, keyOf, type KnownIdentifier, type Partner, type Resolution, type Snapshot } from './model.ts';
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
  const partners = new Map<string, Partner[]>();
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
    const asked = new Map([...identifiers.keys(), ...partners.keys()].map((key) => [key, partners.get(key) ?? []]));
    return { identifiers: new Map(identifiers), held, apart: new Map(), partners: asked, shared: new Map(shared) };
  };
  const remember = ({ workspace, a, b }: Pick<Edge, 'workspace' | 'a' | 'b'>, lastSeen: number): void => {
    const key = keyOf(workspace, b);
    partners.set(key, [...(partners.get(key) ?? []), { ...a, lastSeen }]);
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
      for (const edge of resolution.edges) remember(edge, edge.lastSeen);
      for (const conflict of resolution.conflicts) remember(conflict, conflict.at);
      for (const one of resolution.suspicions) shared.set(keyOf(one.workspace, one), 'suspected');
      return resolution.profileOf.map((id) => root(idOf(id)));
    },
  };
}
