import type { TagDistribution } from '@danqing/contracts';
import type { Static } from 'typebox';
import type { PostgresSession } from '#platform';

/** A tag's distribution at the end of a day of the workspace's zone. */
export interface TagSnapshot {
  /** 2026-05-31 */
  readonly day: string;
  readonly version: number;
  readonly takenAt: Date;
  readonly distribution: Static<typeof TagDistribution>;
}

const insertSnapshot = `
  INSERT INTO tag.snapshot (tag_id, day, version, taken_at, distribution) SELECT id, $2, $3, $4, $5 FROM tag.definition WHERE id = $1 ON CONFLICT DO NOTHING`;

export async function saveSnapshot(pg: PostgresSession, tag: number, { day, version, takenAt, distribution }: TagSnapshot): Promise<void> {
  await pg.query(insertSnapshot, [tag, day, version, takenAt, JSON.stringify(distribution)]);
}

const snapshots = `
  SELECT to_char(day, 'YYYY-MM-DD') AS day, version, taken_at AS "takenAt", distribution FROM tag.snapshot
  WHERE tag_id = $1 AND day BETWEEN $2 AND $3 ORDER BY day`;

export const readSnapshots = (pg: PostgresSession, tag: number, from: string, to: string): Promise<readonly TagSnapshot[]> =>
  pg.query<TagSnapshot>(snapshots, [tag, from, to]);

const latestDays = `SELECT tag_id AS tag, to_char(max(day), 'YYYY-MM-DD') AS day FROM tag.snapshot GROUP BY tag_id`;

/** The last day that each tag has a snapshot of. */
export async function lastSnapshotDays(pg: PostgresSession): Promise<ReadonlyMap<number, string>> {
  return new Map((await pg.query<{ tag: number; day: string }>(latestDays)).map(({ tag, day }) => [tag, day]));
}
