import type { WorkspaceId } from '#kernel';
import type { PostgresSession } from '#platform';

export interface ApplyCounts {
  /** Profiles that were looked at. */
  readonly examined: number;
  readonly joined: number;
  readonly undone: number;
  readonly attached: number;
  readonly detached: number;
  /** Parts that messages changed between reading and writing. */
  readonly readAgain: number;
}

const noCounts: ApplyCounts = { examined: 0, joined: 0, undone: 0, attached: 0, detached: 0, readAgain: 0 };

/** A configuration that is applied to what is known already. */
export interface ApplyJob {
  readonly id: number;
  readonly workspace: WorkspaceId;
  readonly version: number;
  readonly defaultRegion: string;
  readonly isDryRun: boolean;
  readonly author: string;
  readonly askedAt: Date;
  readonly state: 'waiting' | 'running' | 'done' | 'superseded' | 'failed';
  /** The last profile that is done. */
  readonly after: number;
  readonly counts: ApplyCounts;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly error: string | null;
}

// Jobs of before identifiers could leave did not count those.
const columns = `id, workspace, version, default_region AS "defaultRegion", is_dry_run AS "isDryRun", author, asked_at AS "askedAt", state, after, '{"detached":0}'::jsonb || counts AS counts,
  started_at AS "startedAt", finished_at AS "finishedAt", error`;

const insert = `
  INSERT INTO identify.apply (workspace, version, default_region, is_dry_run, author, asked_at, counts) VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT DO NOTHING RETURNING id`;

export type ApplyRequest = Pick<ApplyJob, 'workspace' | 'version' | 'defaultRegion' | 'isDryRun' | 'author' | 'askedAt'>;

/** Undefined while another one of the workspace is open. */
export async function insertApply(
  pg: PostgresSession,
  { workspace, version, defaultRegion, isDryRun, author, askedAt }: ApplyRequest,
): Promise<number | undefined> {
  const [row] = await pg.query<{ id: number }>(insert, [workspace, version, defaultRegion, isDryRun, author, askedAt, JSON.stringify(noCounts)]);
  return row?.id;
}

export async function readApply(pg: PostgresSession, workspace: number, id: number): Promise<ApplyJob | undefined> {
  const [row] = await pg.query<ApplyJob>(`SELECT ${columns} FROM identify.apply WHERE workspace = $1 AND id = $2`, [workspace, id]);
  return row;
}

const begin = `
  UPDATE identify.apply SET state = 'running', started_at = coalesce(started_at, $1)
  WHERE id = (SELECT id FROM identify.apply WHERE state IN ('waiting', 'running') ORDER BY id LIMIT 1) RETURNING ${columns}`;

/** The next one that is open, also where a worker died over it. */
export async function beginApply(pg: PostgresSession, at: Date): Promise<ApplyJob | undefined> {
  const [row] = await pg.query<ApplyJob>(begin, [at]);
  return row;
}

const advance = `
  UPDATE identify.apply SET after = $3, counts = $4, error = NULL WHERE id = $1 AND after = $2 AND state = 'running' RETURNING id`;

/** False where another worker has gone on from there: then nothing of this batch may be kept. */
export const advanceApply = async (tx: PostgresSession, { id, after }: ApplyJob, to: number, counts: ApplyCounts): Promise<boolean> =>
  (await tx.query(advance, [id, after, to, JSON.stringify(counts)])).length === 1;

export async function endApply(pg: PostgresSession, id: number, state: 'done' | 'superseded' | 'failed', at: Date, error: string | null): Promise<void> {
  await pg.query(`UPDATE identify.apply SET state = $2, finished_at = $3, error = $4 WHERE id = $1 AND state = 'running'`, [id, state, at, error]);
}

const attach = `
  INSERT INTO identify.identifier (workspace, kind, value, profile_id, home_id, source_id, first_seen, last_seen)
  SELECT p.workspace, new.kind, new.value, p.root_id, p.id, new.source_id, to_timestamp(new.first_seen / 1000.0), to_timestamp(new.first_seen / 1000.0)
  FROM unnest($1::text[], $2::text[], $3::bigint[], $4::int[], $5::float8[]) AS new (kind, value, home_id, source_id, first_seen)
  JOIN identify.profile p ON p.id = new.home_id
  ON CONFLICT DO NOTHING RETURNING profile_id AS "rootId"`;

/** Gives identifiers that nobody has to homes; the roots that have them then, one an identifier. */
export async function attachIdentifiers(
  tx: PostgresSession,
  rows: readonly { readonly kind: string; readonly value: string; readonly home: number; readonly sourceId: number; readonly firstSeen: number }[],
): Promise<readonly number[]> {
  if (rows.length === 0) return [];
  const found = await tx.query<{ rootId: number }>(attach, [
    rows.map(({ kind }) => kind),
    rows.map(({ value }) => value),
    rows.map(({ home }) => home),
    rows.map(({ sourceId }) => sourceId),
    rows.map(({ firstSeen }) => firstSeen),
  ]);
  return found.map(({ rootId }) => rootId);
}
