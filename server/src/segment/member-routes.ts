import { ChangesQuery, DefinitionParams, MemberChange, PageOf, SegmentMembersQuery } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { parseMoment } from '#evaluate';
import { type ClickHouse, decodeCursor, encodeCursor, typed } from '#platform';
import { readMembersAsOf } from './history/members.read.ts';
import { type ChangePlace, readChanges, readChangesBefore, readMembers } from './members.read.ts';
import { existingSegment, type SegmentDeps } from './save.ts';

const Place = Type.Tuple([Type.Integer(), Type.Integer()]);

/** A moment begins with a year and a dash, which no cursor does. */
function placeOf(since: string | undefined, timezone: string): ChangePlace | number {
  if (since === undefined) return { runId: 0, profile: 0 };
  if (/^[+-]?\d{4,6}-/.test(since)) return parseMoment(since, timezone, '/query/since');
  const [runId, profile] = decodeCursor(Place, since);
  return { runId, profile };
}

function placeBefore(cursor: string | undefined): ChangePlace {
  if (cursor === undefined) return { runId: Number.MAX_SAFE_INTEGER, profile: 0 };
  const [runId, profile] = decodeCursor(Place, cursor);
  return { runId, profile };
}

/** Members and changes. */
export function registerMemberRoutes(app: FastifyInstance, deps: SegmentDeps & { readonly clickhouse: ClickHouse }): void {
  const routes = typed(app);

  routes.get(
    '/api/v1/segments/:key/members',
    {
      schema: { summary: 'Profile ids, ascending', params: DefinitionParams, querystring: SegmentMembersQuery, response: { 200: PageOf(Type.Integer()) } },
      config: { capability: 'definitions.read' },
    },
    async ({ caller, params, query }) => {
      const segment = await existingSegment(deps, caller.workspace, params.key);
      const [after] = query.cursor === undefined ? [0] : decodeCursor(Type.Tuple([Type.Integer()]), query.cursor);
      const limit = query.limit ?? 1000;
      const rows =
        query.at === undefined
          ? await readMembers(deps.clickhouse, caller.workspace, segment.id, after, limit + 1)
          : await readMembersAsOf(deps.clickhouse, caller.workspace, segment.id, parseMoment(query.at, caller.timezone, '/query/at'), after, limit + 1);
      const items = rows.slice(0, limit);
      const last = items.at(-1);
      return { items, next: rows.length > limit && last !== undefined ? encodeCursor([last]) : null };
    },
  );

  routes.get(
    '/api/v1/segments/:key/changes',
    {
      schema: {
        summary: 'Who entered and who left, oldest first (or the latest first)',
        params: DefinitionParams,
        querystring: ChangesQuery,
        response: { 200: PageOf(MemberChange) },
      },
      config: { capability: 'definitions.read' },
    },
    async ({ caller, params, query }) => {
      const segment = await existingSegment(deps, caller.workspace, params.key);
      const limit = query.limit ?? 1000;
      const rows =
        query.order === 'desc'
          ? await readChangesBefore(deps.clickhouse, caller.workspace, segment.id, placeBefore(query.cursor), limit + 1)
          : await readChanges(deps.clickhouse, caller.workspace, segment.id, placeOf(query.cursor ?? query.since, caller.timezone), limit + 1);
      const items = rows.slice(0, limit);
      const last = items.at(-1);
      return {
        items: items.map(({ profile, change, atMs, cause }) => ({ profile, change, at: new Date(atMs).toISOString(), cause })),
        next: rows.length > limit && last !== undefined ? encodeCursor([last.runId, last.profile]) : null,
      };
    },
  );
}
