import { DefinitionParams, PortraitInput, PortraitQuery, PortraitView } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import { describe } from '#compile';
import { readStatuses } from '#evaluate';
import { refuseProbing } from '#govern';
import { type ClickHouse, signalOf, typed } from '#platform';
import { countProfiles } from '#profile';
import type { AskingDeps } from '../asking.ts';
import { type PlacedRule, readRules } from '../parse.ts';
import { oneInOf } from '../preview/estimate.ts';
import { existingSegment, type SegmentDeps } from '../save.ts';
import { readSegment } from '../segment.store.ts';
import { portray } from './portrait.ts';
import { createKept } from '../kept.ts';
import { createShapes } from './shapes.ts';
import { portraitView } from './view.ts';

/** As many are drawn, of everybody and of the segment, at least: shares of them differ from the true ones by well under a percent. */
const drawnOfAll = 100_000;
const drawnInside = 5_000;

/** One customer in how many is drawn; 1 where nothing would be saved, or too few of the segment would be among them. */
const drawnOf = (total: number, members: number): number => Math.max(1, Math.min(Math.floor(total / drawnOfAll), Math.floor(members / drawnInside)));

/** Some 200 KB each. */
const portraitsKept = 50;

/** Portraits: how the people of a segment or rule differ from everyone, or from others. */
export function registerPortraitRoutes(app: FastifyInstance, deps: SegmentDeps & AskingDeps & { readonly clickhouse: ClickHouse }): void {
  const routes = typed(app);
  const { clock, clickhouse } = deps;
  const shapes = createShapes(clickhouse, clock);
  const kept = createKept<PortraitView>(clock, portraitsKept);

  const portraitOf = async (
    workspace: number,
    placed: readonly PlacedRule[],
    { kinds, members }: { readonly kinds: string | undefined; readonly members?: number },
    signal: AbortSignal,
  ) => {
    const startedMs = performance.now();
    const at = new Date(clock.now()).toISOString();
    const { rules, context, vocabulary } = await readRules(deps, workspace, placed);
    const [inside = { kind: 'all', of: [] }, against = null] = rules;
    const total = members === undefined ? 0 : await countProfiles(clickhouse, workspace);
    const isDrawable = [inside, ...(against === null ? [] : [against])].every((rule) => oneInOf(rule, total, context) !== null);
    const request = { inside, against, context, vocabulary, kinds: kinds?.split(','), oneIn: isDrawable ? drawnOf(total, members ?? 0) : 1 };
    const portrait = await portray({ clickhouse, shapes }, request, signal);
    return portraitView(portrait, {
      sentence: describe(inside),
      against: against === null ? null : describe(against),
      at,
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
      for (const side of ['rule', 'against'] as const) refuseProbing(body[side], `/${side}`, caller, deps.classOf(caller.workspace));
      const placed = [{ rule: body.rule, path: '/rule' }, ...(body.against === undefined ? [] : [{ rule: body.against, path: '/against' }])];
      return portraitOf(caller.workspace, placed, { kinds: body.kinds }, signalOf(reply));
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
      const other = query.against === undefined ? undefined : await readSegment(deps.pg, caller.workspace, query.against);
      const sides = [segment, ...(other === undefined ? [] : [other])].map(({ id }) => id);
      const statusOf = await readStatuses(deps.pg, 'segment', sides);
      // Of the smaller side enough must be drawn; of one that has not been counted nobody knows whether they would be.
      const members = Math.min(...sides.map((id) => statusOf(id).count ?? 0));
      const asked = { kinds: query.kinds, ...(query.estimate === true && { members }) };
      const rules = [{ rule: segment.rule, path: '/rule' }, ...against];
      const key = JSON.stringify([caller.workspace, segment.id, segment.version, other?.version, query]);
      return kept.of(key, () => portraitOf(caller.workspace, rules, asked, signalOf(reply)));
    },
  );
}
