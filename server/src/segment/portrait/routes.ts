import { DefinitionParams, PortraitInput, PortraitQuery, PortraitView } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import { describe } from '#compile';
import { type ClickHouse, signalOf, typed } from '#platform';
import { type PlacedRule, readRules } from '../parse.ts';
import { existingSegment, type SegmentDeps } from '../save.ts';
import { portray } from './portrait.ts';
import { portraitView } from './view.ts';

/** Portraits: how the people of a segment or rule differ from everyone, or from others. */
export function registerPortraitRoutes(app: FastifyInstance, deps: SegmentDeps & { readonly clickhouse: ClickHouse }): void {
  const routes = typed(app);

  const portraitOf = async (workspace: number, placed: readonly PlacedRule[], kinds: string | undefined, signal: AbortSignal) => {
    const startedMs = performance.now();
    const { rules, context, vocabulary } = await readRules(deps, workspace, placed);
    const [inside = { kind: 'all', of: [] }, against = null] = rules;
    const portrait = await portray(deps.clickhouse, { inside, against, context, vocabulary, kinds: kinds?.split(',') }, signal);
    return portraitView(portrait, {
      sentence: describe(inside),
      against: against === null ? null : describe(against),
      elapsedMs: performance.now() - startedMs,
    });
  };

  routes.post(
    '/api/v1/segments/portrait',
    {
      schema: { summary: 'How the people a rule finds differ from everyone, or from others', body: PortraitInput, response: { 200: PortraitView } },
      config: { capability: 'definitions.read', scope: 'read' },
    },
    ({ caller, body }, reply) => {
      const placed = [{ rule: body.rule, path: '/rule' }, ...(body.against === undefined ? [] : [{ rule: body.against, path: '/against' }])];
      return portraitOf(caller.workspace, placed, body.kinds, signalOf(reply));
    },
  );

  routes.get(
    '/api/v1/segments/:key/portrait',
    {
      schema: {
        summary: 'How a segment differs from everyone, or from another',
        params: DefinitionParams,
        querystring: PortraitQuery,
        response: { 200: PortraitView },
      },
      config: { capability: 'definitions.read' },
    },
    async ({ caller, params, query }, reply) => {
      const segment = await existingSegment(deps, caller.workspace, params.key);
      const against = query.against === undefined ? [] : [{ rule: { segment: query.against }, path: '/query/against' }];
      return portraitOf(caller.workspace, [{ rule: segment.rule, path: '/rule' }, ...against], query.kinds, signalOf(reply));
    },
  );
}
