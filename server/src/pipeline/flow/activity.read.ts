import type { SourceActivity } from '@danqing/contracts';
import type { PostgresSession } from '#platform';
import { readPipelineState, type StateDeps } from '../state.read.ts';

interface Sums {
  readonly sourceId: number;
  readonly accepted: number;
  readonly passed: number;
  readonly dropped: number;
  readonly parked: number;
}

const sumsAt = `
  SELECT DISTINCT ON (source_id) source_id AS "sourceId", accepted, passed, dropped, parked FROM pipeline.flow_minute
  WHERE workspace = $1 AND minute <= to_timestamp($2 / 1000.0) ORDER BY source_id, minute DESC`;
const libraries = `
  SELECT source_id AS "sourceId", library, version, last_at AS "lastAt" FROM pipeline.source_library WHERE source_id = ANY($1) ORDER BY last_at DESC LIMIT 1000`;

const nothing = { accepted: 0, passed: 0, dropped: 0, parked: 0 };

/** How the flows of a workspace stood at a moment, by source; a source that is not there had none. */
async function readSumsAt(pg: PostgresSession, workspace: number, at: number): Promise<ReadonlyMap<number, Sums>> {
  return new Map((await pg.query<Sums>(sumsAt, [workspace, at])).map((row) => [row.sourceId, row]));
}

const hourMs = 3_600_000;
const mostLibraries = 10;

/** What each source of a workspace has done, ever, in the last hour and in the last day. */
export async function readActivities(deps: StateDeps, workspace: number, now: number): Promise<ReadonlyMap<number, SourceActivity>> {
  const { pg } = deps;
  const { sources } = await readPipelineState(deps, workspace);
  const [anHourAgo, aDayAgo, seen] = await Promise.all([
    readSumsAt(pg, workspace, now - hourMs),
    readSumsAt(pg, workspace, now - 24 * hourMs),
    pg.query<{ sourceId: number; library: string; version: string; lastAt: Date }>(libraries, [sources.map(({ id }) => id)]),
  ]);
  return new Map(
    sources.map(({ id, accepted, passed, dropped, parked, lag, lastAt }) => {
      const since = (then: typeof nothing = nothing) => ({
        accepted: accepted - then.accepted,
        passed: passed - then.passed,
        dropped: dropped - then.dropped,
        parked: parked - then.parked,
      });
      const activity: SourceActivity = {
        total: { accepted, passed, dropped, parked, lag },
        lastHour: since(anHourAgo.get(id)),
        lastDay: since(aDayAgo.get(id)),
        lastSeenAt: lastAt?.toISOString() ?? null,
        libraries: seen
          .filter((one) => one.sourceId === id)
          .slice(0, mostLibraries)
          .map(({ library, version, lastAt: at }) => ({ library, version, lastSeenAt: at.toISOString() })),
      };
      return [id, activity];
    }),
  );
}
