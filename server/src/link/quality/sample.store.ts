import type { PostgresSession } from '#platform';

const ask = `
  UPDATE link.pair SET is_asked = true WHERE id IN (
    SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY stratum ORDER BY id) AS n FROM link.pair
      WHERE workspace = $1 AND run_id = $2 AND stratum IS NOT NULL AND NOT is_asked AND verdict IS NULL) AS drawn WHERE n <= $3)
  RETURNING id`;

/** Puts drawn pairs of every stratum of a run into the queue; how many. */
export const askForSample = async (pg: PostgresSession, workspace: number, run: number, each: number): Promise<number> =>
  (await pg.query(ask, [workspace, run, each])).length;

/** A verdict counts for a stratum only if its pair was drawn: what the queue shows for other reasons is no sample. */
const judged = `
  SELECT stratum, count(*) FILTER (WHERE verdict IN ('same', 'different'))::int AS judged, count(*) FILTER (WHERE verdict = 'same')::int AS same
  FROM link.pair WHERE run_id = $1 AND stratum IS NOT NULL GROUP BY stratum`;

export async function readJudged(pg: PostgresSession, run: number): Promise<ReadonlyMap<number, { readonly judged: number; readonly same: number }>> {
  const rows = await pg.query<{ stratum: number; judged: number; same: number }>(judged, [run]);
  return new Map(rows.map((row) => [row.stratum, row]));
}
