import type { PostgresSession } from '#platform';
import type { SourceEnds } from '#pipeline';
import type { Stretch } from './sums.read.ts';

/** The counters of a source as they stood at the end of a day. */
export type FlowAt = Omit<SourceEnds, 'workspace'>;

const upTo = `
  SELECT DISTINCT ON (source_id) source_id AS "sourceId", accepted, passed, drops, parks, mends FROM quality.flow_day
  WHERE workspace = $1 AND day <= $2::date ORDER BY source_id, day DESC`;
const since = 'SELECT min(day)::text AS day FROM quality.flow_day WHERE workspace = $1';

const readFlowsAt = async (pg: PostgresSession, workspace: number, day: string): Promise<ReadonlyMap<number, FlowAt>> =>
  new Map((await pg.query<FlowAt>(upTo, [workspace, day])).map((row) => [row.sourceId, row]));

/** The first day of which counters are kept. */
export const readCountedSince = async (pg: PostgresSession, workspace: number): Promise<string | null> =>
  (await pg.query<{ day: string | null }>(since, [workspace]))[0]?.day ?? null;

/** At the end of the day before a stretch, and at its end. */
export async function readFlows(
  pg: PostgresSession,
  { workspace, from, to }: Stretch,
): Promise<{ readonly before: ReadonlyMap<number, FlowAt>; readonly after: ReadonlyMap<number, FlowAt> }> {
  const dayBefore = new Date(Date.parse(from) - 86_400_000).toISOString().slice(0, 10);
  const [before, after] = await Promise.all([readFlowsAt(pg, workspace, dayBefore), readFlowsAt(pg, workspace, to)]);
  return { before, after };
}
