import type { TimelineEvent } from '@danqing/contracts';
import Type from 'typebox';
import { isJsonObject } from '#kernel';
import { type ClickHouse, decodeCursor, encodeCursor } from '#platform';

export interface EventRow {
  readonly messageId: string;
  readonly type: string;
  readonly event: string;
  readonly at: number;
  readonly receivedAt: number;
  readonly source: string;
  readonly identifiers: readonly string[];
  readonly isBot: number;
  readonly isClamped: number;
  readonly payload: string;
  readonly position: number;
  readonly index: number;
}

export interface TimelinePage {
  readonly items: TimelineEvent[];
  readonly next: string | null;
}

export interface TimelineRequest {
  readonly workspace: number;
  /** The profile and everything merged into it. */
  readonly originIds: readonly number[];
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly event?: string | undefined;
}

/** Time, and for events of one millisecond their place in the log: unique, so that a page begins exactly after the one before. */
const Cursor = Type.Tuple([Type.Integer(), Type.Integer(), Type.Integer()]);

const afterCursor =
  'AND ts <= fromUnixTimestamp64Milli({p4:Int64}) AND (ts, log_position, log_index) < (fromUnixTimestamp64Milli({p4:Int64}), {p5:UInt64}, {p6:UInt32})';
const ofEvent = 'AND event = {p7:String}';

export const eventColumns = `message_id AS messageId, type, event, toUnixTimestamp64Milli(ts) AS at, toUnixTimestamp64Milli(received_at) AS receivedAt, source, identifiers,
         is_bot AS isBot, is_clamped AS isClamped, payload, log_position AS position, log_index AS index`;

const page = (conditions: readonly string[]): string => `
  SELECT ${eventColumns}
  FROM event_timeline
  WHERE workspace = {p1:UInt32} AND origin_id IN {p2:Array(UInt64)} ${conditions.join(' ')}
  ORDER BY ts DESC, log_position DESC, log_index DESC
  LIMIT {p3:UInt32}`;

/** One page of a life, newest first. Reads by the timeline's key, so it does not slow down as the table grows. */
export async function readTimeline(clickhouse: ClickHouse, { workspace, originIds, limit, cursor, event }: TimelineRequest): Promise<TimelinePage> {
  const after = cursor === undefined ? undefined : decodeCursor(Cursor, cursor);
  const sql = page([...(after === undefined ? [] : [afterCursor]), ...(event === undefined ? [] : [ofEvent])]);
  const params = {
    p1: workspace,
    p2: originIds,
    p3: limit + 1,
    ...(after === undefined ? {} : { p4: after[0], p5: after[1], p6: after[2] }),
    ...(event === undefined ? {} : { p7: event }),
  };
  const rows = await clickhouse.query<EventRow>(sql, params, { lane: 'point' });
  const last = rows[limit - 1];
  return {
    items: rows.slice(0, limit).map(eventView),
    next: rows.length > limit && last !== undefined ? encodeCursor([last.at, last.position, last.index]) : null,
  };
}

/** A stored event as people see it, with the types it was sent with. */
export function eventView(row: EventRow): TimelineEvent {
  const payload: unknown = row.payload === '' ? {} : JSON.parse(row.payload);
  const { properties = {}, context = {} } = isJsonObject(payload) ? payload : {};
  return {
    messageId: row.messageId,
    type: row.type,
    event: row.event,
    timestamp: new Date(row.at).toISOString(),
    receivedAt: new Date(row.receivedAt).toISOString(),
    source: row.source,
    identifiers: [...row.identifiers],
    isBot: row.isBot === 1,
    isClamped: row.isClamped === 1,
    properties,
    context,
  };
}
