import { IdentityGraph, IdentityReport, IdentityReportQuery, ProfileParams } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import { type Clock, notFound } from '#kernel';
import { type Postgres, typed } from '#platform';
import type { KindDirectory } from '../config/directory.ts';
import { readIdentityHistory, readJoins } from '../history.read.ts';
import { identitiesById } from '../identity.read.ts';
import { graphOf } from './graph.ts';
import { readReport } from './report.read.ts';

export interface ReportRoutesDeps {
  readonly pg: Postgres;
  readonly clock: Clock;
  readonly kinds: Pick<KindDirectory, 'of'>;
}

const dayMs = 86_400_000;

/** How well people are told apart: in figures, and of one profile as a picture. */
export function registerReportRoutes(app: FastifyInstance, { pg, clock, kinds }: ReportRoutesDeps): void {
  const routes = typed(app);

  const report = {
    summary: 'Sizes of profiles, merges by day, conflicts, shared identifiers, giants',
    querystring: IdentityReportQuery,
    response: { 200: IdentityReport },
  };
  routes.get('/api/v1/identity/report', { schema: report, config: { capability: 'identity.read' } }, async ({ caller, query }) => {
    const { workspace, timezone } = caller;
    const found = await readReport(pg, { workspace, timezone, since: new Date(clock.now() - (query.days ?? 30) * dayMs) });
    return {
      at: new Date(clock.now()).toISOString(),
      ...found,
      identifiers: [...found.identifiers],
      homes: [...found.homes],
      merges: [...found.merges],
      conflicts: [...found.conflicts],
      shared: [...found.shared],
      giants: [...found.giants],
    };
  });

  const graph = { summary: 'A profile’s identifiers and what joins them, for a picture', params: ProfileParams, response: { 200: IdentityGraph } };
  routes.get('/api/v1/profiles/:id/identity/graph', { schema: graph, config: { capability: 'profiles.read' } }, async ({ caller, params }) => {
    const identity = (await identitiesById(pg, [params.id])).find(({ workspace }) => workspace === caller.workspace);
    if (identity === undefined) throw notFound(`the profile ${params.id}`);
    const [history, joins] = await Promise.all([readIdentityHistory(pg, identity), readJoins(pg, identity.id)]);
    return graphOf(identity, history, joins, kinds.of(caller.workspace));
  });
}
