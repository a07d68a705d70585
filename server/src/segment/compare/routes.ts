import { CombineInput, CombineView, MovementInput, MovementView, OverlapInput, OverlapView } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import { describe } from '#compile';
import { parseMoment } from '#evaluate';
import { refuseProbing } from '#govern';
import { invalid } from '#kernel';
import { signalOf, typed } from '#platform';
import type { AskingDeps } from '../asking.ts';
import { givenRule } from '../given-rule.ts';
import { type PreviewDeps, previewRule } from '../preview.ts';
import { readRules } from '../parse.ts';
import { existingSegment, type SegmentDeps } from '../save.ts';
import { combinedRule } from './combine.ts';
import { readFlows } from './movement.ts';
import { type MaskCount, overlapOf, overlapQuery } from './overlap.ts';

/** Segments put together and laid over each other. */
export function registerCompareRoutes(app: FastifyInstance, deps: PreviewDeps & SegmentDeps & AskingDeps): void {
  const routes = typed(app);

  routes.post(
    '/api/v1/segments/combine',
    {
      schema: { summary: 'Union, intersection or difference of segments as a rule, and its count', body: CombineInput, response: { 200: CombineView } },
      config: { capability: 'definitions.read', scope: 'read' },
    },
    async ({ caller, body }, reply) => {
      const rule = combinedRule(body);
      await readRules(
        deps,
        caller.workspace,
        body.of.map((segment, index) => ({ rule: { segment }, path: `/of/${index}` })),
      );
      const { count, total, sentence } = await previewRule(deps, caller.workspace, { given: givenRule({ rule }), limit: 0 }, signalOf(reply));
      return { rule, sentence, count, total };
    },
  );

  routes.post(
    '/api/v1/segments/overlap',
    {
      schema: {
        summary: 'How segments or rules overlap: matrix, Jaccard, exclusive intersections (UpSet)',
        body: OverlapInput,
        response: { 200: OverlapView },
      },
      config: { capability: 'definitions.read', scope: 'read' },
    },
    async ({ caller, body }, reply) => {
      const at = body.at === undefined ? undefined : parseMoment(body.at, caller.timezone, '/at');
      refuseProbing(body.of, '/of', caller, deps.classOf(caller.workspace));
      const placed = body.of.map((each, index) => ({ rule: typeof each === 'string' ? { segment: each } : each, path: `/of/${index}` }));
      const { rules, context } = await readRules(deps, caller.workspace, placed, at);
      const { sql, params } = overlapQuery(rules, context);
      const masks = await deps.clickhouse.query<MaskCount>(sql, params, { lane: 'interactive', signal: signalOf(reply) });
      const { sizes, ...overlap } = overlapOf(rules.length, masks);
      const sets = rules.map((rule, index) => {
        const given = body.of[index];
        return { segment: typeof given === 'string' ? given : null, sentence: describe(rule), size: sizes[index] ?? 0 };
      });
      return {
        ...overlap,
        sets,
        shared: overlap.shared.map((row) => [...row]),
        jaccard: overlap.jaccard.map((row) => [...row]),
        exclusive: overlap.exclusive.map(({ of, count }) => ({ of: [...of], count })),
      };
    },
  );

  routes.post(
    '/api/v1/segments/movement',
    {
      schema: {
        summary: 'What became of the members between two moments: who stayed, entered, left, went over',
        body: MovementInput,
        response: { 200: MovementView },
      },
      config: { capability: 'definitions.read', scope: 'read' },
    },
    async ({ caller, body }, reply) => {
      const from = parseMoment(body.from, caller.timezone, '/from');
      const to = body.to === undefined ? deps.clock.now() : parseMoment(body.to, caller.timezone, '/to');
      if (to < from) throw invalid('the second moment lies before the first', [{ path: '/to', code: 'DQ_RANGE', message: 'lies before /from' }]);
      const segments: number[] = [];
      for (const key of body.of) segments.push((await existingSegment(deps, caller.workspace, key)).id);
      const flows = await readFlows(deps.clickhouse, caller.workspace, segments, { from, to }, signalOf(reply));
      return {
        from: new Date(from).toISOString(),
        to: new Date(to).toISOString(),
        flows: flows.map((flow) => ({ from: [...flow.from], to: [...flow.to], count: flow.count })),
      };
    },
  );
}
