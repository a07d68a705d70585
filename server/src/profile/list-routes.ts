import { EventPage, EventsQuery, ProfilePage, ProfilesQuery } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { hasAliases } from '#identify';
import { invalid, parseMoment } from '#kernel';
import { type ClickHouse, decodeCursor, encodeCursor, type Postgres, typed } from '#platform';
import { readEvents, readProfileIds } from './read/list.read.ts';
import type { ProfileReader } from './read/reader.ts';

export interface ListRoutesDeps {
  readonly pg: Postgres;
  readonly clickhouse: ClickHouse;
  readonly reader: ProfileReader;
  /** Ids of a segment's members after one of them, ascending. Segments come after profiles, so entry hands this in. */
  readonly membersOf: (workspace: number, segment: string, after: number, limit: number) => Promise<readonly number[]>;
  /** The same of a list of people. */
  readonly listMembersOf: (workspace: number, list: string, after: number, limit: number) => Promise<readonly number[]>;
}

/** 3,1,3 → 1, 3 */
const idsIn = (text: string): readonly number[] => [...new Set(text.split(',').map(Number))].toSorted((a, b) => a - b);

/** Everybody and everything, page by page: what exports read. */
export function registerListRoutes(app: FastifyInstance, { pg, clickhouse, reader, membersOf, listMembersOf }: ListRoutesDeps): void {
  const routes = typed(app);

  const profiles = {
    summary: 'All profiles, or the members of a segment or list, or those that are named, by ascending id',
    querystring: ProfilesQuery,
    response: { 200: ProfilePage },
  };
  routes.get('/api/v1/profiles', { schema: profiles, config: { capability: 'profiles.read' } }, async ({ caller, query }) => {
    const [after] = query.cursor === undefined ? [0] : decodeCursor(Type.Tuple([Type.Integer()]), query.cursor);
    const limit = query.limit ?? 50;
    const idsOf = async (): Promise<readonly number[]> => {
      if (query.ids !== undefined)
        return idsIn(query.ids)
          .filter((id) => id > after)
          .slice(0, limit + 1);
      if (query.segment !== undefined) return membersOf(caller.workspace, query.segment, after, limit + 1);
      if (query.list !== undefined) return listMembersOf(caller.workspace, query.list, after, limit + 1);
      return readProfileIds(clickhouse, caller.workspace, after, limit + 1);
    };
    const ids = await idsOf();
    const shown = ids.slice(0, limit);
    const last = shown.at(-1);
    const found = await Promise.all(shown.map((id) => reader.byId(caller.workspace, id)));
    // One that was merged away since the ids were read is its survivor, which has a place of its own.
    const items = found.filter((profile) => profile !== undefined && profile.mergedFrom === undefined).flatMap((profile) => profile ?? []);
    return { items, next: ids.length > limit && last !== undefined ? encodeCursor([last]) : null };
  });

  const events = { summary: 'Events of everybody, profile by profile, each in the order of time', querystring: EventsQuery, response: { 200: EventPage } };
  routes.get('/api/v1/events', { schema: events, config: { capability: 'data.read' } }, async ({ caller, query }) => {
    const momentOf = (name: 'from' | 'to'): number | undefined => {
      const text = query[name];
      if (text === undefined) return undefined;
      const moment = parseMoment(text, caller.timezone);
      if (moment === null) throw invalid(`${name} is no moment`, [{ path: `/query/${name}`, code: 'DQ_MOMENT', message: 'is an ISO 8601 date or date-time' }]);
      return moment;
    };
    return readEvents(clickhouse, {
      workspace: caller.workspace,
      limit: query.limit ?? 50,
      cursor: query.cursor,
      event: query.event,
      from: momentOf('from'),
      to: momentOf('to'),
      hasAliases: await hasAliases(pg),
    });
  });
}
