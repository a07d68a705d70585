import type { PostgresSession } from '#platform';
import type { Every } from './moments.ts';

/** When a segment's members are kept as a list by themselves. */
export interface SnapshotPlan {
  readonly segmentId: number;
  readonly workspace: number;
  readonly every: Every;
  /** How many lists of the plan stay. */
  readonly keep: number;
  /** The moment whose members are kept next. */
  readonly nextAt: Date;
  readonly lastAt: Date | null;
  readonly problem: string | null;
  readonly updatedAt: Date;
  readonly updatedBy: string;
}

const columns = `segment_id AS "segmentId", workspace, every, keep, next_at AS "nextAt", last_at AS "lastAt", problem, updated_at AS "updatedAt", updated_by AS "updatedBy"`;

const upsert = `
  INSERT INTO segment.snapshot_plan AS p (segment_id, workspace, every, keep, next_at, updated_at, updated_by) VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (segment_id) DO UPDATE SET
    every = excluded.every, keep = excluded.keep, next_at = CASE WHEN p.every = excluded.every THEN p.next_at ELSE excluded.next_at END,
    problem = NULL, updated_at = excluded.updated_at, updated_by = excluded.updated_by`;

export type PlanDraft = Pick<SnapshotPlan, 'segmentId' | 'workspace' | 'every' | 'keep' | 'nextAt' | 'updatedAt' | 'updatedBy'>;

export async function keepPlan(tx: PostgresSession, { segmentId, workspace, every, keep, nextAt, updatedAt, updatedBy }: PlanDraft): Promise<void> {
  await tx.query(upsert, [segmentId, workspace, every, keep, nextAt, updatedAt, updatedBy]);
}

export const readPlan = async (pg: PostgresSession, segmentId: number): Promise<SnapshotPlan | undefined> =>
  (await pg.query<SnapshotPlan>(`SELECT ${columns} FROM segment.snapshot_plan WHERE segment_id = $1`, [segmentId]))[0];

/** False when there was none. */
export const dropPlan = async (tx: PostgresSession, segmentId: number): Promise<boolean> =>
  (await tx.query('DELETE FROM segment.snapshot_plan WHERE segment_id = $1 RETURNING 1', [segmentId])).length === 1;

const due = `SELECT ${columns} FROM segment.snapshot_plan WHERE next_at <= $1 ORDER BY next_at, segment_id LIMIT 100`;
export const readDuePlans = (pg: PostgresSession, now: Date): Promise<readonly SnapshotPlan[]> => pg.query<SnapshotPlan>(due, [now]);

const take = `SELECT ${columns} FROM segment.snapshot_plan WHERE segment_id = $1 AND next_at = $2 FOR UPDATE SKIP LOCKED`;
/** Holds a plan until the transaction ends; undefined when another worker has it, or has done it. */
export const holdPlan = async (tx: PostgresSession, { segmentId, nextAt }: SnapshotPlan): Promise<SnapshotPlan | undefined> =>
  (await tx.query<SnapshotPlan>(take, [segmentId, nextAt]))[0];

const done = 'UPDATE segment.snapshot_plan SET next_at = $2, last_at = coalesce($3, last_at), problem = $4 WHERE segment_id = $1';
export async function markPlan(tx: PostgresSession, segmentId: number, nextAt: Date, takenAt: Date | null, problem: string | null): Promise<void> {
  await tx.query(done, [segmentId, nextAt, takenAt, problem]);
}
