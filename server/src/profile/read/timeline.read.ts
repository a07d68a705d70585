import type { TimelineEvent } from '@danqing/contracts';
import Type from 'typebox';
import { objectAt } from '#kernel';
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

export interface LifeRow extends EventRow {
  readonly channel: string;
}

export interface LifeRows {
  readonly rows: readonly LifeRow[];
  readonly hasMore: boolean;
}

export interface TimelineRequest {
  readonly workspace: number;
  /** The profile and everything merged into it. */
  readonly originIds: readonly number[];
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly event?: string | undefined;
  readonly source?: string | undefined;
  readonly channel?: string | undefined;
  /** ms; from inclusive, to exclusive. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** Stands in the event's name or in what came with it, without regard to case. */
  readonly text?: string | undefined;
  /** The page begins with this message. */
  readonly message?: string | undefined;
}

/** Time, and for events of one millisecond their place in the log: unique, so that a page begins exactly after the one before. */
const Cursor = Type.Tuple([Type.Integer(), Type.Integer(), Type.Integer()]);

const afterCursor =
  'AND ts <= fromUnixTimestamp64Milli({p4:Int64}) AND (ts, log_position, log_index) < (fromUnixTimestamp64Milli({p4:Int64}), {p5:UInt64}, {p6:UInt32})';
const ofLife = 'workspace = {p1:UInt32} AND origin_id IN {p2:Array(UInt64)}';
const filters = {
  event: 'AND event = {event:String}',
  source: 'AND source = {source:String}',
  channel: 'AND channel = {channel:String}',
  from: 'AND ts >= fromUnixTimestamp64Milli({from:Int64})',
  to: 'AND ts < fromUnixTimestamp64Milli({to:Int64})',
  text: "AND positionCaseInsensitiveUTF8(concat(event, ' ', payload), {text:String}) > 0",
  message: `AND (ts, log_position, log_index) <= (SELECT ts, log_position, log_index FROM event_timeline WHERE ${ofLife} AND message_id = {message:String} LIMIT 1)`,
} as const;
type Filter = keyof typeof filters;
const isFilter = (name: string): name is Filter => Object.hasOwn(filters, name);

export const eventColumns = `message_id AS messageId, type, event, toUnixTimestamp64Milli(ts) AS at, toUnixTimestamp64Milli(received_at) AS receivedAt, source, identifiers,
         is_bot AS isBot, is_clamped AS isClamped, payload, log_position AS position, log_index AS index`;

const page = (conditions: readonly string[]): string => `
  SELECT ${eventColumns}, channel
  FROM event_timeline
  WHERE ${ofLife} ${conditions.join(' ')}
  ORDER BY ts DESC, log_position DESC, log_index DESC
  LIMIT {p3:UInt32}`;

/** One page of a life as it is stored, newest first; the event after the last one tells that there is more. Reads by the timeline's key, so it does not slow down as the table grows. */
export async function readLifeRows(clickhouse: ClickHouse, { workspace, originIds, limit, cursor, ...asked }: TimelineRequest): Promise<LifeRows> {
  const after = cursor === undefined ? undefined : decodeCursor(Cursor, cursor);
  const given = Object.entries(asked).filter(([name, value]) => isFilter(name) && value !== undefined);
  const sql = page([...(after === undefined ? [] : [afterCursor]), ...given.flatMap(([name]) => (isFilter(name) ? filters[name] : []))]);
  const params = {
    p1: workspace,
    p2: originIds,
    p3: limit + 1,
    ...(after === undefined ? {} : { p4: after[0], p5: after[1], p6: after[2] }),
    ...Object.fromEntries(given),
  };
  const rows = await clickhouse.query<LifeRow>(sql, params, { lane: 'point' });
  return { rows: rows.slice(0, limit), hasMore: rows.length > limit };
}

/** Where a page that ends with this event ended. */
export const cursorAfter = ({ at, position, index }: EventRow): string => encodeCursor([at, position, index]);

/** A stored event as people see it, with the types it was sent with. */
export function eventView(row: EventRow): TimelineEvent {
  const payload: unknown = row.payload === '' ? {} : JSON.parse(row.payload);
  const { properties = {}, context = {} } = objectAt(payload);
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
