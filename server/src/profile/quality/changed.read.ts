import type { ClickHouse } from '#platform';
import { calm, daySql } from './days.ts';

/** Events of a name that came for a day of event time. `event` '': something was said of customers. */
export interface ChangedDay {
  readonly event: string;
  readonly day: string;
}

const window = `workspace = {workspace:UInt32} AND log_position > {after:UInt64} AND log_position <= {upTo:UInt64} AND ts >= fromUnixTimestamp64Milli({since:Int64}, 'UTC')`;
const changed = `
  SELECT DISTINCT toString(event) AS event, ${daySql} AS day FROM event_time WHERE ${window}
  UNION DISTINCT
  SELECT DISTINCT '' AS event, ${daySql} AS day FROM trait_change WHERE ${window}`;

/** Which days of which events the log's records in (after, upTo] brought something for; nothing that happened before `since` (ms). Narrow: positions are indexed. */
export const readChangedDays = (
  clickhouse: ClickHouse,
  asked: { readonly workspace: number; readonly zone: string; readonly after: number; readonly upTo: number; readonly since: number },
): Promise<readonly ChangedDay[]> => clickhouse.query<ChangedDay>(changed, asked, calm);

const last = `SELECT toUnixTimestamp64Milli(max(ts)) AS last FROM event_time WHERE workspace = {workspace:UInt32} AND ts <= fromUnixTimestamp64Milli({now:Int64}, 'UTC')`;

/** When the newest event happened (ms), none that claims to lie ahead; 0: there is none. */
export async function readLastMoment(clickhouse: ClickHouse, workspace: number, now: number): Promise<number> {
  const [row] = await clickhouse.query<{ last: number }>(last, { workspace, now }, calm);
  return Math.max(0, row?.last ?? 0);
}
