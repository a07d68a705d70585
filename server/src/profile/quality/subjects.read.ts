import type { ClickHouse } from '#platform';
import { calm, dayParams, type DaysOf, daySql, inDays } from './days.ts';

/** Messages of an event on a day by source; of customers with event '': messages that say a trait. */
export interface SubjectCount {
  readonly event: string;
  readonly day: string;
  readonly source: string;
  readonly messages: number;
  /** Received within the i-th bound after they happened; the last: later than all. Together `messages`. */
  readonly lags: readonly number[];
  readonly clamped: number;
}

/** One place among the bounds a message, the bounds in ms and ascending. */
const lagSql = (late: string): string =>
  `sumForEach(arrayMap(i -> toUInt64(i = arrayCount(b -> ${late} > b, {bounds:Array(Int64)})), range(length({bounds:Array(Int64)}) + 1)))`;
const lateMs = `dateDiff('millisecond', ts, received_at)`;

const ofEvents = `
  SELECT toString(event) AS event, ${daySql} AS day, toString(source) AS source, count() AS messages, ${lagSql(lateMs)} AS lags, sum(is_clamped) AS clamped
  FROM event WHERE workspace = {workspace:UInt32} AND event IN {events:Array(String)} AND ${inDays} GROUP BY event, day, source`;

/** One pass over narrow columns for all events together. */
export const readSubjectCounts = (clickhouse: ClickHouse, of: DaysOf, events: readonly string[], bounds: readonly number[]): Promise<readonly SubjectCount[]> =>
  clickhouse.query<SubjectCount>(ofEvents, { ...dayParams(of), events, bounds }, calm);

const ofCustomers = `
  SELECT '' AS event, day, source, count() AS messages, ${lagSql('late')} AS lags, 0 AS clamped
  FROM (
    SELECT ${daySql} AS day, toString(source) AS source, any(${lateMs}) AS late
    FROM trait_change WHERE workspace = {workspace:UInt32} AND ${inDays} GROUP BY day, source, log_position, log_index
  ) GROUP BY day, source`;

export const readCustomerCounts = (clickhouse: ClickHouse, of: DaysOf, bounds: readonly number[]): Promise<readonly SubjectCount[]> =>
  clickhouse.query<SubjectCount>(ofCustomers, { ...dayParams(of), bounds }, calm);
