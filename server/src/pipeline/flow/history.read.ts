import type { PipelineHistory } from '@danqing/contracts';
import type { PostgresSession } from '#platform';

interface Row {
  readonly sourceId: number;
  readonly bucket: number;
  readonly accepted: number;
  readonly passed: number;
  readonly dropped: number;
  readonly parked: number;
}

/** Sums at the end of each part of the time; in part −1 what each source had before. */
const sums = `
  SELECT DISTINCT ON (source_id, bucket) source_id AS "sourceId", bucket::int, accepted, passed, dropped, parked
  FROM (SELECT *, greatest(-1, floor((extract(epoch FROM minute) - $3) / $4)) AS bucket FROM pipeline.flow_minute
        WHERE workspace = $1 AND ($2::int IS NULL OR source_id = $2)) AS f
  ORDER BY source_id, bucket, minute DESC`;

const lags = `
  SELECT floor((extract(epoch FROM minute) - $1) / $2)::int AS bucket, max(lag_events) AS events, max(lag_ms) AS ms
  FROM pipeline.lag_minute WHERE minute >= to_timestamp($1) GROUP BY bucket`;

const flows = ['accepted', 'passed', 'dropped', 'parked'] as const;

/** Seconds of a part, so that there are at most 170, as many as a picture shows: whole minutes, and parts of hours that people know. */
const lengths = [60, 300, 600, 900, 1800, 3600];
const mostParts = 170;

/** What moved in the last hours, part by part. `sourceId`: of one source; undefined: of the workspace. */
export async function readHistory(
  pg: PostgresSession,
  workspace: number,
  { hours, sourceId, now }: { readonly hours: number; readonly sourceId: number | undefined; readonly now: number },
): Promise<PipelineHistory> {
  const bucketSeconds = lengths.find((length) => (hours * 3600) / length <= mostParts) ?? 3600;
  const parts = Math.ceil((hours * 3600) / bucketSeconds);
  const from = (Math.floor(now / 1000 / bucketSeconds) - parts + 1) * bucketSeconds;
  const rows = await pg.query<Row>(sums, [workspace, sourceId ?? null, from, bucketSeconds]);
  const lagRows = await pg.query<{ bucket: number; events: number; ms: number }>(lags, [from, bucketSeconds]);
  const points = Array.from({ length: parts }, (_, part) => {
    const lag = lagRows.find(({ bucket }) => bucket === part);
    return {
      at: new Date((from + part * bucketSeconds) * 1000).toISOString(),
      accepted: 0,
      passed: 0,
      dropped: 0,
      parked: 0,
      lagEvents: lag?.events ?? null,
      lagSeconds: lag === undefined ? null : lag.ms / 1000,
    };
  });
  const before = new Map<number, Row>();
  for (const row of rows) {
    const point = points[row.bucket];
    if (point !== undefined) for (const flow of flows) point[flow] += row[flow] - (before.get(row.sourceId)?.[flow] ?? 0);
    before.set(row.sourceId, row);
  }
  return { bucketSeconds, points };
}
