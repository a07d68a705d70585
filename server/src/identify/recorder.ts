import type { Identifier } from '#clean';
import type { Graph, Place } from './graph.ts';
import {
  type Conflict,
  dayOf,
  type Edge,
  type EdgeKind,
  isProvisional,
  keyOf,
  type Merge,
  type NewIdentifier,
  type Resolvable,
  type Resolution,
  type Sighting,
  type Snapshot,
} from './model.ts';

/** Keeps what resolving a slice changes, each thing once, with the earliest and latest moment it was seen. */
export interface Recorder {
  created(event: Resolvable, id: number): void;
  attached(event: Resolvable, identifier: Identifier, at: Place): void;
  seen(event: Resolvable, identifier: Identifier): void;
  edge(event: Resolvable, a: Identifier, b: Identifier, kind: EdgeKind): void;
  /** Returns the survivor. */
  merged(event: Resolvable, merge: { readonly into: number; readonly from: number }, link: Link, cause: Merge['cause']): number;
  conflict(event: Resolvable, link: Omit<Link, 'bHome'> & { readonly bHome: number | undefined }, why: Pick<Conflict, 'cause' | 'kind' | 'most'>): void;
  finish(places: readonly Place[]): Omit<Resolution, 'suspicions'>;
}

/** What joins two, or would have: the strongest identifier of a message and another, each with its home. */
type Link = Pick<Merge, 'a' | 'b' | 'aHome' | 'bHome'>;

interface Span {
  firstSeen: number;
  lastSeen: number;
}

const widen = (span: Span, ts: number): void => {
  if (ts < span.firstSeen) span.firstSeen = ts;
  if (ts > span.lastSeen) span.lastSeen = ts;
};

export function createRecorder(graph: Graph, snapshot: Snapshot): Recorder {
  const created: { id: number; workspace: number }[] = [];
  const attached = new Map<string, Omit<NewIdentifier, keyof Span> & Span>();
  const seen = new Map<string, Omit<Sighting, keyof Span | 'isOlder'> & Span>();
  const edges = new Map<string, Omit<Edge, keyof Span> & Span>();
  const merges: Merge[] = [];
  const conflicts = new Map<string, Omit<Conflict, 'lastSeen'> & { lastSeen: number }>();

  /** Only what the store does not know yet: an earlier first moment, or a later last day. */
  const sighting = (key: string, span: Omit<Sighting, 'isOlder'>): readonly Sighting[] => {
    const known = snapshot.identifiers.get(key);
    if (known === undefined) return [];
    const isOlder = span.firstSeen < known.firstSeen;
    return isOlder || dayOf(span.lastSeen) > dayOf(known.lastSeen) ? [{ ...span, isOlder }] : [];
  };

  return {
    created: (event, id) => created.push({ id, workspace: event.origin.workspace }),
    attached: (event, identifier, { root, home }) => {
      const { workspace, sourceId } = event.origin;
      attached.set(keyOf(workspace, identifier), {
        ...identifier,
        workspace,
        sourceId,
        profileId: root,
        homeId: home,
        firstSeen: event.ts,
        lastSeen: event.ts,
      });
    },
    seen: (event, identifier) => {
      const key = keyOf(event.origin.workspace, identifier);
      graph.seen(event.origin.workspace, identifier, event.ts);
      const span = attached.get(key) ?? seen.get(key);
      if (span === undefined)
        seen.set(key, { kind: identifier.kind, value: identifier.value, workspace: event.origin.workspace, firstSeen: event.ts, lastSeen: event.ts });
      else widen(span, event.ts);
    },
    edge: (event, a, b, kind) => {
      const { workspace, sourceId } = event.origin;
      const key = `${keyOf(workspace, a)}\n${b.kind}\n${b.value}\n${kind}`;
      const span = edges.get(key);
      if (span === undefined) edges.set(key, { workspace, a, b, kind, messageId: event.messageId, sourceId, firstSeen: event.ts, lastSeen: event.ts });
      else widen(span, event.ts);
    },
    merged: (event, { into, from }, link, cause) => {
      merges.push({ workspace: event.origin.workspace, into, from, ...link, cause, messageId: event.messageId, at: event.ts });
      return into;
    },
    conflict: (event, { a, b, aHome, bHome }, { cause, kind, most }) => {
      const { workspace } = event.origin;
      const key = `${keyOf(workspace, a)}\n${b.kind}\n${b.value}`;
      const known = conflicts.get(key);
      if (known !== undefined) known.lastSeen = Math.max(known.lastSeen, event.ts);
      else {
        const seenAt = { messageId: event.messageId, at: event.ts, lastSeen: event.ts };
        conflicts.set(key, { workspace, kept: aHome, other: bHome, cause, kind, most, a, b, ...seenAt });
      }
    },
    finish: (places) => {
      const newIdentifiers = [...attached.values()].map((identifier) => ({ ...identifier, profileId: graph.current(identifier.profileId) }));
      const earliest = new Map<number, number>();
      for (const { homeId, firstSeen } of newIdentifiers)
        if (isProvisional(homeId)) earliest.set(homeId, Math.min(firstSeen, earliest.get(homeId) ?? firstSeen));
      return {
        profileOf: places.map(({ root }) => graph.current(root)),
        homeOf: places.map(({ home }) => home),
        created: created.map(({ id, workspace }) => ({ id, workspace, createdAt: earliest.get(id) ?? 0 })),
        newIdentifiers,
        sightings: [...seen].flatMap(([key, span]) => sighting(key, span)),
        edges: [...edges.values()],
        merges,
        conflicts: [...conflicts.values()],
      };
    },
  };
}
