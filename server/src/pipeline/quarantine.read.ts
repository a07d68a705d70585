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
}

export interface QuarantineFilter {
  readonly reason?: string;
  readonly source?: string;
  /** `position-index` of single events. */
  readonly ids?: readonly string[];
}

export interface QuarantineRange {
  readonly afterPosition: number;
  readonly afterIndex: number;
  readonly limit: number;
}

const find = `
  SELECT log_position AS position, log_index AS index, version, source, reason, detail, toUnixTimestamp64Milli(received_at) AS receivedAt, message_id AS messageId, event, raw
  FROM quarantine FINAL
  WHERE workspace = {workspace:UInt32} AND (log_position, log_index) > ({position:UInt64}, {index:Int64})
    AND ({reason:String} = '' OR reason = {reason:String}) AND ({source:String} = '' OR source = {source:String})
    AND (empty({ids:Array(String)}) OR concat(toString(log_position), '-', toString(log_index)) IN {ids:Array(String)})
  ORDER BY log_position, log_index LIMIT {limit:UInt32}`;

/** Parked events in the order of the log. */
export const readQuarantine = (clickhouse: ClickHouse, workspace: number, filter: QuarantineFilter, range: QuarantineRange): Promise<readonly ParkedRow[]> =>
  clickhouse.query<ParkedRow>(find, {
    workspace,
    position: range.afterPosition,
    index: range.afterIndex,
    limit: range.limit,
    reason: filter.reason ?? '',
    source: filter.source ?? '',
    ids: filter.ids ?? [],
  });
