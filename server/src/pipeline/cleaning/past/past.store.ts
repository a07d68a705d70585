import type { PostgresSession } from '#platform';

/** The past through the rules of now, as it stands. */
export interface Past {
  readonly id: number;
  readonly workspace: number;
  readonly isDry: boolean;
  readonly sourceId: number | null;
  readonly version: number;
  readonly askedBy: string;
  readonly requestedAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly error: string | null;
  readonly coversFrom: Date | null;
  readonly firstPosition: number;
  readonly lastPosition: number;
  readonly nextPosition: number;
  readonly looked: number;
  readonly changedEvents: number;
  readonly changedValues: number;
  readonly changedTraits: number;
  readonly leftAlone: number;
  /** `position-index` of some events that read otherwise: where they lie, and nothing of what they say. */
  readonly examples: readonly string[];
}

const columns = `id, workspace, is_dry AS "isDry", source_id AS "sourceId", version, asked_by AS "askedBy", requested_at AS "requestedAt", started_at AS "startedAt",
  finished_at AS "finishedAt", error, covers_from AS "coversFrom", first_position AS "firstPosition", last_position AS "lastPosition", next_position AS "nextPosition", looked,
  changed_events AS "changedEvents", changed_values AS "changedValues", changed_traits AS "changedTraits", left_alone AS "leftAlone", examples`;

const insert = `
  INSERT INTO pipeline.cleaning_replay (workspace, is_dry, source_id, version, asked_by, covers_from, first_position, last_position, next_position)
  VALUES ($1, $2, $3, $4, $5, to_timestamp($6::bigint / 1000.0), $7, $8, $7) RETURNING ${columns}`;

export interface PastOrder extends Pick<Past, 'workspace' | 'isDry' | 'sourceId' | 'version' | 'askedBy' | 'firstPosition' | 'lastPosition'> {
  /** ms; null: the log is empty. */
  readonly coversFromMs: number | null;
}

export async function requestPast(tx: PostgresSession, order: PastOrder): Promise<Past> {
  const { workspace, isDry, sourceId, version, askedBy, coversFromMs, firstPosition, lastPosition } = order;
  const [row] = await tx.query<Past>(insert, [workspace, isDry, sourceId, version, askedBy, coversFromMs, firstPosition, lastPosition]);
  if (row === undefined) throw new Error('an insert with RETURNING gave no row');
  return row;
}

const open = `SELECT ${columns} FROM pipeline.cleaning_replay WHERE finished_at IS NULL ORDER BY id LIMIT 1`;
export const nextPast = async (pg: PostgresSession): Promise<Past | undefined> => (await pg.query<Past>(open))[0];

const isOpen = 'SELECT 1 AS row FROM pipeline.cleaning_replay WHERE workspace = $1 AND finished_at IS NULL LIMIT 1';
export const hasOpenPast = async (pg: PostgresSession, workspace: number): Promise<boolean> => (await pg.query(isOpen, [workspace])).length > 0;

export interface Step {
  readonly next: number;
  readonly looked: number;
  readonly changedEvents: number;
  readonly changedValues: number;
  readonly changedTraits: number;
  readonly leftAlone: number;
  readonly examples: readonly string[];
}

const mostExamples = 20;
const advance = `
  UPDATE pipeline.cleaning_replay SET next_position = $3, started_at = coalesce(started_at, now()), looked = looked + $4, changed_events = changed_events + $5,
    changed_values = changed_values + $6, changed_traits = changed_traits + $7, left_alone = left_alone + $8, examples = $9
  WHERE id = $1 AND next_position = $2 AND finished_at IS NULL RETURNING id`;

/** False when it was stopped, or another worker has done this stretch. */
export async function advancePast(tx: PostgresSession, past: Past, step: Step): Promise<boolean> {
  const examples = [...past.examples, ...step.examples].slice(0, mostExamples);
  const done = [step.looked, step.changedEvents, step.changedValues, step.changedTraits, step.leftAlone];
  return (await tx.query(advance, [past.id, past.nextPosition, step.next, ...done, JSON.stringify(examples)])).length === 1;
}

const finish =
  'UPDATE pipeline.cleaning_replay SET finished_at = now(), error = $2, started_at = coalesce(started_at, now()) WHERE id = $1 AND finished_at IS NULL';
export const finishPast = (pg: PostgresSession, id: number, error: string | null = null): Promise<unknown> => pg.query(finish, [id, error]);

const stop = `UPDATE pipeline.cleaning_replay SET finished_at = now(), error = 'DQ_STOPPED' WHERE workspace = $1 AND id = $2 AND finished_at IS NULL RETURNING id`;
export const stopPast = async (pg: PostgresSession, workspace: number, id: number): Promise<boolean> => (await pg.query(stop, [workspace, id])).length === 1;

const page = `
  SELECT ${columns} FROM pipeline.cleaning_replay
  WHERE workspace = $1 AND ($2 = 'all' OR (finished_at IS NULL) = ($2 = 'open')) AND ($3::timestamptz IS NULL OR requested_at < $3) ORDER BY id DESC LIMIT $4`;
export const readPasts = (
  pg: PostgresSession,
  workspace: number,
  which: 'all' | 'open' | 'ended',
  before: Date | null,
  limit: number,
): Promise<readonly Past[]> => pg.query<Past>(page, [workspace, which, before, limit]);

const one = `SELECT ${columns} FROM pipeline.cleaning_replay WHERE workspace = $1 AND id = $2`;
export const readPast = async (pg: PostgresSession, workspace: number, id: number): Promise<Past | undefined> =>
  (await pg.query<Past>(one, [workspace, id]))[0];

const ended = `SELECT ${columns} FROM pipeline.cleaning_replay WHERE finished_at >= $1 ORDER BY finished_at LIMIT $2`;
export const readEndedPasts = (pg: PostgresSession, since: Date, limit: number): Promise<readonly Past[]> => pg.query<Past>(ended, [since, limit]);
