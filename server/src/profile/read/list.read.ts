import type { ProfileEvent } from '@danqing/contracts';
import Type from 'typebox';
import { type ClickHouse, decodeCursor, encodeCursor } from '#platform';
import { eventColumns, type EventRow, eventView } from './timeline.read.ts';

const profilesAfter = `
  SELECT profile_id AS id FROM profile WHERE workspace = {p1:UInt32} AND merged_into = 0 AND profile_id > {p2:UInt64} ORDER BY profile_id LIMIT {p3:UInt32}`;

/** Ids of a workspace's profiles, ascending, merged-away ones left out. */
export async function readProfileIds(clickhouse: ClickHouse, workspace: number, after: number, limit: number): Promise<readonly number[]> {
  const rows = await clickhouse.query<{ id: number }>(profilesAfter, { p1: workspace, p2: after, p3: limit });
  return rows.map(({ id }) => id);
}

export interface EventListRequest {
  readonly workspace: number;
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly event?: string | undefined;
  /** ms; from inclusive, to exclusive. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** Merges wait for their squash. */
  readonly hasAliases: boolean;
}

/** The timeline's key, and the place in the log for events of one millisecond. */
const Cursor = Type.Tuple([Type.Integer(), Type.Integer(), Type.Integer(), Type.Integer()]);

const conditions = {
  cursor:
    'AND origin_id >= {p3:UInt64} AND (origin_id, ts, log_position, log_index) > ({p3:UInt64}, fromUnixTimestamp64Milli({p4:Int64}), {p5:UInt64}, {p6:UInt32})',
  event: 'AND event = {p7:String}',
  from: 'AND ts >= fromUnixTimestamp64Milli({p8:Int64})',
  to: 'AND ts < fromUnixTimestamp64Milli({p9:Int64})',
};

const ownProfile = 'profile_id';
const survivor = "dictGetOrDefault('profile_alias_map', 'root_id', profile_id, profile_id)";

const eventsPage = (profile: string, where: readonly string[]): string => `
  SELECT ${profile} AS profile, origin_id AS origin, ${eventColumns}
  FROM event_timeline
  WHERE workspace = {p1:UInt32} ${where.join(' ')}
  ORDER BY origin_id, ts, log_position, log_index
  LIMIT {p2:UInt32}`;

type Row = EventRow & { readonly profile: number; readonly origin: number };

/** One page of everybody's events, profile by profile and each in the order of time: the table's own order, so that a page costs the same however far on it is. */
export async function readEvents(clickhouse: ClickHouse, request: EventListRequest): Promise<{ readonly items: ProfileEvent[]; readonly next: string | null }> {
  const { workspace, limit, cursor, event, from, to, hasAliases } = request;
  const after = cursor === undefined ? undefined : decodeCursor(Cursor, cursor);
  const where = [
    ...(after === undefined ? [] : [conditions.cursor]),
    ...(event === undefined ? [] : [conditions.event]),
    ...(from === undefined ? [] : [conditions.from]),
    ...(to === undefined ? [] : [conditions.to]),
  ];
  const params = {
    p1: workspace,
    p2: limit + 1,
    ...(after === undefined ? {} : { p3: after[0], p4: after[1], p5: after[2], p6: after[3] }),
    ...(event === undefined ? {} : { p7: event }),
    ...(from === undefined ? {} : { p8: from }),
    ...(to === undefined ? {} : { p9: to }),
  };
  const rows = await clickhouse.query<Row>(eventsPage(hasAliases ? survivor : ownProfile, where), params);
  const last = rows[limit - 1];
  return {
    items: rows.slice(0, limit).map((row) => ({ profile: row.profile, ...eventView(row) })),
    next: rows.length > limit && last !== undefined ? encodeCursor([last.origin, last.at, last.position, last.index]) : null,
  };
}
