import type { ImportState } from '@danqing/contracts';
import type { PostgresSession } from '#platform';
import type { ImportError } from '../import/job/import.read.ts';
import { addImport, type NewImport } from '../import/job/import.store.ts';

/** The import of one slice of a run. */
export const sliceImportId = (run: number, slice: number): string => `pull-${run}-${slice}`;

/** An import like any, that stands with its run. */
export async function addSliceImport(
  tx: PostgresSession,
  run: number,
  one: Omit<NewImport, 'isDryRun' | 'isRecognition' | 'upload' | 'fileHash'>,
): Promise<void> {
  await addImport(tx, { ...one, isDryRun: false, isRecognition: false, upload: null, fileHash: null });
  await tx.query('UPDATE collect.import SET connection_run = $2 WHERE id = $1', [one.id, run]);
}

export interface SliceState {
  readonly id: string;
  readonly fileName: string;
  readonly state: ImportState;
  readonly phase: string;
  readonly rows: number;
  readonly events: number;
  readonly rejectedCount: number;
  readonly error: ImportError | null;
}

const columns = `id, file_name AS "fileName", state, phase, rows, events, rejected_count AS "rejectedCount", error`;

export const readSlice = async (pg: PostgresSession, id: string): Promise<SliceState | undefined> =>
  (await pg.query<SliceState>(`SELECT ${columns} FROM collect.import WHERE id = $1`, [id]))[0];

/** Of one run, in their order. */
export const readSlices = (pg: PostgresSession, run: number): Promise<readonly SliceState[]> =>
  pg.query<SliceState>(`SELECT ${columns} FROM collect.import WHERE connection_run = $1 ORDER BY created_at, id LIMIT 1000`, [run]);

export interface RunCounts {
  readonly run: number;
  readonly imports: number;
  readonly open: number;
  readonly rows: number;
  readonly used: number;
  readonly skipped: number;
  readonly rejected: number;
  readonly events: number;
  readonly duplicates: number;
  readonly parked: number;
  readonly dropped: number;
}

const counts = `
  SELECT connection_run AS run, count(*)::int AS imports, (count(*) FILTER (WHERE state IN ('queued', 'running')))::int AS open, sum(rows)::bigint AS rows, sum(used)::bigint AS used,
    sum((SELECT coalesce(sum(value::bigint), 0) FROM jsonb_each_text(skipped)))::bigint AS skipped, sum(rejected_count)::bigint AS rejected,
    sum(events)::bigint AS events, sum(duplicates)::bigint AS duplicates, sum(parked)::bigint AS parked, sum(dropped)::bigint AS dropped
  FROM collect.import WHERE connection_run = ANY($1::bigint[]) GROUP BY connection_run`;

/** What became of the rows of runs, by what their imports say. */
export const countSlices = (pg: PostgresSession, runs: readonly number[]): Promise<readonly RunCounts[]> => pg.query<RunCounts>(counts, [runs]);

const cancel = `UPDATE collect.import SET state = 'cancelled', phase = 'ended', finished_at = $2 WHERE connection_run = $1 AND state IN ('queued', 'running') AND phase <> 'settling'`;

/** What is in the log by then stays. */
export async function cancelSlices(tx: PostgresSession, run: number, at: Date): Promise<void> {
  await tx.query(cancel, [run, at]);
}
