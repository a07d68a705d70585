import { IdentityView, LifePage, LifeQuery, LookupQuery, ProfileParams, ProfileView } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import { type KindRules, normaliseIdentifier } from '#clean';
import { type IdentityHistory, readIdentityHistory } from '#identify';
import { openMasker, type PrivacyDirectory } from '#govern';
import { Fault, invalid, notFound, parseMoment } from '#kernel';
import { type ClickHouse, type Postgres, typed } from '#platform';
import type { ProfileReader } from './read/reader.ts';
import { readLife } from './whole/life.ts';

export interface ProfileRoutesDeps {
  readonly pg: Postgres;
  readonly clickhouse: ClickHouse;
  readonly reader: ProfileReader;
  readonly sourceName: (sourceId: number) => string | undefined;
  /** How each workspace tells people apart: values are looked up in the form in which it keeps them. */
  readonly kinds: { of(workspace: number): KindRules };
  /** What whoever asks sees masked is not found by its text either. */
  readonly privacy?: Pick<PrivacyDirectory, 'maskerFor'>;
}

/** Looking at one profile: everything about it, its life, why it is who it is. */
export function registerProfileRoutes(app: FastifyInstance, { pg, clickhouse, reader, sourceName, kinds, privacy }: ProfileRoutesDeps): void {
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

  const life = {
    summary: 'What happened to a profile, newest first; orders say what is left of them after refunds',
    params: ProfileParams,
    querystring: LifeQuery,
    response: { 200: LifePage },
  };
  routes.get('/api/v1/profiles/:id/events', { schema: life, config: { capability: 'profiles.read' } }, async ({ caller, params, query }) => {
    const { id, mergedIds } = await identityOf(caller.workspace, params.id);
    const { from, to, limit = 50, ...filters } = query;
    const request = {
      ...filters,
      workspace: caller.workspace,
      originIds: [id, ...mergedIds],
      limit,
      from: momentIn(from, 'from', caller.timezone),
      to: momentIn(to, 'to', caller.timezone, wholeDay),
    };
    return readLife(clickhouse, request, privacy?.maskerFor(caller) ?? openMasker);
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

const wholeDay = 86_400_000;

/** `more`: added to a date alone, so that the day it names belongs to what is asked for. */
function momentIn(text: string | undefined, name: string, timezone: string, more = 0): number | undefined {
  if (text === undefined) return undefined;
  const moment = parseMoment(text, timezone);
  if (moment === null) throw invalid(`${name} is no moment`, [{ path: `/query/${name}`, code: 'DQ_MOMENT', message: 'is an ISO 8601 date or date-time' }]);
  return text.length === 10 ? moment + more : moment;
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
