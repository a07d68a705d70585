import type { PostgresSession } from '#platform';

/** How a source usually sends, by the minutes of the last eight days in which it did. */
export interface Rhythm {
  readonly sourceId: number;
  /** null: nothing since that is kept. */
  readonly lastAt: Date | null;
  /** Of a hundred pauses ninety-five were shorter; null: too few to say. */
  readonly usualGapMinutes: number | null;
}

const rhythm = `
  SELECT c.source_id AS "sourceId", c.last_at AS "lastAt", g.gap AS "usualGapMinutes"
  FROM pipeline.counter c LEFT JOIN (
    SELECT source_id, CASE WHEN count(*) >= 20 THEN percentile_cont(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM pause) / 60) END AS gap
    FROM (SELECT source_id, minute - lag(minute) OVER (PARTITION BY source_id ORDER BY minute) AS pause FROM pipeline.flow_minute WHERE workspace = $1) p
    WHERE pause IS NOT NULL GROUP BY source_id
  ) g USING (source_id) WHERE c.workspace = $1`;

export const readRhythms = (pg: PostgresSession, workspace: number): Promise<readonly Rhythm[]> => pg.query<Rhythm>(rhythm, [workspace]);

const arrival = `
  SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY lag_ms) / 1000 AS "p50Seconds", percentile_cont(0.95) WITHIN GROUP (ORDER BY lag_ms) / 1000 AS "p95Seconds" FROM pipeline.lag_minute`;

/** From receipt until it can be asked for, by minutes of the last eight days: the age of the oldest that had no end. Of the whole installation. */
export async function readArrival(pg: PostgresSession): Promise<{ readonly p50Seconds: number | null; readonly p95Seconds: number | null }> {
  const [row] = await pg.query<{ p50Seconds: number | null; p95Seconds: number | null }>(arrival);
  return row ?? { p50Seconds: null, p95Seconds: null };
}
