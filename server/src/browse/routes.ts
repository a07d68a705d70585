import { ProfileQueryInput, ProfileQueryPage, QuickViewList } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import { signalOf, typed } from '#platform';
import { type BrowseDeps, queryProfiles } from './query/page.ts';
import { createQuickCounts } from './quick-counts.ts';
import { readQuickViews } from './quick.ts';
import { registerViewRoutes } from './view/routes.ts';
import type { ViewDeps } from './view/save.ts';

export type BrowseRouteDeps = BrowseDeps & ViewDeps;

/** The list of customers: pages by rule, columns and order; the views at its top. */
export function registerBrowseRoutes(app: FastifyInstance, deps: BrowseRouteDeps): void {
  const routes = typed(app);
  registerViewRoutes(app, deps);

  routes.post(
    '/api/v1/profiles/query',
    {
      schema: {
        summary: 'A page of the profiles that a rule finds, with chosen columns, in an order',
        description:
          'Unknown values come last in either direction, ties by id. Whoever does not see personal data cannot order by it, and compares it with whole values only.',
        body: ProfileQueryInput,
        response: { 200: ProfileQueryPage },
      },
      config: { capability: 'profiles.read', scope: 'read' },
    },
    async ({ caller, body }, reply) => {
      const { items, next, total, sortable } = await queryProfiles(deps, caller, body, signalOf(reply));
      return { items: [...items], next, total, sortable: [...sortable], at: new Date(deps.clock.now()).toISOString() };
    },
  );

  const counts = createQuickCounts(deps.clock, (workspace) => readQuickViews(deps, workspace));
  routes.get(
    '/api/v1/views/quick',
    {
      schema: { summary: 'Views that the data suggest, with their counts, at most a minute old', response: { 200: QuickViewList } },
      config: { capability: 'profiles.read' },
    },
    ({ caller }) => counts.of(caller.workspace),
  );
}
