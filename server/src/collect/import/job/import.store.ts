import type { ImportDryRun } from '@danqing/contracts';
import type { PostgresSession } from '#platform';
import type { Recognised } from '../recognise/recognise.ts';
import { tallyReport } from '../run/dry-run.ts';
import type { Tally } from '../run/tally.ts';
import type { ImportError, ImportOutcome } from './import.read.ts';

export interface NewImport {
  readonly id: string;
  readonly workspace: number;
  readonly isDryRun: boolean;
  readonly isRecognition: boolean;
  readonly upload: string | null;
  readonly fileHash: string | null;
  readonly sourceId: number | null;
  readonly source: string;
  readonly timezone: string;
  readonly file: string;
  readonly fileName: string;
  readonly mapping: unknown;
  readonly totalBytes: number;
  readonly at: Date;
}

const insertOne = `
  INSERT INTO collect.import (id, workspace, is_dry_run, source_id, source, timezone, file, file_name, mapping, state, total_bytes, created_at, is_recognition, upload, file_hash)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'queued', $10, $11, $12, $13, $14)`;

export async function addImport(pg: PostgresSession, one: NewImport): Promise<void> {
  const { id, workspace, isDryRun, sourceId, source, timezone, file, fileName, mapping, totalBytes, at, isRecognition, upload, fileHash } = one;
  const values = [
    id,
    workspace,
    isDryRun,
    sourceId,
    source,
    timezone,
    file,
    fileName,
    JSON.stringify(mapping),
    totalBytes,
    at,
    isRecognition,
    upload,
    fileHash,
  ];
  await pg.query(insertOne, values);
}

const startOne = `
  UPDATE collect.import SET state = 'running', phase = 'reading', attempts = attempts + 1, started_at = coalesce(started_at, $2)
  WHERE id = $1 AND state IN ('queued', 'running') RETURNING id`;

/** False when it was cancelled meanwhile. */
export const markStarted = async (pg: PostgresSession, id: string, at: Date): Promise<boolean> => (await pg.query(startOne, [id, at])).length === 1;

const tellOne = `
  UPDATE collect.import SET phase = $2, read_bytes = greatest(read_bytes, $3), rows = $4, used = $5, skipped = $6, rejected_count = $7, rejected = $8, made = $9, not_numbers = $10, noticed = $11
  WHERE id = $1 AND state = 'running'`;

export async function saveProgress(pg: PostgresSession, id: string, phase: 'reading' | 'writing', readBytes: number, tally: Tally): Promise<void> {
  const { rows, used, skipped, rejectedCount, rejected, made, notNumbers, noticed } = tallyReport(tally);
  const values = [
    id,
    phase,
    readBytes,
    rows,
    used,
    JSON.stringify(skipped),
    rejectedCount,
    JSON.stringify(rejected),
    made,
    storableJson(notNumbers),
    JSON.stringify(noticed),
  ];
  await pg.query(tellOne, values);
}

const writtenOne = `UPDATE collect.import SET phase = 'settling', read_bytes = total_bytes, last_position = $2 WHERE id = $1 AND state = 'running'`;

/** All of it is in the log; it is done when the pipeline has passed `lastPosition`. */
export async function markWritten(pg: PostgresSession, id: string, lastPosition: number | null): Promise<void> {
  await pg.query(writtenOne, [id, lastPosition]);
}

const doneOne = `
  UPDATE collect.import SET state = 'done', phase = 'ended', events = $2, duplicates = $3, parked = $4, dropped = $5, finished_at = $6 WHERE id = $1 AND state = 'running'`;

export async function markDone(pg: PostgresSession, id: string, { passed, duplicates, parked, dropped }: ImportOutcome, at: Date): Promise<void> {
  await pg.query(doneOne, [id, passed, duplicates, parked, dropped, at]);
}

const dryDoneOne = `UPDATE collect.import SET state = 'done', phase = 'ended', read_bytes = total_bytes, report = $2, finished_at = $3 WHERE id = $1 AND state = 'running'`;

export async function markDryRunDone(pg: PostgresSession, id: string, report: ImportDryRun | Recognised, at: Date): Promise<void> {
  await pg.query(dryDoneOne, [id, storableJson(report), at]);
}

const reportSoFar = `UPDATE collect.import SET report = $2 WHERE id = $1 AND state = 'running'`;

/** What is known before the work is done. */
export async function saveReport(pg: PostgresSession, id: string, report: Recognised): Promise<void> {
  await pg.query(reportSoFar, [id, storableJson(report)]);
}

const failedOne = `UPDATE collect.import SET state = 'failed', phase = 'ended', error = $2, finished_at = $3 WHERE id = $1 AND state IN ('queued', 'running')`;

export async function markFailed(pg: PostgresSession, id: string, error: ImportError, at: Date): Promise<void> {
  await pg.query(failedOne, [id, storableJson(error), at]);
}

const cancelOne = `UPDATE collect.import SET state = 'cancelled', phase = 'ended', finished_at = $3 WHERE id = $1 AND workspace = $2 AND state IN ('queued', 'running') RETURNING id`;

/** False when it had ended already. What is in the log by then stays. */
export const markCancelled = async (pg: PostgresSession, id: string, workspace: number, at: Date): Promise<boolean> =>
  (await pg.query(cancelOne, [id, workspace, at])).length === 1;

const forgetFile = 'UPDATE collect.import SET is_file_gone = true WHERE id = $1';

export async function markFileGone(pg: PostgresSession, id: string): Promise<void> {
  await pg.query(forgetFile, [id]);
}

/** jsonb cannot hold NUL, which a cell shown as an example may. */
const storableJson = (value: unknown): string => JSON.stringify(value).replaceAll(String.raw`\u0000`, '\uFFFD');
