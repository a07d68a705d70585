import { IdentityView, LookupQuery, ProfileParams, ProfileView, Timeline, TimelineQuery } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import { type KindRules, normaliseIdentifier } from '#clean';
import { type IdentityHistory, readIdentityHistory } from '#identify';
import { Fault, notFound } from '#kernel';
import { type ClickHouse, type Postgres, typed } from '#platform';
import type { ProfileReader } from './read/reader.ts';
import { readTimeline } from './read/timeline.read.ts';

export interface ProfileRoutesDeps {
  readonly pg: Postgres;
  readonly clickhouse: ClickHouse;
  readonly reader: ProfileReader;
  readonly sourceName: (sourceId: number) => string | undefined;
  /** How each workspace tells people apart: values are looked up in the form in which it keeps them. */
  readonly kinds: { of(workspace: number): KindRules };
}

/** Looking at one profile: everything about it, its life, why it is who it is. */
export function registerProfileRoutes(app: FastifyInstance, { pg, clickhouse, reader, sourceName, kinds }: ProfileRoutesDeps): void {
  const routes = typed(app);

  const lookup = { summary: 'The profile that holds an identifier', querystring: LookupQuery, response: { 200: ProfileView } };
  routes.get('/api/v1/profiles/lookup', { schema: lookup, config: { capability: 'profiles.read' } }, async ({ caller, query }) => {
    const value = normaliseIdentifier(query.kind, query.value, caller.defaultRegion, kinds.of(caller.workspace));
    if (value === undefined) {
      const detail = {
        path: '/query/value',
        code: 'DQ_IDENTIFIES_NOBODY',
        message: `is no ${query.kind} that could identify anybody (masked, blocked or malformed)`,
      };
      throw new Fault('DQ_NOT_FOUND', 404, 'no profile can hold this value', { errors: [detail] });
    }
    const profile = await reader.byIdentifier(caller.workspace, query.kind, value);
    if (profile === undefined) throw notFound(`a profile with this ${query.kind}`);
    return profile;
  });

  const one = { summary: 'A profile by its id', params: ProfileParams, response: { 200: ProfileView } };
  routes.get('/api/v1/profiles/:id', { schema: one, config: { capability: 'profiles.read' } }, async ({ caller, params }) => {
    const profile = await reader.byId(caller.workspace, params.id);
    if (profile === undefined) throw notFound(`the profile ${params.id}`);
    return profile;
  });

  const identityOf = async (workspace: number, id: number) => {
    const identity = await reader.identityById(workspace, id);
    if (identity === undefined) throw notFound(`the profile ${id}`);
    return identity;
  };

  const timeline = { summary: 'What happened to a profile, newest first', params: ProfileParams, querystring: TimelineQuery, response: { 200: Timeline } };
  routes.get('/api/v1/profiles/:id/events', { schema: timeline, config: { capability: 'profiles.read' } }, async ({ caller, params, query }) => {
    const { id, mergedIds } = await identityOf(caller.workspace, params.id);
    return readTimeline(clickhouse, {
      workspace: caller.workspace,
      originIds: [id, ...mergedIds],
      limit: query.limit ?? 50,
      cursor: query.cursor,
      event: query.event,
    });
  });

  const identity = {
    summary: 'Why a profile is who it is: edges, merges, and links that were not followed',
    params: ProfileParams,
    response: { 200: IdentityView },
  };
  routes.get('/api/v1/profiles/:id/identity', { schema: identity, config: { capability: 'profiles.read' } }, async ({ caller, params }) =>
    identityView(await readIdentityHistory(pg, await identityOf(caller.workspace, params.id)), sourceName),
  );
}

const momentOf = (ms: number): string => new Date(ms).toISOString();

const identityView = ({ edges, merges, conflicts, separations }: IdentityHistory, sourceName: (sourceId: number) => string | undefined): IdentityView => ({
  edges: edges.map(({ sourceId, firstSeen, lastSeen, ...edge }) => ({
    ...edge,
    source: sourceName(sourceId) ?? String(sourceId),
    firstSeen: momentOf(firstSeen),
    lastSeen: momentOf(lastSeen),
  })),
  merges: merges.map(({ mergedAt, undoneAt, aHome, bHome, ...merge }) => ({
    ...merge,
    homes: [aHome, bHome],
    mergedAt: momentOf(mergedAt),
    undoneAt: undoneAt === null ? null : momentOf(undoneAt),
  })),
  conflicts: conflicts.map(({ keptId, otherId, firstSeen, ...conflict }) => ({ ...conflict, kept: keptId, other: otherId, firstSeen: momentOf(firstSeen) })),
  separations: separations.map(({ aHome, bHome, aRoot, bRoot, mergeId, madeAt }) => ({
    homes: [aHome, bHome],
    profiles: [aRoot, bRoot],
    mergeId,
    madeAt: momentOf(madeAt),
  })),
});
