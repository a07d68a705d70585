import type { Identifier } from '#clean';
import type { PostgresSession } from '#platform';
import type { Subject } from '../merge/change.ts';
import { conflictTables, decidedAtNow, decidedByNow, decisionNow, otherNow, reasonNow, stateNow } from './conflict.sql.ts';

type ConflictDecision = 'join' | 'apart' | 'shared';

/** A link that was not followed. */
export interface ReviewedConflict {
  readonly id: number;
  readonly cause: string;
  readonly kind: string;
  readonly most: number | null;
  /** The roots of today. */
  readonly kept: number;
  readonly other: number | null;
  /** The keys of both where they are accounts. */
  readonly keptAccount: string | null;
  readonly otherAccount: string | null;
  /** The homes of the two identifiers: what a merge joins. */
  readonly keptHome: number;
  readonly otherHome: number | null;
  readonly a: Identifier;
  readonly b: Identifier;
  readonly messageId: string;
  readonly firstSeen: Date;
  readonly decision: ConflictDecision | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly reason: string | null;
}

const columns = `c.id, c.cause, c.kind, c.most, c.message_id AS "messageId", c.first_seen AS "firstSeen",
  kept.root_id AS kept, ${otherNow} AS other, c.kept_id AS "keptHome", coalesce(held.home_id, c.other_id) AS "otherHome",
  json_build_object('kind', c.a_kind, 'value', c.a_value) AS a, json_build_object('kind', c.b_kind, 'value', c.b_value) AS b,
  kept_account.key AS "keptAccount", (SELECT a.key FROM identify.account a WHERE a.id = ${otherNow}) AS "otherAccount",
  ${decisionNow} AS decision, ${decidedByNow} AS "decidedBy", ${decidedAtNow} AS "decidedAt", ${reasonNow} AS reason`;
const tables = `
  ${conflictTables}
  LEFT JOIN identify.account kept_account ON kept_account.id = kept.root_id`;

/** The newest first. */
const page = `
  SELECT ${columns} FROM ${tables}
  WHERE c.workspace = $1 AND c.id < $2
    AND ($3::text IS NULL OR c.kind IN ($3, 'account/' || $3)) AND ($4::text IS NULL OR c.b_kind IN ($4, 'account/' || $4)) AND ($5::text IS NULL OR c.cause = $5)
    AND ($6::bigint IS NULL OR kept.root_id = $6 OR ${otherNow} = $6) AND ($7 = 'all' OR ${stateNow} = $7)
    AND ($9::boolean IS NULL OR (kept_account.id IS NOT NULL) = $9)
  ORDER BY c.id DESC LIMIT $8`;

export interface ConflictFilter {
  readonly kind: string | undefined;
  readonly demoted: string | undefined;
  readonly cause: string | undefined;
  readonly profile: number | undefined;
  readonly state: 'open' | 'decided' | 'all';
  readonly subject: Subject | undefined;
}

export const readConflictPage = (
  pg: PostgresSession,
  workspace: number,
  { kind, demoted, cause, profile, state, subject }: ConflictFilter,
  before: number,
  limit: number,
): Promise<readonly ReviewedConflict[]> =>
  pg.query<ReviewedConflict>(page, [
    workspace,
    before,
    kind ?? null,
    demoted ?? null,
    cause ?? null,
    profile ?? null,
    state,
    limit,
    subject === undefined ? null : subject === 'account',
  ]);

const byIds = `SELECT ${columns} FROM ${tables} WHERE c.workspace = $1 AND c.id = ANY($2::bigint[]) ORDER BY c.id`;

export const readConflicts = (pg: PostgresSession, workspace: number, ids: readonly number[]): Promise<readonly ReviewedConflict[]> =>
  pg.query<ReviewedConflict>(byIds, [workspace, ids]);

const decide = `
  UPDATE identify.conflict SET decision = $3, decided_by = $4, decided_at = $5, reason = $6 WHERE workspace = $1 AND id = ANY($2::bigint[])`;

export interface Verdict {
  readonly workspace: number;
  readonly ids: readonly number[];
  readonly decision: ConflictDecision;
  readonly author: string;
  readonly at: Date;
  readonly reason: string | null;
}

export async function decideConflicts(pg: PostgresSession, { workspace, ids, decision, author, at, reason }: Verdict): Promise<void> {
  await pg.query(decide, [workspace, ids, decision, author, at, reason]);
}

const separate = `
  INSERT INTO identify.separation (workspace, a_home, b_home, a_root, b_root, merge_id, made_at)
  SELECT DISTINCT $1::int, homes.a, homes.b, a.root_id, b.root_id, NULL::bigint, $3::timestamptz
  FROM (SELECT c.kept_id AS a, coalesce(held.home_id, c.other_id) AS b FROM ${tables} WHERE c.workspace = $1 AND c.id = ANY($2::bigint[])) AS homes
  JOIN identify.profile a ON a.id = homes.a JOIN identify.profile b ON b.id = homes.b
  WHERE homes.a <> homes.b AND NOT EXISTS (SELECT FROM identify.separation s WHERE (s.a_home, s.b_home) IN ((homes.a, homes.b), (homes.b, homes.a)))`;

/** The two of each conflict are two people: no message joins them again, whatever limits come to be. While they are one all the same, by hand, that says nothing. */
export async function keepApart(tx: PostgresSession, { workspace, ids, at }: Verdict): Promise<void> {
  await tx.query(separate, [workspace, ids, at]);
}
