import { DefinitionParams, PageOf, PageQuery, SegmentDependencies, SegmentRunItem, SizesQuery, SizesView } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { dependenciesOf } from '#compile';
import { readRuns } from '#evaluate';
import { invalid, wallOf } from '#kernel';
import { type ClickHouse, decodeCursor, encodeCursor, typed } from '#platform';
import { readRules } from '../parse.ts';
import { existingSegment, type SegmentDeps } from '../save.ts';
import type { Definition } from '../users.ts';
import { readUsers } from '../users.read.ts';
import { dayBefore, sizesOf } from './sizes.ts';
import { readDayChanges } from './sizes.read.ts';

const mostDays = 1100;
const shownDays = 30;

/** How a segment came to be what it is: its size by day, what it hangs on and what hangs on it. */
export function registerHistoryRoutes(app: FastifyInstance, deps: SegmentDeps & { readonly clickhouse: ClickHouse }): void {
  const routes = typed(app);
  const dayOf = (moment: number, timezone: string): string => new Date(wallOf(moment, timezone)).toISOString().slice(0, 10);

  routes.get(
    '/api/v1/segments/:key/sizes',
    {
      schema: { summary: 'How many were in it, entered and left, by day', params: DefinitionParams, querystring: SizesQuery, response: { 200: SizesView } },
      config: { capability: 'definitions.read' },
    },
    async ({ caller, params, query }) => {
      const segment = await existingSegment(deps, caller.workspace, params.key);
      const today = dayOf(deps.clock.now(), caller.timezone);
      const to = query.to === undefined || query.to > today ? today : query.to;
      const from = query.from ?? dayBefore(to, shownDays - 1);
      if (dayBefore(to, mostDays) > from)
        throw invalid(`at most ${mostDays} days at once`, [
          { path: '/query/from', code: 'DQ_RANGE', message: `lies more than ${mostDays} days before the last day` },
        ]);
      const changes = await readDayChanges(deps.clickhouse, caller.workspace, segment.id, caller.timezone);
      const created = [dayOf(segment.createdAt.getTime(), caller.timezone), ...changes.map(({ day }) => day)].toSorted()[0] ?? from;
      return { items: sizesOf(changes, from < created ? created : from, to).map((item) => ({ ...item })) };
    },
  );

  routes.get(
    '/api/v1/segments/:key/runs',
    {
      schema: {
        summary: 'Runs of a segment in full, the latest first',
        params: DefinitionParams,
        querystring: PageQuery,
        response: { 200: PageOf(SegmentRunItem) },
      },
      config: { capability: 'definitions.read' },
    },
    async ({ caller, params, query }) => {
      const segment = await existingSegment(deps, caller.workspace, params.key);
      const [before] = query.cursor === undefined ? [Number.MAX_SAFE_INTEGER] : decodeCursor(Type.Tuple([Type.Integer()]), query.cursor);
      const limit = query.limit ?? 50;
      const runs = await readRuns(deps.pg, { kind: 'segment', definitionId: segment.id }, before, limit + 1);
      const page = runs.slice(0, limit);
      const last = page.at(-1);
      return {
        items: page.map(({ at, startedAt, finishedAt, ...run }) => ({
          ...run,
          at: at.toISOString(),
          startedAt: startedAt.toISOString(),
          finishedAt: finishedAt?.toISOString() ?? null,
          elapsedMs: finishedAt === null ? null : finishedAt.getTime() - startedAt.getTime(),
        })),
        next: runs.length > limit && last !== undefined ? encodeCursor([last.id]) : null,
      };
    },
  );

  routes.get(
    '/api/v1/segments/:key/dependencies',
    {
      schema: { summary: 'What a segment hangs on, and what hangs on it', params: DefinitionParams, response: { 200: SegmentDependencies } },
      config: { capability: 'definitions.read' },
    },
    async ({ caller, params }) => {
      const segment = await existingSegment(deps, caller.workspace, params.key);
      const { rules, context } = await readRules(deps, caller.workspace, [{ rule: segment.rule, path: '/rule' }]);
      const { earliestMs: _earliest, ...uses } = dependenciesOf(rules[0] ?? { kind: 'all', of: [] }, context);
      const { direct, all } = await readUsers(deps.pg, caller.workspace, { kind: 'segment', key: segment.key });
      return {
        uses: {
          events: [...uses.events],
          properties: [...uses.properties],
          traits: [...uses.traits],
          tags: [...uses.tags],
          segments: [...uses.segments],
          lists: [...uses.lists],
          metrics: [...uses.metrics],
          consents: [...uses.consents],
          entities: [...uses.entities],
          identifiers: [...uses.identifiers],
        },
        usedBy: named(direct),
        followedBy: named(all),
      };
    },
  );
}

const named = (definitions: readonly Definition[]) =>
  definitions.map(({ kind, key }) => ({ kind, key })).toSorted((a, b) => (`${a.kind} ${a.key}` < `${b.kind} ${b.key}` ? -1 : 1));
