import type { Identifier, KindRules } from '#clean';
import { type Obstacle, obstacleToAttach, obstacleToMerge } from './limits.ts';
import { type IdentifierKey, keyOf, provisionalBase, type Snapshot } from './model.ts';
import { rootOf } from './root-of.ts';

/** Where an identifier belongs: the root it leads to now, and its home, the profile it first belonged to. */
export interface Place {
  readonly root: number;
  readonly home: number;
}

/** The part of the graph that a slice touches, in memory: who holds what, and what may join. */
export interface Graph {
  /** Where a known identifier belongs; undefined when nobody has it. */
  placeOf(workspace: number, identifier: Identifier): Place | undefined;
  create(): number;
  /** `ts`: when it was first seen. */
  attach(workspace: number, identifier: Identifier, at: Place, ts: number): void;
  /** A known one is named at `ts`: where that is earlier than every sight before, it was first seen then, for what comes later in this slice as for later slices. */
  seen(workspace: number, identifier: Identifier, ts: number): void;
  /** The limit that one more value would break; undefined when it fits. */
  obstacleToAttach(rules: KindRules, root: number, identifier: Identifier, ts: number): Obstacle | undefined;
  obstacleToMerge(rules: KindRules, a: number, b: number): Obstacle | undefined;
  /** They, or some of theirs, were merged once and that was undone. */
  isSeparated(a: number, b: number): boolean;
  /** The lowest id survives. */
  merge(a: number, b: number): { readonly into: number; readonly from: number };
  current(id: number): number;
}

export function createGraph(snapshot: Snapshot): Graph {
  const attached = new Map<IdentifierKey, Place>();
  const parents = new Map<number, number>();
  const held = new Map<number, Map<string, Map<string, number>>>();
  const apart = new Map<number, Set<number>>();
  let created = 0;

  const current = (id: number): number => rootOf(parents, id);
  const heldBy = (root: number): Map<string, Map<string, number>> => {
    const existing = held.get(root);
    if (existing !== undefined) return existing;
    const copy = new Map([...(snapshot.held.get(root) ?? [])].map(([kind, values]) => [kind, new Map(values)]));
    held.set(root, copy);
    return copy;
  };
  const valuesOf = (root: number, kind: string): Map<string, number> => {
    const kinds = heldBy(root);
    const values = kinds.get(kind) ?? new Map<string, number>();
    kinds.set(kind, values);
    return values;
  };

  const apartFrom = (root: number): Set<number> => {
    const known = apart.get(root) ?? new Set(snapshot.apart.get(root));
    apart.set(root, known);
    return known;
  };

  const placeOf = (workspace: number, identifier: Identifier): Place | undefined => {
    const key = keyOf(workspace, identifier);
    const place = attached.get(key);
    if (place !== undefined) return { root: current(place.root), home: place.home };
    const known = snapshot.identifiers.get(key);
    return known === undefined ? undefined : { root: current(known.profileId), home: known.homeId };
  };

  return {
    current,
    placeOf,
    isSeparated: (a, b) => apartFrom(a).has(b),
    create: () => provisionalBase + created++,
    attach: (workspace, identifier, at, ts) => {
      attached.set(keyOf(workspace, identifier), at);
      valuesOf(at.root, identifier.kind).set(identifier.value, ts);
    },
    seen: (workspace, { kind, value }, ts) => {
      const root = placeOf(workspace, { kind, value })?.root;
      // What a root holds is read only where something may join it.
      if (root === undefined || !(held.has(root) || snapshot.held.has(root))) return;
      const values = heldBy(root).get(kind);
      if ((values?.get(value) ?? ts) > ts) values?.set(value, ts);
    },
    obstacleToAttach: (rules, root, identifier, ts) => obstacleToAttach(rules, heldBy(root), identifier, ts),
    obstacleToMerge: (rules, a, b) => obstacleToMerge(rules, heldBy(a), heldBy(b)),
    merge: (a, b) => {
      const [into, from] = a < b ? [a, b] : [b, a];
      parents.set(from, into);
      for (const other of apartFrom(from)) {
        if (other === into) continue;
        apartFrom(into).add(other);
        apartFrom(other).add(into);
      }
      for (const [kind, values] of heldBy(from)) for (const [value, firstSeen] of values) valuesOf(into, kind).set(value, firstSeen);
      return { into, from };
    },
  };
}
