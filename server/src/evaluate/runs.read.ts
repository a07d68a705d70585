import type { PostgresSession } from '#platform';
import type { NodeId, RunCause } from './types.ts';

/** A run as people look back on it. */
export interface PastRun {
  readonly id: number;
  readonly version: number;
  readonly cause: RunCause;
  readonly at: Date;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly members: number | null;
  readonly changed: number | null;
  readonly error: string | null;
  /** Who stopped it, by name; its error is then 'stopped'. */
  readonly stoppedBy: string | null;
}

const runsBefore = `
  SELECT id, version, cause, at, started_at AS "startedAt", finished_at AS "finishedAt", members, changed, error, stopped_by AS "stoppedBy" FROM evaluate.run
  WHERE kind = $1 AND definition_id = $2 AND id < $3 ORDER BY id DESC LIMIT $4`;

/** Runs of a definition before one, the latest first. */
export const readRuns = (pg: PostgresSession, { kind, definitionId }: NodeId, before: number, limit: number): Promise<readonly PastRun[]> =>
  pg.query<PastRun>(runsBefore, [kind, definitionId, before, limit]);

const firstOfNext = `
  SELECT at FROM evaluate.run WHERE kind = $1 AND definition_id = $2 AND version > $3 AND finished_at IS NOT NULL AND error IS NULL ORDER BY id LIMIT 1`;

/** When the first run of a later version replaced the values of this one; undefined while they stand. */
export async function replacedAt(pg: PostgresSession, { kind, definitionId }: NodeId, version: number): Promise<Date | undefined> {
  const [row] = await pg.query<{ at: Date }>(firstOfNext, [kind, definitionId, version]);
  return row?.at;
}
