import type { ImportReport, ImportState, RejectedRow } from '@danqing/contracts';
import type { FaultDetail } from '#kernel';
import type { PostgresSession } from '#platform';
import { withChinese } from './reasons.ts';

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
  /** An uploaded file and what it was recognised as; a dry run, too. */
  readonly isRecognition: boolean;
  readonly upload: string | null;
  readonly fileHash: string | null;
  readonly isFileGone: boolean;
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
  readonly notNumbers: ImportReport['notNumbers'];
  readonly noticed: ImportReport['noticed'];
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

const columns = `id, workspace, is_dry_run AS "isDryRun", is_recognition AS "isRecognition", upload, file_hash AS "fileHash", is_file_gone AS "isFileGone", source_id AS "sourceId", source, timezone, file, file_name AS "fileName", mapping, state, phase, attempts,
  total_bytes AS "totalBytes", read_bytes AS "readBytes", rows, used, skipped, rejected_count AS "rejectedCount", rejected, made, not_numbers AS "notNumbers", noticed, last_position AS "lastPosition",
  events, duplicates, parked, dropped, report, error, created_at AS "createdAt", started_at AS "startedAt", finished_at AS "finishedAt"`;

const readOne = `SELECT ${columns} FROM collect.import WHERE id = $1`;
const readPage = `
  SELECT ${columns} FROM collect.import
  WHERE workspace = $1 AND NOT is_dry_run AND connection_run IS NULL AND ($2::timestamptz IS NULL OR (created_at, id) < ($2, $3))
  ORDER BY created_at DESC, id DESC LIMIT $4`;
const readUnfinished = `SELECT ${columns} FROM collect.import WHERE state IN ('queued', 'running') ORDER BY created_at, id`;
const readForgotten = `
  SELECT id, file FROM collect.import WHERE NOT is_file_gone AND finished_at < CASE WHEN is_recognition THEN $2::timestamptz ELSE $1::timestamptz END LIMIT 100`;
const readSame = `
  SELECT id, file_name AS "fileName", events, finished_at AS "finishedAt" FROM collect.import
  WHERE workspace = $1 AND file_hash = $2 AND state = 'done' AND NOT is_dry_run ORDER BY events DESC, finished_at DESC LIMIT 1`;

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

/** Ended imports, and uploads that nobody came back to, whose file still lies there. */
export const readSpooled = (pg: PostgresSession, endedBefore: Date, uploadedBefore: Date): Promise<readonly { readonly id: string; readonly file: string }[]> =>
  pg.query(readForgotten, [endedBefore, uploadedBefore]);

export interface SameFile {
  readonly id: string;
  readonly fileName: string;
  readonly events: number;
  readonly finishedAt: Date;
}

/** The import that brought the very same file in, by its hash: the one that added most. */
export const readSameFile = async (pg: PostgresSession, workspace: number, fileHash: string | null): Promise<SameFile | undefined> =>
  fileHash === null ? undefined : (await pg.query<SameFile>(readSame, [workspace, fileHash]))[0];

/** How the events of an import ended so far, as the pipeline counts them. */
export interface ImportOutcome {
  readonly passed: number;
  readonly duplicates: number;
  readonly dropped: number;
  readonly parked: number;
}

/** What people see; `outcome` while the pipeline is still at work on it. */
export function reportOf(stored: StoredImport, outcome: ImportOutcome | undefined, now: number): ImportReport {
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
    ...speedOf(stored, events + duplicates + parked + dropped, now),
    rows,
    used,
    skipped,
    rejectedCount,
    rejected: rejected.map(withChinese),
    made,
    notNumbers: stored.notNumbers,
    noticed: stored.noticed,
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

/** How fast a running import reads, and how long it will take at that rate; what is read has still to be settled, which is measured by itself. */
function speedOf(
  { state, phase, startedAt, rows, readBytes, totalBytes, made }: StoredImport,
  ended: number,
  now: number,
): Pick<ImportReport, 'rowsPerSecond' | 'remainingSeconds'> {
  const seconds = startedAt === null ? 0 : (now - startedAt.getTime()) / 1000;
  if (state !== 'running' || seconds < 1) return { rowsPerSecond: null, remainingSeconds: null };
  const [done, all] = phase === 'reading' ? [readBytes, totalBytes] : [ended, made];
  return { rowsPerSecond: Math.round(rows / seconds), remainingSeconds: done > 0 ? Math.round((seconds * Math.max(0, all - done)) / done) : null };
}
