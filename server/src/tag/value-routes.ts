import multipart from '@fastify/multipart';
import { DefinitionParams, ManualValuesInput, ManualValuesSet, PageOf, TagDistribution, TagUpload, TagValueItem, TagValuesQuery } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { contextAt, parseMoment } from '#evaluate';
import type { Caller } from '#govern';
import type { KindDirectory } from '#identify';
import { invalid } from '#kernel';
import { decodeCursor, encodeCursor, typed } from '#platform';
import { readDistribution } from './distribution.read.ts';
import { type ManualDeps, setManualValues } from './manual.ts';
import { withProfiles } from './manual-whom.ts';
import { registerHistoryRoutes } from './history-routes.ts';
import { registerQualityRoutes } from './quality/routes.ts';
import { existingTag, type TagDeps } from './save.ts';
import { maxFileBytes, uploadValues, withUploadedFile } from './upload.ts';
import { readValues } from './values.read.ts';
import { versionEnd } from './versions.read.ts';

const DistributionQuery = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 50, description: 'how many values' })),
  at: Type.Optional(Type.String({ maxLength: 40, description: 'as of this moment; ISO 8601' })),
  version: Type.Optional(Type.Integer({ minimum: 1, description: 'the last values of this version' })),
});

export interface ValueRouteDeps extends TagDeps, ManualDeps {
  readonly kinds: Pick<KindDirectory, 'of'>;
}

/** Values of tags: distribution, per profile, set by hand. */
export function registerValueRoutes(app: FastifyInstance, deps: ValueRouteDeps): void {
  const whoseOf = ({ workspace, timezone, defaultRegion }: Caller) => ({ timezone, region: defaultRegion, kinds: deps.kinds.of(workspace) });
  registerQualityRoutes(app, deps);
  registerHistoryRoutes(app, deps);
  const routes = typed(app);

  routes.get(
    '/api/v1/tags/:key/distribution',
    {
      schema: { summary: 'How a tag’s values are spread', params: DefinitionParams, querystring: DistributionQuery, response: { 200: TagDistribution } },
      config: { capability: 'definitions.read' },
    },
    async ({ caller, params, query }) => {
      const tag = await existingTag(deps, caller.workspace, params.key);
      const end = query.version === undefined ? undefined : await versionEnd(deps.pg, tag, query.version);
      const at = end ?? (query.at === undefined ? undefined : parseMoment(query.at, caller.timezone, '/query/at'));
      return readDistribution(deps.clickhouse, tag, await contextAt(deps, caller.workspace, at), query.limit ?? 50);
    },
  );

  routes.get(
    '/api/v1/tags/:key/values',
    {
      schema: { summary: 'Values by ascending profile id', params: DefinitionParams, querystring: TagValuesQuery, response: { 200: PageOf(TagValueItem) } },
      config: { capability: 'definitions.read' },
    },
    async ({ caller, params, query }) => {
      const tag = await existingTag(deps, caller.workspace, params.key);
      const [after] = query.cursor === undefined ? [0] : decodeCursor(Type.Tuple([Type.Integer()]), query.cursor);
      const limit = query.limit ?? 1000;
      const rows = await readValues(deps.clickhouse, tag, after, limit + 1);
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      return {
        items: page.map(({ at, expiresAt, ...each }) => ({
          ...each,
          at: at.toISOString(),
          ...(expiresAt === undefined ? {} : { expiresAt: expiresAt?.toISOString() ?? null }),
        })),
        next: rows.length > limit && last !== undefined ? encodeCursor([last.profile]) : null,
      };
    },
  );

  routes.post(
    '/api/v1/tags/:key/values',
    {
      schema: { summary: 'Set values of a manual tag; all or none', params: DefinitionParams, body: ManualValuesInput, response: { 200: ManualValuesSet } },
      config: { capability: 'definitions.write' },
    },
    async ({ caller, params, body }) => {
      const tag = await existingTag(deps, caller.workspace, params.key);
      const values = await withProfiles(deps.pg, body.values, { ...whoseOf(caller), workspace: caller.workspace });
      return { changed: await setManualValues(deps, tag, values, body.source ?? 'api') };
    },
  );

  void app.register(async (scope) => {
    await scope.register(multipart, { limits: { fileSize: maxFileBytes, fieldSize: 1000, files: 1, parts: 10 } });
    const upload = {
      summary: 'Set values of a manual tag from a table (CSV, TSV, JSON lines; also gzipped)',
      description:
        'multipart/form-data: file; kind (of identifier, or profile), column (called like the kind), valueColumn (value), source (upload). A column expires_at says until when each holds. Elements of a list stand between semicolons; an empty value takes the value away.',
      consumes: ['multipart/form-data'],
      params: DefinitionParams,
      response: { 200: TagUpload },
    };
    typed(scope).post('/api/v1/tags/:key/upload', { schema: upload, config: { capability: 'definitions.write' } }, async (request) => {
      const { caller, params } = request;
      const tag = await existingTag(deps, caller.workspace, params.key);
      if (!request.isMultipart())
        throw invalid('the upload is no form', [{ path: '/headers/content-type', code: 'DQ_TYPE', message: 'must be multipart/form-data' }]);
      return withUploadedFile(request, (path, form) => uploadValues(deps, tag, path, form, whoseOf(caller)));
    });
  });
}
