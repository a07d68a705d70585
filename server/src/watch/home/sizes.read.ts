import type { PostgresSession } from '#platform';

export interface SizeSample {
  readonly id: number;
  readonly at: Date;
  readonly members: number;
}

const history = `
  SELECT segment_id AS id, at, members FROM watch.size WHERE workspace = $1 AND at >= $2
  UNION ALL
  SELECT id, at, members FROM (
    SELECT DISTINCT ON (segment_id) segment_id AS id, at, members FROM watch.size WHERE workspace = $1 AND at < $2 ORDER BY segment_id, at DESC) before
  ORDER BY id, at`;

/** Sizes of segments since a moment, and the last one before it; oldest first. */
export const readSizeHistory = (pg: PostgresSession, workspace: number, since: Date): Promise<readonly SizeSample[]> =>
  pg.query<SizeSample>(history, [workspace, since]);
