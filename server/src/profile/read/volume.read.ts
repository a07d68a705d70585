import type { ClickHouse } from '#platform';

/** How many events of a name a source brought on a day of event time. */
export interface StoredVolume {
  readonly event: string;
  readonly source: string;
  /** YYYY-MM-DD in the zone asked for; the first of the month before `dailyFrom`. */
  readonly day: string;
  readonly events: number;
  readonly firstAt: number;
  readonly lastAt: number;
}

const stored = `
  SELECT event, source,
         toString(if(ts >= fromUnixTimestamp64Milli({dailyFrom:Int64}), toDate(ts, {zone:String}), toStartOfMonth(toDate(ts, {zone:String})))) AS day,
         count() AS events, toUnixTimestamp64Milli(min(ts)) AS firstAt, toUnixTimestamp64Milli(max(ts)) AS lastAt
  FROM event WHERE workspace = {workspace:UInt32} GROUP BY event, source, day`;

/** The volumes of everything that is stored. Reads every event: for the one time when nobody has counted yet. */
export const readStoredVolumes = (
  clickhouse: ClickHouse,
  workspace: number,
  { zone, dailyFrom }: { readonly zone: string; readonly dailyFrom: number },
): Promise<readonly StoredVolume[]> => clickhouse.query<StoredVolume>(stored, { workspace, zone, dailyFrom }, { lane: 'batch' });
