import { MergeParams, MergeSides, ProfileParams, ProfileRank, ProfileSummary, ProfileTraits, SummaryQuery } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import type { PrivacyDirectory } from '#govern';
import { hasAliases, type Identity } from '#identify';
import { type Clock, notFound } from '#kernel';
import { typed } from '#platform';
import { portraitOf } from '../portrait/portrait.ts';
import { readCores } from '../read/core.read.ts';
import type { ProfileReader } from '../read/reader.ts';
import { dimensionsOf } from './dimensions.ts';
import { openRank } from './rank.ts';
import { reachOf } from './reach.ts';
import { readWhole, type WholeDeps } from './read-whole.ts';
import { mergeSides } from './sides.ts';
import { readSales } from './summary.read.ts';
import { readTraits } from './traits.read.ts';
import { valueOf } from './value.ts';
import { touchDays } from './whole.ts';

export interface WholeRoutesDeps extends WholeDeps {
  readonly clock: Clock;
  readonly reader: Pick<ProfileReader, 'identityById'>;
  readonly privacy: Pick<PrivacyDirectory, 'maskerFor'>;
}

/** One customer from all sides. */
export function registerWholeRoutes(app: FastifyInstance, deps: WholeRoutesDeps): void {
  const { pg, clickhouse, clock, reader, privacy, sourceName } = deps;
  const routes = typed(app);
  const config = { capability: 'profiles.read' } as const;
  const identityOf = async (workspace: number, id: number): Promise<Identity> => {
    const identity = await reader.identityById(workspace, id);
    if (identity === undefined) throw notFound(`the profile ${id}`);
    return identity;
  };
  const rankOf = openRank({ clickhouse, clock, hasAliases: () => hasAliases(pg) });

  const traits = {
    summary: 'A profile’s attributes with where they come from, and what other sources said of them',
    params: ProfileParams,
    response: { 200: ProfileTraits },
  };
  routes.get('/api/v1/profiles/:id/traits', { schema: traits, config }, async ({ caller, params }) => {
    const { id, workspace, mergedIds } = await identityOf(caller.workspace, params.id);
    const cores = await readCores(pg, [id]);
    return { items: await readTraits(clickhouse, { workspace, originIds: [id, ...mergedIds] }, cores.get(id), sourceName) };
  });

  const summary = {
    summary: 'What a profile is worth, how much is known of it, by which channels it may be reached, and a portrait in words',
    params: ProfileParams,
    querystring: SummaryQuery,
    response: { 200: ProfileSummary },
  };
  routes.get('/api/v1/profiles/:id/summary', { schema: summary, config }, async ({ caller, params, query }) => {
    const [identity, purpose] = [await identityOf(caller.workspace, params.id), query.purpose ?? 'marketing'];
    const at = clock.now();
    const whole = await readWhole(deps, caller, identity, privacy.maskerFor(caller), at);
    const [dimensions, channels] = [dimensionsOf(whole), reachOf(whole, purpose)];
    return {
      profile: identity.id,
      at: new Date(at).toISOString(),
      value: whole.value,
      dimensions,
      reach: { purpose, days: touchDays, channels },
      portrait: portraitOf(whole, dimensions, channels),
      seen: {
        events: [...whole.events].map(([event, { count, lastAt }]) => ({ event, count, lastAt: new Date(lastAt).toISOString() })),
        sources: whole.habits.sources.map(({ name }) => name),
        channels: whole.habits.channels.map(({ name }) => name),
      },
    };
  });

  const rank = { summary: 'Where a profile’s net sales stand among all who bought', params: ProfileParams, response: { 200: ProfileRank } };
  routes.get('/api/v1/profiles/:id/rank', { schema: rank, config }, async ({ caller, params }) => {
    const { id, workspace, mergedIds } = await identityOf(caller.workspace, params.id);
    const at = clock.now();
    const sales = await readSales(clickhouse, { workspace, originIds: [id, ...mergedIds], at, timezone: caller.timezone });
    const { netSales, orders } = valueOf(sales, at, '');
    return rankOf(workspace, netSales, orders);
  });

  const sides = { summary: 'What each side would get if a merge was undone now', params: MergeParams, response: { 200: MergeSides } };
  routes.get('/api/v1/identity/merges/:id/sides', { schema: sides, config }, async ({ caller, params }) =>
    mergeSides({ pg, clickhouse }, caller.workspace, params.id),
  );
}
