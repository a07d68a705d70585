import {
  DefinitionParams,
  RequestedView,
  SavedSchemeView,
  SchemeChange,
  SchemeInput,
  SchemeList,
  SchemePreview,
  SchemePreviewInput,
  SchemeView,
  TagWhy,
  WhyQuery,
} from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { contextAt, parseMoment, type ProveDeps, readStatuses, readVocabulary } from '#evaluate';
import { refuseProbing } from '#govern';
import { requireMatch, sendEtag, signalOf, typed } from '#platform';
import { computeTag, proveTag, readTagByKey, type TagDeps } from '#tag';
import type { AskingDeps } from '../asking.ts';
import { registerMeasureRoutes } from './measure-routes.ts';
import { previewScheme } from './preview.ts';
import { changeScheme, createScheme, deleteScheme, existingScheme, tagKeyOf } from './save.ts';
import { listSchemes, type Scheme } from './scheme.store.ts';
import { countSchemes, inOrder, orderOf, totalOf } from './sizes.read.ts';
import { registerStrategyRoutes } from './strategy-routes.ts';
import { schemeViews } from './views.ts';

export type SchemeRouteDeps = TagDeps & ProveDeps & AskingDeps;

/** Segmentation schemes: everybody divided into parts that do not overlap. */
export function registerSchemeRoutes(app: FastifyInstance, deps: SchemeRouteDeps): void {
  const routes = typed(app);
  const viewOf = async (scheme: Scheme): Promise<SchemeView> => {
    const [view] = await schemeViews(deps.pg, [scheme], await readVocabulary(deps.lookup, scheme.workspace));
    if (view === undefined) throw new Error('a scheme without a view');
    return view;
  };

  const list = { summary: 'All schemes by key, with the sizes of their parts', response: { 200: SchemeList } };
  routes.get('/api/v1/schemes', { schema: list, config: { capability: 'definitions.read' } }, async ({ caller }, reply) => {
    const schemes = await listSchemes(deps.pg, caller.workspace);
    const vocabulary = await readVocabulary(deps.lookup, caller.workspace);
    const context = await contextAt(deps, caller.workspace, undefined, vocabulary);
    const [views, counts] = await Promise.all([
      schemeViews(deps.pg, schemes, vocabulary),
      countSchemes(
        deps.clickhouse,
        schemes.map(({ key }) => tagKeyOf(key)),
        context,
        { lane: 'interactive', signal: signalOf(reply) },
      ),
    ]);
    const items = schemes.flatMap((scheme, index) => {
      const [view, found = []] = [views[index], counts[index]];
      return view === undefined ? [] : [{ ...view, total: totalOf(found), sizes: inOrder(orderOf(scheme), found) }];
    });
    return { items };
  });

  const create = { summary: 'A new scheme; everybody is placed at once', body: SchemeInput, response: { 201: SavedSchemeView } };
  routes.post('/api/v1/schemes', { schema: create, config: { capability: 'definitions.write' } }, async ({ caller, body }, reply) => {
    const { key, ...wish } = body;
    const { scheme, warnings } = await createScheme(deps, caller, key, wish);
    sendEtag(reply, scheme.version);
    return reply
      .code(201)
      .header('location', `/api/v1/schemes/${key}`)
      .send({ ...(await viewOf(scheme)), warnings: [...warnings] });
  });

  const preview = {
    summary: 'What a scheme would make of everybody: sizes, borders, who fits several rules; nothing is kept',
    body: SchemePreviewInput,
    response: { 200: SchemePreview },
  };
  routes.post('/api/v1/schemes/preview', { schema: preview, config: { capability: 'definitions.read', scope: 'read' } }, async ({ caller, body }, reply) => {
    const at = body.at === undefined ? undefined : parseMoment(body.at, caller.timezone, '/at');
    refuseProbing(body.definition, '/definition', caller, deps.classOf(caller.workspace));
    return previewScheme(deps, caller.workspace, body.definition, at, signalOf(reply));
  });

  const read = { summary: 'One scheme', params: DefinitionParams, response: { 200: SchemeView } };
  routes.get('/api/v1/schemes/:key', { schema: read, config: { capability: 'definitions.read' } }, async ({ caller, params }, reply) => {
    const scheme = await existingScheme(deps, caller.workspace, params.key);
    sendEtag(reply, scheme.version);
    return viewOf(scheme);
  });

  const change = {
    summary: 'Change a scheme; with another definition everybody is placed again. With If-Match: only if nobody changed it meanwhile',
    params: DefinitionParams,
    body: SchemeChange,
    response: { 200: SavedSchemeView },
  };
  routes.put('/api/v1/schemes/:key', { schema: change, config: { capability: 'definitions.write' } }, async (request, reply) => {
    const { caller, params, body } = request;
    const { scheme, warnings } = await changeScheme(deps, caller, params.key, body, (version) => requireMatch(request, version));
    sendEtag(reply, scheme.version);
    return { ...(await viewOf(scheme)), warnings: [...warnings] };
  });

  const remove = { summary: 'Delete a scheme that no rule names, with its strategy sheet', params: DefinitionParams, response: { 204: Type.Null() } };
  routes.delete('/api/v1/schemes/:key', { schema: remove, config: { capability: 'definitions.write' } }, async (request, reply) => {
    await deleteScheme(deps, request.caller, request.params.key, (version) => requireMatch(request, version));
    return reply.code(204).send(null);
  });

  const compute = { summary: 'Place everybody anew as soon as possible', params: DefinitionParams, response: { 202: RequestedView } };
  routes.post('/api/v1/schemes/:key/compute', { schema: compute, config: { capability: 'definitions.write' } }, async ({ caller, params }, reply) => {
    const scheme = await existingScheme(deps, caller.workspace, params.key);
    await computeTag(deps, caller.workspace, tagKeyOf(scheme.key));
    const statusOf = await readStatuses(deps.pg, 'tag', [scheme.tagId]);
    return reply.code(202).send({ key: scheme.key, state: statusOf(scheme.tagId).state });
  });

  const why = {
    summary: 'Why a profile is in its part, or in none: a proof of every rule or measure down to the events',
    params: DefinitionParams,
    querystring: WhyQuery,
    response: { 200: TagWhy },
  };
  routes.get('/api/v1/schemes/:key/why', { schema: why, config: { capability: 'definitions.read' } }, async ({ caller, params, query }) => {
    const scheme = await existingScheme(deps, caller.workspace, params.key);
    return proveTag(deps, await readTagByKey(deps, caller.workspace, tagKeyOf(scheme.key)), caller.timezone, query);
  });

  registerMeasureRoutes(app, deps);
  registerStrategyRoutes(app, deps);
}
