import type { ImportReport, ImportState, RejectedRow } from '@danqing/contracts';
import type { FaultDetail } from '#kernel';
import type { PostgresSession } from '#platform';

type ImportPhase = 'waiting' | 'reading' | 'writing' | 'settling' | 'ended';

export interface ImportError {
  readonly code: string;
  readonly message: string;
  readonly errors?: readonly FaultDetail[];
}

export interface StoredImport {
  readonly id: string;
  readonly workspace: number;
  readonly isDryRun: boolean;
  readonly sourceId: number | null;
  readonly source: string;
  readonly timezone: string;
  readonly file: string;
  readonly fileName: string;
  readonly mapping: unknown;
  readonly state: ImportState;
  readonly phase: ImportPhase;
  readonly attempts: number;
  readonly totalBytes: number;
  readonly readBytes: number;
  readonly rows: number;
  readonly used: number;
  readonly skipped: Record<string, number>;
  readonly rejectedCount: number;
  readonly rejected: RejectedRow[];
  readonly made: number;
  readonly lastPosition: number | null;
  readonly events: number;
  readonly duplicates: number;
  readonly parked: number;
  readonly dropped: number;
  readonly report: unknown;
  readonly error: ImportError | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

const columns = `id, workspace, is_dry_run AS "isDryRun", source_id AS "sourceId", source, timezone, file, file_name AS "fileName", mapping, state, phase, attempts,
  total_bytes AS "totalBytes", read_bytes AS "readBytes", rows, used, skipped, rejected_count AS "rejectedCount", rejected, made, last_position AS "lastPosition",
  events, duplicates, parked, dropped, report, error, created_at AS "createdAt", started_at AS "startedAt", finished_at AS "finishedAt"`;

const readOne = `SELECT ${columns} FROM collect.import WHERE id = $1`;
const readPage = `
  SELECT ${columns} FROM collect.import
  WHERE workspace = $1 AND NOT is_dry_run AND ($2::timestamptz IS NULL OR (created_at, id) < ($2, $3))
  ORDER BY created_at DESC, id DESC LIMIT $4`;
const readUnfinished = `SELECT ${columns} FROM collect.import WHERE state IN ('queued', 'running') ORDER BY created_at, id`;
const readForgotten = `SELECT id, file FROM collect.import WHERE NOT is_file_gone AND finished_at < $1 LIMIT 100`;

export async function readImport(pg: PostgresSession, id: string): Promise<StoredImport | undefined> {
  return (await pg.query<StoredImport>(readOne, [id]))[0];
}

/** Newest first. */
export const readImports = (
  pg: PostgresSession,
  workspace: number,
  after: { readonly createdAt: string; readonly id: string } | undefined,
  limit: number,
): Promise<readonly StoredImport[]> => pg.query<StoredImport>(readPage, [workspace, after?.createdAt ?? null, after?.id ?? null, limit]);

/** Queued and running ones of all workspaces, oldest first. */
export const readUnfinishedImports = (pg: PostgresSession): Promise<readonly StoredImport[]> => pg.query<StoredImport>(readUnfinished);

/** Ended imports whose spooled file still lies there. */
export const readSpooled = (pg: PostgresSession, endedBefore: Date): Promise<readonly { readonly id: string; readonly file: string }[]> =>
  pg.query(readForgotten, [endedBefore]);

/** How the events of an import ended so far, as the pipeline counts them. */
export interface ImportOutcome {
  readonly passed: number;
  readonly duplicates: number;
  readonly dropped: number;
  readonly parked: number;
}

/** What people see; `outcome` while the pipeline is still at work on it. */
export function reportOf(stored: StoredImport, outcome: ImportOutcome | undefined): ImportReport {
  const { id, state, phase, fileName, source, totalBytes, readBytes, rows, used, skipped, rejectedCount, rejected, made, error } = stored;
  const { events, duplicates, parked, dropped } = outcome === undefined ? stored : { ...outcome, events: outcome.passed };
  return {
    id,
    state,
    phase,
    fileName,
    source,
    totalBytes,
    readBytes,
    rows,
    used,
    skipped,
    rejectedCount,
    rejected,
    made,
    events,
    duplicates,
    parked,
    dropped,
    error,
    createdAt: stored.createdAt.toISOString(),
    startedAt: stored.startedAt?.toISOString() ?? null,
    finishedAt: stored.finishedAt?.toISOString() ?? null,
  };
}
