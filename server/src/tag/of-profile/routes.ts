import { ProfileParams, ProfileTags } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import { rootsOfProfiles } from '#identify';
import { notFound } from '#kernel';
import { type ClickHouse, type Postgres, typed } from '#platform';
import { readProfileTags } from './profile-tags.read.ts';

export interface ProfileTagDeps {
  readonly pg: Postgres;
  readonly clickhouse: ClickHouse;
}

/** What one profile is tagged with. */
export function registerProfileTagRoutes(app: FastifyInstance, deps: ProfileTagDeps): void {
  const schema = { summary: 'A profile’s tags with names, categories and since when', params: ProfileParams, response: { 200: ProfileTags } };
  typed(app).get('/api/v1/profiles/:id/tags', { schema, config: { capability: 'profiles.read' } }, async ({ caller, params }) => {
    const root = (await rootsOfProfiles(deps.pg, caller.workspace, [params.id])).get(params.id);
    if (root === undefined) throw notFound(`the profile ${params.id}`);
    return { items: await readProfileTags(deps, caller.workspace, root) };
  });
}
