import type { CareKind } from '@danqing/contracts';
import type { PostgresSession } from '#platform';

/** Something that people wrote down about a customer, as it is stored. */
export interface Care {
  readonly id: number;
  readonly workspace: number;
  readonly originId: number;
  readonly kind: CareKind;
  readonly text: string;
  readonly at: Date;
  readonly dueAt: Date | null;
  readonly assignee: string | null;
  readonly assigneeName: string | null;
  readonly state: 'open' | 'done';
  readonly closedAt: Date | null;
  readonly outcome: string;
  readonly author: string | null;
  readonly authorName: string;
  readonly madeAt: Date;
  readonly version: number;
  readonly changedBy: string;
  readonly changedAt: Date;
  readonly isRemoved: boolean;
}

export const careColumns = `id, workspace, origin_id AS "originId", kind, text, at, due_at AS "dueAt", assignee, assignee_name AS "assigneeName", state, closed_at AS "closedAt",
  outcome, author, author_name AS "authorName", made_at AS "madeAt", version, changed_by AS "changedBy", changed_at AS "changedAt", removed_at IS NOT NULL AS "isRemoved"`;

const ofProfile = `
  SELECT ${careColumns} FROM profile.care WHERE workspace = $1 AND origin_id = ANY($2::bigint[]) AND removed_at IS NULL
  ORDER BY (state = 'open') DESC, CASE WHEN state = 'open' THEN due_at END ASC NULLS LAST, at DESC, id DESC LIMIT 1000`;

/** Of a profile and everything merged into it: what is open first, the most urgent of it before the rest, then the newest. */
export const readCare = (pg: PostgresSession, workspace: number, originIds: readonly number[]): Promise<readonly Care[]> =>
  pg.query<Care>(ofProfile, [workspace, originIds]);

const one = `SELECT ${careColumns} FROM profile.care WHERE workspace = $1 AND id = $2`;

export async function readOneCare(pg: PostgresSession, workspace: number, id: number): Promise<Care | undefined> {
  const [row] = await pg.query<Care>(one, [workspace, id]);
  return row;
}

const due = `
  SELECT ${careColumns} FROM profile.care
  WHERE workspace = $1 AND kind = 'follow_up' AND state = 'open' AND removed_at IS NULL AND ($2::text IS NULL OR assignee = $2)
  ORDER BY due_at ASC NULLS LAST, id LIMIT $3`;

/** Open follow-ups of an operator, or of everybody, the most urgent first. */
export const readDue = (pg: PostgresSession, workspace: number, assignee: string | null, limit: number): Promise<readonly Care[]> =>
  pg.query<Care>(due, [workspace, assignee, limit]);

const counts = `SELECT origin_id AS "originId", count(*)::int AS count FROM profile.care WHERE origin_id = ANY($1::bigint[]) AND removed_at IS NULL GROUP BY origin_id`;

/** How much was written down under each of these homes; those with nothing are missing. */
export async function countCare(pg: PostgresSession, homes: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const rows = await pg.query<{ originId: number; count: number }>(counts, [homes]);
  return new Map(rows.map(({ originId, count }) => [originId, count]));
}

/** What it said before; the words of the table `care_version`. */
export interface CareContent {
  readonly text: string;
  readonly at: string;
  readonly dueAt: string | null;
  readonly assigneeName: string | null;
  readonly state: 'open' | 'done';
  readonly closedAt: string | null;
  readonly outcome: string;
}

export interface CareVersion {
  readonly version: number;
  readonly content: CareContent;
  readonly changedBy: string;
  readonly changedAt: Date;
}

const versions = `
  SELECT care_id AS "careId", version, content, changed_by AS "changedBy", changed_at AS "changedAt" FROM profile.care_version WHERE care_id = ANY($1::bigint[]) ORDER BY version DESC`;

/** Of each of these, what it said before, the latest first; those that were never changed are missing. */
export async function readCareVersions(pg: PostgresSession, ids: readonly number[]): Promise<ReadonlyMap<number, readonly CareVersion[]>> {
  const found = new Map<number, CareVersion[]>();
  for (const { careId, ...version } of await pg.query<CareVersion & { careId: number }>(versions, [ids])) {
    const list = found.get(careId);
    if (list === undefined) found.set(careId, [version]);
    else list.push(version);
  }
  return found;
}
