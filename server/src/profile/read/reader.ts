import type { ProfileView } from '@danqing/contracts';
import { readConsents } from '#govern';
import { identitiesById, identitiesByIdentifier, type Identity, type IdentityIdentifier } from '#identify';
import type { Clock } from '#kernel';
import { type ClickHouse, coalesce, type Postgres } from '#platform';
import { type Activity, readActivity } from './activity.read.ts';
import { currentConsents } from '../consent/views.ts';
import { nestTraits } from '../traits.ts';
import { type Core, readCores } from './core.read.ts';
import { noResults, type ProfileResults } from './results.ts';

export interface ProfileReaderDeps {
  readonly pg: Postgres;
  readonly clickhouse: ClickHouse;
  /** A source's name; undefined where it is unknown. */
  readonly sourceName: (sourceId: number) => string | undefined;
  /** Consents may run out. */
  readonly clock: Clock;
  readonly results?: ProfileResults;
}

/** Reads single profiles. Look-ups that come within 2 ms share one query per store. */
export interface ProfileReader {
  /** `value` is normalised already. Undefined when nobody in the workspace holds it. */
  byIdentifier(workspace: number, kind: string, value: string): Promise<ProfileView | undefined>;
  /** A profile that was merged away answers with its survivor and `mergedFrom`. */
  byId(workspace: number, id: number): Promise<ProfileView | undefined>;
  identityById(workspace: number, id: number): Promise<Identity | undefined>;
}

const separator = '\n';

/** A query costs ClickHouse far more than one more key in it: while one runs, the others gather for the next. */
const analytics = { maxRunning: 1 };

export function openProfileReader({ pg, clickhouse, sourceName, clock, results = noResults }: ProfileReaderDeps): ProfileReader {
  const identityOf = coalesce(async (ids: readonly number[]) => {
    const found = await identitiesById(pg, ids);
    return new Map(found.map((identity) => [identity.askedId, identity]));
  });
  const identityByKey = coalesce(async (keys: readonly string[]) => {
    const asked = keys.map((key) => {
      const [workspace, kind = '', ...value] = key.split(separator);
      return { workspace: Number(workspace), kind, value: value.join(separator) };
    });
    const found = await identitiesByIdentifier(pg, asked);
    return new Map(keys.flatMap((key, index) => (found[index] === undefined ? [] : [[key, found[index]]])));
  });
  const coreOf = coalesce((ids: readonly number[]) => readCores(pg, ids));
  const consentsOf = coalesce((ids: readonly number[]) => readConsents(pg, ids));
  const activityOf = perWorkspace((workspace) => coalesce((ids: readonly number[]) => readActivity(clickhouse, workspace, ids), analytics));
  const tagsOf = perWorkspace((workspace) => coalesce((ids: readonly number[]) => results.tagsOf(workspace, ids), analytics));
  const segmentsOf = perWorkspace((workspace) => coalesce((ids: readonly number[]) => results.segmentsOf(workspace, ids), analytics));

  const viewOf = async (identity: Identity): Promise<ProfileView> => {
    const { id, workspace, mergedIds } = identity;
    const [core, activities, tags, segments, consents] = await Promise.all([
      coreOf(id),
      Promise.all([id, ...mergedIds].map((originId) => activityOf(workspace)(originId))),
      tagsOf(workspace)(id),
      segmentsOf(workspace)(id),
      Promise.all([id, ...mergedIds].map((originId) => consentsOf(originId))),
    ]);
    return {
      id,
      identifiers: identity.identifiers.toSorted(inOrder).map(({ kind, value, firstSeen, lastSeen, sourceId }) => ({
        kind,
        value,
        firstSeen: momentOf(firstSeen),
        lastSeen: momentOf(lastSeen),
        source: sourceName(sourceId) ?? String(sourceId),
      })),
      traits: nestTraits(core?.traits ?? {}),
      tags: { ...tags },
      segments: [...(segments ?? [])],
      consents: currentConsents(
        consents.flatMap((records) => records ?? []),
        clock.now(),
      ),
      ...momentsOf(identity, core),
      ...activityView(activities),
      ...(identity.askedId === id ? {} : { mergedFrom: identity.askedId }),
    };
  };
  const within = (workspace: number, identity: Identity | undefined): Identity | undefined => (identity?.workspace === workspace ? identity : undefined);
  const identityById = async (workspace: number, id: number) => within(workspace, await identityOf(id));
  return {
    byIdentifier: async (workspace, kind, value) => {
      const identity = within(workspace, await identityByKey([workspace, kind, value].join(separator)));
      return identity === undefined ? undefined : viewOf(identity);
    },
    byId: async (workspace, id) => {
      const identity = await identityById(workspace, id);
      return identity === undefined ? undefined : viewOf(identity);
    },
    identityById,
  };
}

/** Oldest first; of the same moment by name. */
const inOrder = (a: IdentityIdentifier, b: IdentityIdentifier): number =>
  a.firstSeen - b.firstSeen || (a.kind === b.kind ? (a.value < b.value ? -1 : 1) : a.kind < b.kind ? -1 : 1);

function perWorkspace<T>(make: (workspace: number) => T): (workspace: number) => T {
  const made = new Map<number, T>();
  return (workspace) => {
    const known = made.get(workspace) ?? make(workspace);
    made.set(workspace, known);
    return known;
  };
}

const momentOf = (ms: number): string => new Date(ms).toISOString();

const momentsOf = (identity: Identity, core: Core | undefined): Pick<ProfileView, 'createdAt' | 'updatedAt'> => ({
  createdAt: momentOf(identity.createdAt),
  updatedAt: momentOf(Math.max(core?.updatedAt ?? identity.createdAt, identity.createdAt)),
});

/** The activity of a profile and of everything merged into it, as one. */
function activityView(activities: readonly (Activity | undefined)[]): Pick<ProfileView, 'eventCount' | 'firstSeenAt' | 'lastSeenAt'> {
  const known = activities.filter((activity) => activity !== undefined);
  if (known.length === 0) return { eventCount: 0, firstSeenAt: null, lastSeenAt: null };
  return {
    eventCount: known.reduce((sum, { events }) => sum + events, 0),
    firstSeenAt: momentOf(known.reduce((least, { firstAt }) => Math.min(least, firstAt), Number.POSITIVE_INFINITY)),
    lastSeenAt: momentOf(known.reduce((most, { lastAt }) => Math.max(most, lastAt), Number.NEGATIVE_INFINITY)),
  };
}
