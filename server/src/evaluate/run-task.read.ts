import type { PostgresSession } from '#platform';
import type { DefinitionKind, RunCause } from './types.ts';

/** Runs that were computed by one statement, as one piece of work. */
export interface RunGroup {
  readonly id: number;
  readonly workspace: number;
  readonly kind: DefinitionKind;
  /** The first twenty keys, in the order of their runs. */
  readonly keys: readonly string[];
  readonly runs: number;
  readonly ended: number;
  readonly failed: number;
  readonly stopped: number;
  readonly stoppedBy: string | null;
  /** Some of them have been computed to the end before or since. */
  readonly hasResult: boolean;
  /** Some of them are computed now, and not by hand: their changes are not fixed yet. */
  readonly canStop: boolean;
  readonly isByHand: boolean;
  /** Why most of them took place. */
  readonly cause: RunCause;
  readonly members: number | null;
  readonly changed: number;
  readonly startedAt: Date;
  /** null while one of them is open. */
  readonly endedAt: Date | null;
  readonly error: string | null;
}

/** How far back the list of one workspace looks, in runs. */
const runsBack = 5_000;

/** A run that was given up because its worker died is begun again: the one that follows tells of it. */
const groupsOf = (where: string): string => `
  SELECT coalesce(r.group_id, r.id) AS id, r.workspace, r.kind, (array_agg(coalesce(n.key, '') ORDER BY r.id))[1:20] AS keys, count(*)::int AS runs,
    mode() WITHIN GROUP (ORDER BY r.cause) AS cause, count(r.finished_at)::int AS ended, count(*) FILTER (WHERE r.error IS NOT NULL AND r.error NOT IN ('only compared', 'stopped'))::int AS failed,
    count(*) FILTER (WHERE r.error = 'stopped')::int AS stopped, max(r.stopped_by) AS "stoppedBy", coalesce(bool_or(n.computed_at IS NOT NULL), false) AS "hasResult",
    coalesce(bool_or(r.finished_at IS NULL AND r.staged_at IS NULL AND r.cause <> 'manual'), false) AS "canStop", bool_or(r.cause = 'manual') AS "isByHand",
    CASE WHEN count(*) = 1 THEN max(r.members) END AS members, coalesce(sum(r.changed), 0)::bigint AS changed, min(r.started_at) AS "startedAt",
    CASE WHEN count(*) = count(r.finished_at) THEN max(r.finished_at) END AS "endedAt", min(r.error) FILTER (WHERE r.error NOT IN ('only compared', 'stopped')) AS error
  FROM evaluate.run r LEFT JOIN evaluate.node n ON n.kind = r.kind AND n.definition_id = r.definition_id
  WHERE r.error IS DISTINCT FROM 'interrupted' AND ${where}
  GROUP BY coalesce(r.group_id, r.id), r.workspace, r.kind`;

/** What is worth showing: asked for by people, failed, stopped, or long. Scheduled runs of a second are not. */
const worthwhile = `(bool_or(r.cause IN ('created', 'edited', 'requested', 'manual')) OR count(*) FILTER (WHERE r.error <> 'only compared') > 0
    OR max(coalesce(r.finished_at, now()) - r.started_at) > interval '10 seconds')`;

const ofWorkspace = `r.workspace = $1 AND (r.cause = 'reconciled') = $2
    AND r.id > coalesce((SELECT id FROM evaluate.run WHERE workspace = $1 ORDER BY id DESC OFFSET ${runsBack} LIMIT 1), 0)`;

const page = `
  ${groupsOf(ofWorkspace)}
  HAVING ${worthwhile} AND ($3 = 'all' OR (count(*) > count(r.finished_at)) = ($3 = 'open')) AND ($4::timestamptz IS NULL OR min(r.started_at) < $4)
  ORDER BY id DESC LIMIT $5`;
const one = groupsOf(`r.workspace = $1 AND (r.cause = 'reconciled') = $2 AND coalesce(r.group_id, r.id) = $3`);
const ended = `
  ${groupsOf(`(r.cause = 'reconciled') = $1 AND r.finished_at >= $2`)} HAVING ${worthwhile} ORDER BY max(r.finished_at) LIMIT $3`;

const lastOf = groupsOf(`r.workspace = $1 AND (r.cause = 'reconciled') = $2 AND r.id = (
    SELECT max(l.id) FROM evaluate.run l JOIN evaluate.node d ON d.kind = l.kind AND d.definition_id = l.definition_id
    WHERE d.workspace = $1 AND d.kind = $3 AND d.key = $4 AND l.error IS DISTINCT FROM 'interrupted' AND (l.cause = 'reconciled') = $2)`);

export const readRunGroups = (
  pg: PostgresSession,
  workspace: number,
  isReconciled: boolean,
  which: 'open' | 'ended' | 'all',
  before: Date | undefined,
  limit: number,
): Promise<readonly RunGroup[]> => pg.query<RunGroup>(page, [workspace, isReconciled, which, before ?? null, limit]);

export const readRunGroup = async (pg: PostgresSession, workspace: number, isReconciled: boolean, id: number): Promise<RunGroup | undefined> =>
  (await pg.query<RunGroup>(one, [workspace, isReconciled, id]))[0];

/** The last run of one definition, by itself. */
export const readLastRun = async (
  pg: PostgresSession,
  workspace: number,
  isReconciled: boolean,
  kind: DefinitionKind,
  key: string,
): Promise<RunGroup | undefined> => (await pg.query<RunGroup>(lastOf, [workspace, isReconciled, kind, key]))[0];

export const readEndedGroups = (pg: PostgresSession, isReconciled: boolean, since: Date, limit: number): Promise<readonly RunGroup[]> =>
  pg.query<RunGroup>(ended, [isReconciled, since, limit]);
