import type { EventHead, Identifier, Origin } from '#clean';
import type { HeldValues, Obstacle } from './limits.ts';
import type { SharedState, Suspicion } from './shared/shared.store.ts';

/** Identifiers as text keys: workspace, kind and value in one. */
export type IdentifierKey = string;
export const keyOf = (workspace: number, { kind, value }: Identifier): IdentifierKey => `${workspace}\n${kind}\n${value}`;

/** What of an event decides whose it is. */
export interface Resolvable extends Pick<EventHead, 'identifiers' | 'previousId' | 'ts' | 'messageId'> {
  readonly origin: Pick<Origin, 'workspace' | 'sourceId' | 'defaultRegion' | 'kinds'>;
}

/** A stronger identifier that messages named together with a weaker one, whether that joined them or not. */
export interface Partner extends Identifier {
  /** ms; exact to the day (`dayOf`). */
  readonly lastSeen: number;
}

/** A stored identifier: the root profile it leads to, its home (the profile it first belonged to) and when it was seen (ms). */
export interface KnownIdentifier extends Identifier {
  readonly workspace: number;
  readonly profileId: number;
  readonly homeId: number;
  readonly firstSeen: number;
  readonly lastSeen: number;
}

/**
 * What of the graph a slice touches. `held`: the values of limited kinds that each involved root holds, by kind. `apart`: of involved roots those that a merge with them was
 * undone; both directions. `partners`: of known identifiers that may join two, whom they were named with. `shared`: what is known of identifiers that are several people's.
 */
export interface Snapshot {
  readonly identifiers: ReadonlyMap<IdentifierKey, KnownIdentifier>;
  readonly held: ReadonlyMap<number, ReadonlyMap<string, HeldValues>>;
  readonly apart: ReadonlyMap<number, ReadonlySet<number>>;
  readonly partners: ReadonlyMap<IdentifierKey, readonly Partner[]>;
  readonly shared: ReadonlyMap<IdentifierKey, SharedState>;
}

export interface NewIdentifier extends Identifier {
  readonly workspace: number;
  readonly sourceId: number;
  /** The home of the strongest identifier of the message that brought it; never changes. */
  readonly homeId: number;
  readonly profileId: number;
  readonly firstSeen: number;
  readonly lastSeen: number;
}

export interface Sighting extends Identifier {
  readonly workspace: number;
  readonly firstSeen: number;
  readonly lastSeen: number;
  /** Before the first moment that is stored: its profile may be older too. */
  readonly isOlder: boolean;
}

export type EdgeKind = 'together' | 'alias';

export interface Edge {
  readonly workspace: number;
  readonly a: Identifier;
  readonly b: Identifier;
  readonly kind: EdgeKind;
  readonly messageId: string;
  readonly sourceId: number;
  readonly firstSeen: number;
  readonly lastSeen: number;
}

export interface Merge {
  readonly workspace: number;
  /** The roots of that moment. */
  readonly into: number;
  readonly from: number;
  /** The link: two identifiers and their homes. */
  readonly a: Identifier;
  readonly b: Identifier;
  readonly aHome: number;
  readonly bHome: number;
  readonly cause: 'event' | 'alias';
  readonly messageId: string;
  readonly at: number;
}

export interface Conflict {
  readonly workspace: number;
  /** The home the event went to. */
  readonly kept: number;
  /** The other identifier's home; undefined: it was new and stays without a profile. */
  readonly other: number | undefined;
  /**
   * limit, period: `kind` is the one whose limit stood in the way; separated: they were merged once and that was undone; shared: the other identifier is several people's
   * (with both, `kind` is the other identifier's).
   */
  readonly cause: Obstacle['cause'] | 'separated' | 'shared';
  /** The limit that stood in the way, where one did. */
  readonly most: number | undefined;
  readonly kind: string;
  readonly a: Identifier;
  readonly b: Identifier;
  readonly messageId: string;
  /** ms, of the first message of the slice that named the two. */
  readonly at: number;
  /** ms, the latest of the slice. */
  readonly lastSeen: number;
}

/**
 * What a slice changes in the graph. Profile ids at or above `provisionalBase` are new profiles in the order of their creation; the store gives them real ids,
 * which are higher than all existing ones, so that "the lowest id survives" holds already here.
 */
export interface Resolution {
  /** The root each event went to, one an event, after all merges of the slice. */
  readonly profileOf: readonly number[];
  /** The home of each event's strongest identifier, one an event: what the event says is recorded under it, and goes back with it when a merge is undone. */
  readonly homeOf: readonly number[];
  readonly created: readonly { readonly id: number; readonly workspace: number; readonly createdAt: number }[];
  readonly newIdentifiers: readonly NewIdentifier[];
  readonly sightings: readonly Sighting[];
  readonly edges: readonly Edge[];
  readonly merges: readonly Merge[];
  readonly conflicts: readonly Conflict[];
  /** Identifiers that were found to be several people's. */
  readonly suspicions: readonly Suspicion[];
}

/** The day (UTC) of a moment: the store keeps when something was last seen to the day, so whatever is decided by that is decided by days. */
export const dayOf = (ms: number): number => Math.floor(ms / 86_400_000);

export const provisionalBase = 2 ** 52;
export const isProvisional = (id: number): boolean => id >= provisionalBase;
