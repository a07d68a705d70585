import { DefinitionParams, ManualValuesInput, ManualValuesSet, PageOf, TagDistribution, TagValueItem, TagValuesQuery } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { contextAt } from '#evaluate';
import { decodeCursor, encodeCursor, typed } from '#platform';
import { readDistribution } from './distribution.read.ts';
import { type ManualDeps, setManualValues } from './manual.ts';
import { existingTag, type TagDeps } from './save.ts';
import { readValues } from './values.read.ts';

const DistributionQuery = Type.Object({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 50, description: 'how many values' })) });

/** Values of tags: distribution, per profile, set by hand. */
export function registerValueRoutes(app: FastifyInstance, deps: TagDeps & ManualDeps): void {
  const routes = typed(app);

  routes.get(
    '/api/v1/tags/:key/distribution',
    { schema: { summary: 'How a tag’s values are spread', params: DefinitionParams, querystring: DistributionQuery, response: { 200: TagDistribution } } },
    async ({ caller, params, query }) => {
      const tag = await existingTag(deps, caller.workspace, params.key);
      return readDistribution(deps.clickhouse, tag, await contextAt(deps, caller.workspace), query.limit ?? 50);
    },
  );

  routes.get(
    '/api/v1/tags/:key/values',
    { schema: { summary: 'Values by ascending profile id', params: DefinitionParams, querystring: TagValuesQuery, response: { 200: PageOf(TagValueItem) } } },
    async ({ caller, params, query }) => {
      const tag = await existingTag(deps, caller.workspace, params.key);
      const [after] = query.cursor === undefined ? [0] : decodeCursor(Type.Tuple([Type.Integer()]), query.cursor);
      const limit = query.limit ?? 1000;
      const rows = await readValues(deps.clickhouse, tag, after, limit + 1);
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      return {
        items: page.map((each) => ({ ...each, at: each.at.toISOString() })),
        next: rows.length > limit && last !== undefined ? encodeCursor([last.profile]) : null,
      };
    },
  );

  routes.post(
    '/api/v1/tags/:key/values',
    { schema: { summary: 'Set values of a manual tag', params: DefinitionParams, body: ManualValuesInput, response: { 200: ManualValuesSet } } },
    async ({ caller, params, body }) => {
      const tag = await existingTag(deps, caller.workspace, params.key);
      return { changed: await setManualValues(deps, tag, body.values) };
    },
  );
}
