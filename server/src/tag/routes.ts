import { DefinitionParams, PageOf, PageQuery, RequestedView, SavedTagView, TagChange, TagInput, TagView } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { readCutPoints, readStatuses, readVocabulary, refuseRename } from '#evaluate';
import { decodeCursor, encodeCursor, requireMatch, sendEtag, typed } from '#platform';
import { registerTagDryRun } from './dry-run.ts';
import { givenDefinition, givenIfAny } from './given-definition.ts';
import { dropTagColumns } from './mirror.ts';
import { changeTag, computeTag, createTag, deleteTag, existingTag } from './save.ts';
import { listTags, type Tag } from './tag.store.ts';
import { registerValueRoutes, type ValueRouteDeps } from './value-routes.ts';
import { removeValues } from './values.read.ts';
import { tagView } from './views.ts';
import { registerWhyRoute } from './why.ts';

export type TagRouteDeps = ValueRouteDeps;

/** Tags: definitions, values, distribution. */
export function registerTagRoutes(app: FastifyInstance, deps: TagRouteDeps): void {
  const routes = typed(app);
  const viewOf = async (tag: Tag): Promise<TagView> => {
    const id = { kind: 'tag', definitionId: tag.id } as const;
    const [statusOf, cutPoints, vocabulary] = await Promise.all([
      readStatuses(deps.pg, 'tag', [tag.id]),
      readCutPoints(deps.pg, id),
      readVocabulary(deps.lookup, tag.workspace),
    ]);
    return tagView(tag, statusOf(tag.id), cutPoints, vocabulary);
  };

  routes.get(
    '/api/v1/tags',
    { schema: { summary: 'All tags, by key', querystring: PageQuery, response: { 200: PageOf(TagView) } }, config: { capability: 'definitions.read' } },
    async ({ caller, query }) => {
      const [after] = query.cursor === undefined ? [''] : decodeCursor(Type.Tuple([Type.String()]), query.cursor);
      const limit = query.limit ?? 50;
      const rows = await listTags(deps.pg, caller.workspace, after, limit + 1);
      const page = rows.slice(0, limit);
      const statusOf = await readStatuses(
        deps.pg,
        'tag',
        page.map(({ id }) => id),
      );
      const vocabulary = await readVocabulary(deps.lookup, caller.workspace);
      const last = page.at(-1);
      return {
        items: page.map((tag) => tagView(tag, statusOf(tag.id), null, vocabulary)),
        next: rows.length > limit && last !== undefined ? encodeCursor([last.key]) : null,
      };
    },
  );

  routes.post(
    '/api/v1/tags',
    { schema: { summary: 'A new tag; it is computed at once', body: TagInput, response: { 201: SavedTagView } }, config: { capability: 'definitions.write' } },
    async ({ caller, body }, reply) => {
      const { text: _text, ...said } = body;
      const { tag, warnings } = await createTag(deps, caller.workspace, { ...said, definition: givenDefinition(body) });
      sendEtag(reply, tag.version);
      return reply
        .code(201)
        .header('location', `/api/v1/tags/${tag.key}`)
        .send({ ...(await viewOf(tag)), warnings: [...warnings] });
    },
  );

  routes.get(
    '/api/v1/tags/:key',
    {
      schema: { summary: 'One tag, with how many profiles have a value', params: DefinitionParams, response: { 200: TagView } },
      config: { capability: 'definitions.read' },
    },
    async ({ caller, params }, reply) => {
      const tag = await existingTag(deps, caller.workspace, params.key);
      sendEtag(reply, tag.version);
      return viewOf(tag);
    },
  );

  const change = {
    summary: 'Change a tag; it is computed again. With If-Match: only if nobody changed it meanwhile',
    params: DefinitionParams,
    body: TagChange,
    response: { 200: SavedTagView },
  };
  routes.put('/api/v1/tags/:key', { schema: change, config: { capability: 'definitions.write' } }, async (request, reply) => {
    const { key: named, text: _text, ...said } = request.body;
    refuseRename(request.params.key, named);
    const definition = givenIfAny(request.body);
    const wanted = { ...said, ...(definition === undefined ? {} : { definition }) };
    const { tag, warnings } = await changeTag(deps, request.caller.workspace, request.params.key, wanted, (version) => requireMatch(request, version));
    sendEtag(reply, tag.version);
    return { ...(await viewOf(tag)), warnings: [...warnings] };
  });

  routes.delete(
    '/api/v1/tags/:key',
    {
      schema: { summary: 'Delete a tag that nothing names', params: DefinitionParams, response: { 204: Type.Null() } },
      config: { capability: 'definitions.write' },
    },
    async (request, reply) => {
      const tag = await deleteTag(deps, request.caller.workspace, request.params.key, (version) => requireMatch(request, version));
      await removeValues(deps.clickhouse, tag);
      await dropTagColumns(deps, tag);
      return reply.code(204).send(null);
    },
  );

  routes.post(
    '/api/v1/tags/:key/compute',
    {
      schema: { summary: 'Compute a tag as soon as possible', params: DefinitionParams, response: { 202: RequestedView } },
      config: { capability: 'definitions.write' },
    },
    async ({ caller, params }, reply) => {
      const tag = await computeTag(deps, caller.workspace, params.key);
      const statusOf = await readStatuses(deps.pg, 'tag', [tag.id]);
      return reply.code(202).send({ key: tag.key, state: statusOf(tag.id).state });
    },
  );

  registerTagDryRun(app, deps);
  registerValueRoutes(app, deps);
  registerWhyRoute(app, deps);
}
