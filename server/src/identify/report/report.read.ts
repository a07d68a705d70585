import type { PostgresSession } from '#platform';
import { conflictTables, stateNow } from '../conflict/conflict.sql.ts';

/** Where one size ends and the next begins. */
const steps = [1, 2, 3, 6, 11, 21, 51, 101];

export interface SizeCount {
  readonly from: number;
  readonly to: number | null;
  readonly profiles: number;
}

const identifiersEach = `
  SELECT width_bucket(n, $2::bigint[]) AS step, count(*)::int AS profiles
  FROM (SELECT count(*) AS n FROM identify.identifier WHERE workspace = $1 AND kind NOT LIKE 'account/%' GROUP BY profile_id) AS sized GROUP BY step`;
const homesEach = `
  SELECT width_bucket(n, $2::bigint[]) AS step, count(*)::int AS profiles
  FROM (SELECT count(*) AS n FROM identify.profile p WHERE workspace = $1 AND NOT EXISTS (SELECT FROM identify.account a WHERE a.id = p.id) GROUP BY root_id) AS sized GROUP BY step`;

async function readSizes(pg: PostgresSession, sql: string, workspace: number): Promise<readonly SizeCount[]> {
  const rows = await pg.query<{ step: number; profiles: number }>(sql, [workspace, steps]);
  return steps.map((from, place) => {
    const next = steps[place + 1];
    return { from, to: next === undefined ? null : next - 1, profiles: rows.find(({ step }) => step === place + 1)?.profiles ?? 0 };
  });
}

const mergesByDay = `
  SELECT to_char(merged_at AT TIME ZONE $2, 'YYYY-MM-DD') AS day, cause, count(*)::int AS merges, count(undone_at)::int AS undone
  FROM identify.merge m
  WHERE workspace = $1 AND merged_at >= $3 AND NOT EXISTS (SELECT FROM identify.account a WHERE a.id = m.a_home) GROUP BY 1, 2 ORDER BY 1, 2`;
/** Open are those that the list of open conflicts shows: not decided, and still between two profiles. */
const conflictsByKind = `
  SELECT c.kind, c.cause, count(*) FILTER (WHERE ${stateNow} = 'open')::int AS open, count(*) FILTER (WHERE ${stateNow} = 'decided')::int AS decided
  FROM ${conflictTables}
  WHERE c.workspace = $1 AND c.b_kind NOT LIKE 'account/%' GROUP BY 1, 2 ORDER BY 1, 2`;
const sharedByKind = 'SELECT kind, state, count(*)::int AS identifiers FROM identify.shared WHERE workspace = $1 GROUP BY 1, 2 ORDER BY 1, 2';
const largest = `
  SELECT sized.profile_id AS profile, sized.n::int AS identifiers, (SELECT count(*)::int FROM identify.profile p WHERE p.root_id = sized.profile_id AND p.root_id <> p.id) + 1 AS homes
  FROM (SELECT profile_id, count(*) AS n FROM identify.identifier WHERE workspace = $1 AND kind NOT LIKE 'account/%' GROUP BY profile_id HAVING count(*) > 20 ORDER BY n DESC, profile_id LIMIT 20) AS sized
  ORDER BY sized.n DESC, sized.profile_id`;

export interface ReportRequest {
  readonly workspace: number;
  readonly timezone: string;
  /** Merges from this moment on. */
  readonly since: Date;
}

/** How well people are told apart. Reads the whole graph of the workspace: seconds at ten million identifiers, so nothing waits for it. */
export async function readReport(pg: PostgresSession, { workspace, timezone, since }: ReportRequest) {
  const [identifiers, homes] = [await readSizes(pg, identifiersEach, workspace), await readSizes(pg, homesEach, workspace)];
  return {
    profiles: homes.reduce((sum, { profiles }) => sum + profiles, 0),
    identifiers,
    homes,
    merges: await pg.query<{ day: string; cause: string; merges: number; undone: number }>(mergesByDay, [workspace, timezone, since]),
    conflicts: await pg.query<{ kind: string; cause: string; open: number; decided: number }>(conflictsByKind, [workspace]),
    shared: await pg.query<{ kind: string; state: string; identifiers: number }>(sharedByKind, [workspace]),
    giants: await pg.query<{ profile: number; identifiers: number; homes: number }>(largest, [workspace]),
  };
}
