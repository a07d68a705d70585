import { ProfileCrowds, ProfileParams } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import { identitiesById } from '#identify';
import { notFound } from '#kernel';
import { type ClickHouse, type Postgres, typed } from '#platform';
import { readCrowds } from './crowds.read.ts';

export interface CrowdRoutesDeps {
  readonly pg: Postgres;
  readonly clickhouse: ClickHouse;
}

/** The segments and lists that one profile is in. */
export function registerCrowdRoutes(app: FastifyInstance, deps: CrowdRoutesDeps): void {
  const schema = {
    summary: 'The segments a profile is a member of and the lists it is on, with since when',
    params: ProfileParams,
    response: { 200: ProfileCrowds },
  };
  typed(app).get('/api/v1/profiles/:id/crowds', { schema, config: { capability: 'profiles.read' } }, async ({ caller, params }) => {
    const [identity] = await identitiesById(deps.pg, [params.id]);
    if (identity?.workspace !== caller.workspace) throw notFound(`the profile ${params.id}`);
    return readCrowds(deps, caller.workspace, identity.id, [identity.id, ...identity.mergedIds]);
  });
}
