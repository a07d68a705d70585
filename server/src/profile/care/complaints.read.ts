import type { ClickHouse, PostgresSession } from '#platform';
import { filedEvents, type ServiceEvent, solvedEvents } from './complaints.ts';

const property = (name: string): string => `ifNull(properties.${name}.:String, '')`;

const serviceEvents = `
  SELECT event, message_id AS messageId, source, toUnixTimestamp64Milli(ts) AS at, coalesce(nullIf(${property('ticket_id')}, ''), ${property('complaint_id')}) AS ticket,
    ${property('topic')} AS topic, coalesce(nullIf(${property('text')}, ''), ${property('description')}) AS text, ${property('satisfaction')} AS satisfaction
  FROM event_timeline
  WHERE workspace = {workspace:UInt32} AND origin_id IN {origins:Array(UInt64)} AND event IN {events:Array(String)} AND ts <= fromUnixTimestamp64Milli({at:Int64}, 'UTC')
  ORDER BY ts DESC LIMIT 2000`;

/** What the service desk's events say of one customer's complaints. `at` in ms. */
export const readComplaintEvents = (
  clickhouse: ClickHouse,
  { workspace, originIds, at }: { readonly workspace: number; readonly originIds: readonly number[]; readonly at: number },
): Promise<readonly ServiceEvent[]> =>
  clickhouse.query<ServiceEvent>(serviceEvents, { workspace, origins: originIds, events: [...filedEvents, ...solvedEvents], at }, { lane: 'point' });

const openOnes = `SELECT count(*)::int AS count FROM profile.care WHERE origin_id = ANY($1::bigint[]) AND kind = 'complaint' AND state = 'open' AND removed_at IS NULL`;

/** Complaints that people wrote down and that are not solved. */
export async function countOpenComplaints(pg: PostgresSession, originIds: readonly number[]): Promise<number> {
  const [row] = await pg.query<{ count: number }>(openOnes, [originIds]);
  return row?.count ?? 0;
}
