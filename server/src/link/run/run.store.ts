import type { LinkageKey } from '@danqing/contracts';
import type { Linkage, LinkageModel } from '#identify';
import type { Postgres, PostgresSession } from '#platform';
import { versionsLike } from '../settings/settings.store.ts';

type RunState = 'waiting' | 'comparing' | 'applying' | 'done' | 'failed' | 'cancelled';

/** What a run has learnt and found, but for its pairs. */
export interface RunOutcome {
  readonly records: number;
  readonly changed: number;
  readonly comparedPairs: number;
  /** Columns that hold Chinese: how levels were told apart. */
  readonly hanColumns: readonly string[];
  readonly blocking: readonly (readonly LinkageKey[])[];
  readonly costs: Linkage['costs'];
  readonly model: LinkageModel;
  /** `merges`: how many there would be when linking from there; null where the pairs were not kept. */
  readonly thresholds: readonly (Linkage['thresholds'][number] & { readonly merges: number | null })[];
  /** Compared pairs by probability, `drawn`: how many of each may be asked for. */
  readonly strata: readonly { readonly from: number; readonly pairs: number; readonly matches: number; readonly drawn: number }[];
}

export interface StoredRun {
  readonly id: number;
  readonly workspace: number;
  readonly version: number;
  readonly mode: 'full' | 'incremental';
  readonly author: string;
  readonly state: RunState;
  readonly attempts: number;
  readonly progress: string | null;
  readonly error: string | null;
  readonly askedAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly modelRun: number | null;
  readonly outcome: RunOutcome | null;
  readonly reviews: number;
}

const columns = `id, workspace, version, mode, author, state, attempts, progress, error, asked_at AS "askedAt", started_at AS "startedAt", finished_at AS "finishedAt",
  model_run AS "modelRun", outcome, reviews`;

const insert = `
  INSERT INTO link.run (workspace, version, mode, author, asked_at)
  SELECT $1, $2, $3, $4, to_timestamp($5 / 1000.0)
  WHERE NOT EXISTS (SELECT FROM link.run WHERE workspace = $1 AND state = 'waiting')
  RETURNING id`;

/** Undefined where one waits already: it will see what this one would. */
export async function insertRun(
  pg: PostgresSession,
  run: { readonly workspace: number; readonly version: number; readonly mode: 'full' | 'incremental'; readonly author: string; readonly at: number },
): Promise<number | undefined> {
  const [row] = await pg.query<{ id: number }>(insert, [run.workspace, run.version, run.mode, run.author, run.at]);
  return row?.id;
}

/** One run at a time in the whole product: two would fight for the same engine. A run whose worker is silent is taken over. */
const claim = `
  UPDATE link.run SET state = CASE state WHEN 'waiting' THEN 'comparing' ELSE state END, attempts = attempts + 1, beat_at = to_timestamp($1::float8 / 1000.0),
    started_at = coalesce(started_at, to_timestamp($1::float8 / 1000.0))
  WHERE id = (SELECT id FROM link.run WHERE state IN ('waiting', 'comparing', 'applying') ORDER BY (state = 'waiting'), id LIMIT 1)
    AND (beat_at IS NULL OR beat_at < to_timestamp(($1::float8 - $2::float8) / 1000.0))
  RETURNING ${columns}`;
const takeTurns = `SELECT pg_advisory_xact_lock(hashtext('danqing.link.claim'))`;

/** The run that is to be worked on now, begun or taken over; undefined: none, or somebody works. `silentMs`: who has not said for so long that it lives is dead. */
export const claimRun = (pg: Postgres, now: number, silentMs: number): Promise<StoredRun | undefined> =>
  pg.transaction(async (tx) => {
    await tx.query(takeTurns);
    const [run] = await tx.query<StoredRun>(claim, [now, silentMs]);
    return run;
  });

const beat = `UPDATE link.run SET beat_at = to_timestamp($2 / 1000.0), progress = $3 WHERE id = $1 RETURNING is_cancel_asked AS "isCancelAsked"`;

/** Says that its worker lives; whether somebody wants it to end. */
export async function beatRun(pg: PostgresSession, id: number, now: number, progress: string): Promise<boolean> {
  const [row] = await pg.query<{ isCancelAsked: boolean }>(beat, [id, now, progress]);
  return row?.isCancelAsked !== false;
}

const compared = `
  UPDATE link.run SET state = 'applying', compared_at = to_timestamp($2 / 1000.0), mode = $3, model_run = $4, outcome = $5,
    reviews = (SELECT count(*) FROM link.pair WHERE run_id = $1 AND state = 'review' AND verdict IS NULL)
  WHERE id = $1`;

/** Its pairs stand, in this transaction: from here on it is never compared again. */
export async function markCompared(
  tx: PostgresSession,
  id: number,
  done: { readonly at: number; readonly mode: string; readonly modelRun: number | null; readonly outcome: RunOutcome },
): Promise<void> {
  await tx.query(compared, [id, done.at, done.mode, done.modelRun, JSON.stringify(done.outcome)]);
}

const finish = `
  UPDATE link.run SET state = $2, finished_at = to_timestamp($3 / 1000.0), error = $4, beat_at = NULL, progress = NULL,
    compared_at = CASE $2 WHEN 'done' THEN compared_at END
  WHERE id = $1 AND state IN ('waiting', 'comparing', 'applying')`;
/** What was still to be linked when a run ended early is linked by a later one, to which those profiles are new. */
const dropPending = `DELETE FROM link.pair WHERE run_id = $1 AND state = 'pending'`;

/** The end of a run. Links that were made stand. */
export async function finishRun(pg: Postgres, id: number, state: 'done' | 'failed' | 'cancelled', now: number, error: string | null = null): Promise<void> {
  await pg.transaction(async (tx) => {
    await tx.query(dropPending, [id]);
    await tx.query(finish, [id, state, now, error]);
  });
}

/** Gives it back, to be taken up by whoever starts next. */
export const releaseRun = (pg: PostgresSession, id: number): Promise<unknown> => pg.query('UPDATE link.run SET beat_at = NULL WHERE id = $1', [id]);

const cancel = `
  UPDATE link.run SET is_cancel_asked = true, state = CASE state WHEN 'waiting' THEN 'cancelled' ELSE state END,
    finished_at = CASE state WHEN 'waiting' THEN to_timestamp($3 / 1000.0) ELSE finished_at END
  WHERE workspace = $1 AND id = $2 AND state IN ('waiting', 'comparing', 'applying')`;
export const askToCancel = (pg: PostgresSession, workspace: number, id: number, now: number): Promise<unknown> => pg.query(cancel, [workspace, id, now]);

const page = `SELECT ${columns} FROM link.run WHERE workspace = $1 AND id < $2 ORDER BY id DESC LIMIT $3`;
/** Newest first. */
export const readRunPage = (pg: PostgresSession, workspace: number, before: number, limit: number): Promise<readonly StoredRun[]> =>
  pg.query<StoredRun>(page, [workspace, before, limit]);

const one = `SELECT ${columns} FROM link.run WHERE workspace = $1 AND id = $2`;
export const readRun = async (pg: PostgresSession, workspace: number, id: number): Promise<StoredRun | undefined> =>
  (await pg.query<StoredRun>(one, [workspace, id]))[0];

const lastFull = `
  SELECT ${columns} FROM link.run WHERE workspace = $1 AND version IN (${versionsLike('$1', '$2')}) AND mode = 'full' AND compared_at IS NOT NULL ORDER BY id DESC LIMIT 1`;
/** The last run that compared everybody by these settings. */
export const readLastFull = async (pg: PostgresSession, workspace: number, version: number): Promise<StoredRun | undefined> =>
  (await pg.query<StoredRun>(lastFull, [workspace, version]))[0];

const count = `
  SELECT run_id AS id, count(*) FILTER (WHERE state = 'linked')::int AS links, count(*) FILTER (WHERE state = 'pending')::int AS pending,
         count(*) FILTER (WHERE state = 'refused')::int AS refused
  FROM link.pair WHERE run_id = ANY($1::bigint[]) GROUP BY run_id`;

export interface RunCounts {
  readonly links: number;
  readonly pending: number;
  readonly refused: number;
}

/** How the pairs of runs stand now. */
export async function countPairs(pg: PostgresSession, runs: readonly number[]): Promise<ReadonlyMap<number, RunCounts>> {
  const rows = await pg.query<RunCounts & { id: number }>(count, [runs]);
  return new Map(rows.map((row) => [row.id, row]));
}

const due = `SELECT count(*)::int AS n FROM link.run WHERE workspace = $1 AND author = 'schedule' AND asked_at >= to_timestamp($2 / 1000.0)`;
/** Whether the schedule has asked for one since a moment (ms). */
export async function wasScheduled(pg: PostgresSession, workspace: number, since: number): Promise<boolean> {
  const [row] = await pg.query<{ n: number }>(due, [workspace, since]);
  return (row?.n ?? 0) > 0;
}

const taskPage = `
  SELECT ${columns} FROM link.run
  WHERE workspace = $1 AND ($2 = 'all' OR (finished_at IS NULL) = ($2 = 'open')) AND ($3::timestamptz IS NULL OR asked_at < $3) ORDER BY id DESC LIMIT $4`;
const taskEnds = `SELECT ${columns} FROM link.run WHERE finished_at >= $1 ORDER BY finished_at LIMIT $2`;

/** Runs as the task centre asks for them. */
export const taskRuns = {
  page: (pg: PostgresSession, workspace: number, which: 'open' | 'ended' | 'all', before: Date | undefined, limit: number): Promise<readonly StoredRun[]> =>
    pg.query<StoredRun>(taskPage, [workspace, which, before ?? null, limit]),
  ended: (pg: PostgresSession, since: Date, limit: number): Promise<readonly StoredRun[]> => pg.query<StoredRun>(taskEnds, [since, limit]),
};
