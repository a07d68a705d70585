import type { MendStep } from '@danqing/contracts';
import type { PostgresSession } from '#platform';
import type { QuarantineFilter } from './quarantine.read.ts';

export interface Replay {
  readonly id: number;
  readonly workspace: number;
  /** `isErasure`: those that it names are somebody's who was erased, and end so whatever else they are. */
  readonly filter: QuarantineFilter & { readonly isErasure?: true };
  /** What is done to each event first; null: nothing. */
  readonly mend: readonly MendStep[] | null;
  readonly afterPosition: number;
  readonly afterIndex: number;
}

export interface ReplayOrder {
  readonly filter: QuarantineFilter;
  readonly mend?: readonly MendStep[];
  /** How many events it is about, when somebody counted. */
  readonly total?: number;
  readonly askedBy?: string;
}

export async function requestReplay(pg: PostgresSession, workspace: number, { filter, mend, total, askedBy = '' }: ReplayOrder): Promise<number> {
  const [row] = await pg.query<{ id: number }>(
    'INSERT INTO pipeline.replay (workspace, filter, mend, total, asked_by) VALUES ($1, $2, $3, $4, $5) RETURNING id',
    [workspace, JSON.stringify(filter), mend === undefined ? null : JSON.stringify(mend), total ?? null, askedBy],
  );
  if (row === undefined) throw new Error('an insert with RETURNING gave no row');
  return row.id;
}

/** The oldest request that is not finished. */
export async function nextReplay(pg: PostgresSession): Promise<Replay | undefined> {
  const [row] = await pg.query<Replay>(
    `SELECT id, workspace, filter, mend, after_position AS "afterPosition", after_index AS "afterIndex" FROM pipeline.replay WHERE finished_at IS NULL ORDER BY id LIMIT 1`,
  );
  return row;
}

/** False when another worker has taken these events. */
export async function advanceReplay(
  tx: PostgresSession,
  replay: Replay,
  to: { readonly position: number; readonly index: number },
  { taken, passed, dropped }: { readonly taken: number; readonly passed: number; readonly dropped: number },
): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE pipeline.replay SET after_position = $4, after_index = $5, taken = taken + $6, passed = passed + $7, dropped = dropped + $8
     WHERE id = $1 AND after_position = $2 AND after_index = $3 RETURNING id`,
    [replay.id, replay.afterPosition, replay.afterIndex, to.position, to.index, taken, passed, dropped],
  );
  return rows.length === 1;
}

export const finishReplay = (pg: PostgresSession, id: number): Promise<unknown> =>
  pg.query('UPDATE pipeline.replay SET finished_at = now() WHERE id = $1', [id]);

export interface ReplayState {
  readonly id: number;
  readonly state: 'queued' | 'done' | 'failed';
  readonly taken: number;
  readonly passed: number;
  readonly dropped: number;
  /** Null for requests that nobody counted. */
  readonly total: number | null;
  readonly error: string | null;
}

export async function readReplay(pg: PostgresSession, workspace: number, id: number): Promise<ReplayState | undefined> {
  const [row] = await pg.query<ReplayState>(
    `SELECT id, taken, passed, dropped, total, error, CASE WHEN error IS NOT NULL THEN 'failed' WHEN finished_at IS NULL THEN 'queued' ELSE 'done' END AS state
     FROM pipeline.replay WHERE workspace = $1 AND id = $2`,
    [workspace, id],
  );
  return row;
}
