import type { Identifier } from '#clean';
import type { PostgresSession } from '#platform';

export type SharedState = 'suspected' | 'shared' | 'not_shared';

/** What speaks for an identifier being several people's. */
interface SharedEvidence {
  /** By kind, how many values it was seen with. */
  readonly partners: Readonly<Record<string, number>>;
  /** Of bridges: what would be left of the profile without it, by part. */
  readonly parts: readonly (readonly Identifier[])[];
}

export interface StoredShared extends Identifier {
  readonly state: SharedState;
  readonly cause: 'degree' | 'bridge' | 'manual';
  /** Whose it was before; null: nobody's. */
  readonly profile: number | null;
  readonly evidence: SharedEvidence;
  readonly foundAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly reason: string | null;
}

/** An identifier that has just been found to bridge too many people. */
export interface Suspicion extends Identifier {
  readonly workspace: number;
  readonly cause: 'degree' | 'bridge';
  readonly evidence: SharedEvidence;
  /** ms */
  readonly at: number;
}

const columns = `s.kind, s.value, s.state, s.cause, s.evidence, s.found_at AS "foundAt", s.decided_by AS "decidedBy", s.decided_at AS "decidedAt", s.reason,
  (SELECT i.profile_id FROM identify.identifier i WHERE (i.workspace, i.kind, i.value) = (s.workspace, s.kind, s.value)) AS profile`;

const insertSuspicions = `
  INSERT INTO identify.shared (workspace, kind, value, state, cause, evidence, found_at)
  SELECT workspace, kind, value, 'suspected', cause, evidence, to_timestamp(at / 1000.0)
  FROM unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::jsonb[], $6::float8[]) AS new (workspace, kind, value, cause, evidence, at)
  ON CONFLICT DO NOTHING RETURNING kind, value`;

/** What somebody has decided stays decided. Returns those that are new. */
export async function addSuspicions(tx: PostgresSession, rows: readonly Suspicion[]): Promise<readonly Identifier[]> {
  if (rows.length === 0) return [];
  return tx.query<Identifier>(insertSuspicions, [
    rows.map((row) => row.workspace),
    rows.map((row) => row.kind),
    rows.map((row) => row.value),
    rows.map((row) => row.cause),
    rows.map((row) => JSON.stringify(row.evidence)),
    rows.map((row) => row.at),
  ]);
}

const page = `
  SELECT ${columns} FROM identify.shared s
  WHERE s.workspace = $1 AND ($2::text IS NULL OR s.state = $2) AND ($3::text IS NULL OR s.kind = $3)
    AND ($4::timestamptz IS NULL OR (s.found_at, s.kind, s.value) < ($4::timestamptz, $5::text, $6::text))
  ORDER BY s.found_at DESC, s.kind DESC, s.value DESC LIMIT $7`;

export interface SharedFilter {
  readonly state: SharedState | undefined;
  readonly kind: string | undefined;
}
export interface SharedAfter extends Identifier {
  /** ISO 8601 with all its digits: a Date would lose the microseconds. */
  readonly foundAt: string;
}

/** Newest first. */
export const readSharedPage = (
  pg: PostgresSession,
  workspace: number,
  filter: SharedFilter,
  after: SharedAfter | undefined,
  limit: number,
): Promise<readonly StoredShared[]> =>
  pg.query<StoredShared>(page, [
    workspace,
    filter.state ?? null,
    filter.kind ?? null,
    after?.foundAt ?? null,
    after?.kind ?? null,
    after?.value ?? null,
    limit,
  ]);

const decide = `
  INSERT INTO identify.shared AS s (workspace, kind, value, state, cause, evidence, found_at, decided_by, decided_at, reason)
  VALUES ($1, $2, $3, $4, 'manual', '{"partners": {}, "parts": []}', $6, $5, $6, $7)
  ON CONFLICT (workspace, kind, value)
  DO UPDATE SET state = excluded.state, decided_by = excluded.decided_by, decided_at = excluded.decided_at, reason = excluded.reason
  RETURNING ${columns}`;

export interface SharedDecision extends Identifier {
  readonly workspace: number;
  readonly state: SharedState;
  readonly author: string;
  readonly at: Date;
  readonly reason: string | null;
}

export async function decideShared(pg: PostgresSession, { workspace, kind, value, state, author, at, reason }: SharedDecision): Promise<StoredShared> {
  const [row] = await pg.query<StoredShared>(decide, [workspace, kind, value, state, author, at, reason]);
  if (row === undefined) throw new Error('the decision was not stored');
  return row;
}
