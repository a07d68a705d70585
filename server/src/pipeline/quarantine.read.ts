import type { ClickHouse } from '#platform';

export interface ParkedRow {
  readonly position: number;
  readonly index: number;
  readonly version: number;
  readonly source: string;
  readonly reason: string;
  readonly detail: string;
  readonly receivedAt: number;
  readonly messageId: string;
  readonly event: string;
  readonly raw: string;
  /** 1: people changed it; it runs again as it stands here, and not as the log has it. */
  readonly isMended: number;
}

export interface QuarantineFilter {
  readonly reason?: string;
  readonly source?: string;
  /** '' for those that say none. */
  readonly event?: string;
  /** `position-index` of single events. */
  readonly ids?: readonly string[];
}

export interface QuarantineRange {
  readonly afterPosition: number;
  readonly afterIndex: number;
  readonly limit: number;
}

const matches = `
    AND ({reason:String} = '' OR reason = {reason:String}) AND ({source:String} = '' OR source = {source:String})
    AND ({isOfEvent:UInt8} = 0 OR event = {event:String})
    AND (empty({ids:Array(String)}) OR concat(toString(log_position), '-', toString(log_index)) IN {ids:Array(String)})`;

const paramsOf = (filter: QuarantineFilter) => ({
  reason: filter.reason ?? '',
  source: filter.source ?? '',
  isOfEvent: filter.event === undefined ? 0 : 1,
  event: filter.event ?? '',
  ids: filter.ids ?? [],
});

const find = `
  SELECT log_position AS position, log_index AS index, version, source, reason, detail, toUnixTimestamp64Milli(received_at) AS receivedAt, message_id AS messageId, event, raw, is_mended AS isMended
  FROM quarantine FINAL
  WHERE workspace = {workspace:UInt32} AND (log_position, log_index) > ({position:UInt64}, {index:Int64})
    ${matches}
  ORDER BY log_position, log_index LIMIT {limit:UInt32}`;

/** Parked events in the order of the log. */
export const readQuarantine = (clickhouse: ClickHouse, workspace: number, filter: QuarantineFilter, range: QuarantineRange): Promise<readonly ParkedRow[]> =>
  clickhouse.query<ParkedRow>(find, {
    workspace,
    position: range.afterPosition,
    index: range.afterIndex,
    limit: range.limit,
    ...paramsOf(filter),
  });

const count = `SELECT count() AS events FROM quarantine FINAL WHERE workspace = {workspace:UInt32} ${matches}`;

/** How many parked events a filter selects. */
export async function countQuarantine(clickhouse: ClickHouse, workspace: number, filter: QuarantineFilter): Promise<number> {
  const [row] = await clickhouse.query<{ events: number }>(count, { workspace, ...paramsOf(filter) });
  return row?.events ?? 0;
}
