import { ProfileSearch, ProfileSearchQuery } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import { typed } from '#platform';
import { type SearchDeps, searchProfiles } from './search.ts';

/** Finding a customer by whatever one knows of them. */
export function registerSearchRoutes(app: FastifyInstance, deps: SearchDeps): void {
  const schema = {
    summary:
      'Profiles by an identifier of any kind, its last four characters, a word of an e-mail address, an id, an order’s number, a name, a company, part of these, or a Chinese name’s pinyin or initials',
    querystring: ProfileSearchQuery,
    response: { 200: ProfileSearch },
  };
  typed(app).get('/api/v1/profiles/search', { schema, config: { capability: 'profiles.read' } }, async ({ caller, query }) => {
    const { workspace, defaultRegion, seesPersonalData } = caller;
    const found = await searchProfiles(deps, { workspace, defaultRegion, seesPersonalData, text: query.q, limit: query.limit ?? 20 });
    return { items: found.map(({ profile, because }) => ({ profile, because })) };
  });
}
