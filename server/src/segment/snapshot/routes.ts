import { DefinitionParams, SegmentSnapshots, SnapshotPlanInput } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { recordAudit } from '#govern';
import { notFound } from '#kernel';
import { typed } from '#platform';
import { countLists } from '../list/count.read.ts';
import { readListsOfSegment } from '../list/list.store.ts';
import type { ListDeps } from '../list/save.ts';
import { existingSegment } from '../save.ts';
import type { SegmentDefinition } from '../segment.store.ts';
import { nextMoment } from './moments.ts';
import { dropPlan, keepPlan, readPlan } from './plan.store.ts';

/** Members of a segment kept as lists: those there are, and the schedule by which more are made. */
export function registerSnapshotRoutes(app: FastifyInstance, deps: ListDeps): void {
  const routes = typed(app);
  const viewOf = async ({ id, workspace, key }: SegmentDefinition) => {
    const [plan, lists] = [await readPlan(deps.pg, id), await readListsOfSegment(deps.pg, workspace, key)];
    const counts = await countLists(
      deps.clickhouse,
      workspace,
      lists.map((list) => list.id),
      await deps.hasAliases(),
    );
    return {
      plan:
        plan === undefined
          ? null
          : {
              every: plan.every,
              keep: plan.keep,
              nextAt: plan.nextAt.toISOString(),
              lastAt: plan.lastAt?.toISOString() ?? null,
              problem: plan.problem,
              updatedAt: plan.updatedAt.toISOString(),
              updatedBy: plan.updatedBy,
            },
      items: lists.map((list) => ({
        key: list.key,
        name: list.name,
        takenAt: list.takenAt?.toISOString() ?? null,
        isAutomatic: list.isAutomatic,
        count: counts.get(list.id) ?? 0,
        createdAt: list.createdAt.toISOString(),
      })),
    };
  };

  routes.get(
    '/api/v1/segments/:key/snapshots',
    {
      schema: { summary: 'Lists that were frozen from a segment, and its schedule', params: DefinitionParams, response: { 200: SegmentSnapshots } },
      config: { capability: 'definitions.read' },
    },
    async ({ caller, params }) => viewOf(await existingSegment(deps, caller.workspace, params.key)),
  );

  routes.put(
    '/api/v1/segments/:key/snapshots',
    {
      schema: { summary: 'Keeps the members as a list by schedule', params: DefinitionParams, body: SnapshotPlanInput, response: { 200: SegmentSnapshots } },
      config: { capability: 'lists.write' },
    },
    async ({ caller, params, body }) => {
      const segment = await existingSegment(deps, caller.workspace, params.key);
      const now = deps.clock.now();
      const draft = { segmentId: segment.id, workspace: caller.workspace, ...body, nextAt: nextMoment(body.every, now, caller.timezone) };
      await deps.pg.transaction(async (tx) => {
        await keepPlan(tx, { ...draft, updatedAt: new Date(now), updatedBy: caller.operator?.name ?? caller.name });
        await recordAudit(tx, caller, { action: 'segment.snapshot_plan', object: `segment:${segment.key}`, details: { ...body } });
      });
      return viewOf(segment);
    },
  );

  routes.delete(
    '/api/v1/segments/:key/snapshots',
    {
      schema: { summary: 'Ends the schedule; the lists stay', params: DefinitionParams, response: { 204: Type.Null() } },
      config: { capability: 'lists.write' },
    },
    async ({ caller, params }, reply) => {
      const segment = await existingSegment(deps, caller.workspace, params.key);
      await deps.pg.transaction(async (tx) => {
        if (!(await dropPlan(tx, segment.id))) throw notFound(`a schedule of ${segment.key}`);
        await recordAudit(tx, caller, { action: 'segment.snapshot_end', object: `segment:${segment.key}` });
      });
      return reply.code(204).send(null);
    },
  );
}
