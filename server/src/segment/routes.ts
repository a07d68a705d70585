import { DefinitionParams, PageOf, PageQuery, RequestedView, SavedSegmentView, SegmentChange, SegmentInput, SegmentView } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { readStatuses, readVocabulary, refuseRename } from '#evaluate';
import { decodeCursor, encodeCursor, requireMatch, sendEtag, typed } from '#platform';
import type { AskingDeps } from './asking.ts';
import { registerCompareRoutes } from './compare/routes.ts';
import { givenIfAny, givenRule } from './given-rule.ts';
import { registerFolderRoutes } from './folder/routes.ts';
import { registerHistoryRoutes } from './history/routes.ts';
import type { ListRouteDeps } from './list/forms.ts';
import { registerListRoutes } from './list/routes.ts';
import { removeMemberships } from './members.read.ts';
import { registerDryRun } from './live-dry-run.ts';
import { registerMemberRoutes } from './member-routes.ts';
import { type OverviewDeps, registerOverviewRoutes } from './overview/routes.ts';
import { registerPortraitRoutes } from './portrait/routes.ts';
import { registerPreviewRoutes } from './preview/routes.ts';
import { registerSchemeRoutes } from './scheme/routes.ts';
import { changeSegment, computeSegment, createSegment, deleteSegment, existingSegment } from './save.ts';
import { registerSnapshotRoutes } from './snapshot/routes.ts';
import { listSegments, type SegmentDefinition } from './segment.store.ts';
import { segmentView } from './views.ts';
import { registerWhyRoute } from './why.ts';

export interface SegmentRouteDeps extends OverviewDeps, ListRouteDeps, AskingDeps {}

/** Segments: definitions, preview, members, changes. */
export function registerSegmentRoutes(app: FastifyInstance, deps: SegmentRouteDeps): void {
  const routes = typed(app);
  const viewsOf = async (workspace: number, segments: readonly SegmentDefinition[]) => {
    const [statusOf, vocabulary] = await Promise.all([
      readStatuses(
        deps.pg,
        'segment',
        segments.map(({ id }) => id),
      ),
      readVocabulary(deps.lookup, workspace),
    ]);
    return segments.map((segment) => segmentView(segment, statusOf(segment.id), vocabulary));
  };
  const viewOf = async (segment: SegmentDefinition) => {
    const [statusOf, vocabulary] = await Promise.all([readStatuses(deps.pg, 'segment', [segment.id]), readVocabulary(deps.lookup, segment.workspace)]);
    return segmentView(segment, statusOf(segment.id), vocabulary);
  };

  routes.get(
    '/api/v1/segments',
    { schema: { summary: 'All segments, by key', querystring: PageQuery, response: { 200: PageOf(SegmentView) } }, config: { capability: 'definitions.read' } },
    async ({ caller, query }) => {
      const [after] = query.cursor === undefined ? [''] : decodeCursor(Type.Tuple([Type.String()]), query.cursor);
      const limit = query.limit ?? 50;
      const rows = await listSegments(deps.pg, caller.workspace, after, limit + 1);
      const items = rows.slice(0, limit);
      const last = items.at(-1);
      return { items: await viewsOf(caller.workspace, items), next: rows.length > limit && last !== undefined ? encodeCursor([last.key]) : null };
    },
  );

  routes.post(
    '/api/v1/segments',
    {
      schema: { summary: 'A new segment; it is computed at once', body: SegmentInput, response: { 201: SavedSegmentView } },
      config: { capability: 'definitions.write' },
    },
    async ({ caller, body }, reply) => {
      const { rule: _rule, text: _text, ...said } = body;
      const { segment, warnings } = await createSegment(deps, caller.workspace, {
        name: body.key,
        description: '',
        refresh: 'live',
        ...said,
        ...givenRule(body),
      });
      sendEtag(reply, segment.version);
      return reply
        .code(201)
        .header('location', `/api/v1/segments/${segment.key}`)
        .send({ ...(await viewOf(segment)), warnings: [...warnings] });
    },
  );

  routes.get(
    '/api/v1/segments/:key',
    {
      schema: { summary: 'One segment, with its count', params: DefinitionParams, response: { 200: SegmentView } },
      config: { capability: 'definitions.read' },
    },
    async ({ caller, params }, reply) => {
      const segment = await existingSegment(deps, caller.workspace, params.key);
      sendEtag(reply, segment.version);
      return viewOf(segment);
    },
  );

  routes.put(
    '/api/v1/segments/:key',
    {
      schema: {
        summary: 'Change a segment; it is computed again. With If-Match: only if nobody changed it meanwhile',
        params: DefinitionParams,
        body: SegmentChange,
        response: { 200: SavedSegmentView },
      },
      config: { capability: 'definitions.write' },
    },
    async (request, reply) => {
      const { key: named, rule: _rule, text: _text, ...said } = request.body;
      refuseRename(request.params.key, named);
      const change = { ...said, ...givenIfAny(request.body) };
      const { segment, warnings } = await changeSegment(deps, request.caller.workspace, request.params.key, change, (version) =>
        requireMatch(request, version),
      );
      sendEtag(reply, segment.version);
      return { ...(await viewOf(segment)), warnings: [...warnings] };
    },
  );

  routes.delete(
    '/api/v1/segments/:key',
    {
      schema: { summary: 'Delete a segment that nothing names', params: DefinitionParams, response: { 204: Type.Null() } },
      config: { capability: 'definitions.write' },
    },
    async (request, reply) => {
      const id = await deleteSegment(deps, request.caller.workspace, request.params.key, (version) => requireMatch(request, version));
      await removeMemberships(deps.clickhouse, request.caller.workspace, id);
      return reply.code(204).send(null);
    },
  );

  routes.post(
    '/api/v1/segments/:key/compute',
    {
      schema: { summary: 'Compute a segment as soon as possible', params: DefinitionParams, response: { 202: RequestedView } },
      config: { capability: 'definitions.write' },
    },
    async ({ caller, params }, reply) => {
      const segment = await computeSegment(deps, caller.workspace, params.key);
      const statusOf = await readStatuses(deps.pg, 'segment', [segment.id]);
      return reply.code(202).send({ key: segment.key, state: statusOf(segment.id).state });
    },
  );

  registerOverviewRoutes(app, deps);
  registerFolderRoutes(app, deps);
  registerSnapshotRoutes(app, deps);
  registerPreviewRoutes(app, deps);
  registerMemberRoutes(app, deps);
  registerWhyRoute(app, deps);
  registerSchemeRoutes(app, deps);
  registerDryRun(app, deps);
  registerCompareRoutes(app, deps);
  registerPortraitRoutes(app, deps);
  registerHistoryRoutes(app, deps);
  registerListRoutes(app, deps);
}
