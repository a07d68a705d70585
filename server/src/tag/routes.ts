import { DefinitionParams, RequestedView, SavedTagView, TagChange, TagInput, TagList, TagListQuery, TagView } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { readCutPoints, readStatuses, readVocabulary, refuseRename } from '#evaluate';
import type { Caller } from '#govern';
import { requireMatch, sendEtag, typed } from '#platform';
import { registerTagDryRun } from './dry-run.ts';
import { forgetTag } from './forget.ts';
import { givenDefinition, givenIfAny } from './given-definition.ts';
import { changeTag, computeTag, createTag, deleteTag, existingTag } from './save.ts';
import { registerTagPreview } from './preview/routes.ts';
import { findTags } from './find-tags.ts';
import type { Tag } from './tag.store.ts';
import { registerTreeRoutes } from './tree/routes.ts';
import { registerValueRoutes, type ValueRouteDeps } from './value-routes.ts';
import { tagView } from './views.ts';
import { registerWhyRoute } from './why.ts';

export type TagRouteDeps = ValueRouteDeps;

/** Whom versions name: the operator, or the key. */
const whoIs = ({ operator, name }: Caller): string => operator?.name ?? name;

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
    {
      schema: { summary: 'Tags by what one looks for, page by page', querystring: TagListQuery, response: { 200: TagList } },
      config: { capability: 'definitions.read' },
    },
    async ({ caller, query }) => {
      const found = await findTags(deps.pg, caller.workspace, query);
      const vocabulary = await readVocabulary(deps.lookup, caller.workspace);
      return { ...found, items: found.items.map(({ tag, status }) => tagView(tag, status, null, vocabulary)) };
    },
  );

  routes.post(
    '/api/v1/tags',
    { schema: { summary: 'A new tag; it is computed at once', body: TagInput, response: { 201: SavedTagView } }, config: { capability: 'definitions.write' } },
    async ({ caller, body }, reply) => {
      const { text: _text, ...said } = body;
      const { tag, warnings } = await createTag(deps, caller.workspace, { ...said, definition: givenDefinition(body) }, whoIs(caller));
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
    const { tag, warnings } = await changeTag(
      deps,
      request.caller.workspace,
      request.params.key,
      wanted,
      (version) => requireMatch(request, version),
      whoIs(request.caller),
    );
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
      await forgetTag(deps, tag);
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
  registerTagPreview(app, deps);
  registerTreeRoutes(app, deps);
  registerValueRoutes(app, deps);
  registerWhyRoute(app, deps);
}
