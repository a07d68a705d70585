import type { PostgresSession } from '#platform';

export interface Progress {
  /** Of the log; null: nothing was measured yet. */
  readonly position: number | null;
  readonly measuredAt: Date | null;
  readonly tookMs: number;
  readonly wantedAt: Date | null;
  /** Of each event how many fields were known. */
  readonly known: Readonly<Record<string, number>>;
}

const read = 'SELECT position, measured_at AS "measuredAt", took_ms AS "tookMs", wanted_at AS "wantedAt", known FROM quality.progress WHERE workspace = $1';
const put = `
  INSERT INTO quality.progress (workspace, position, measured_at, took_ms, known) VALUES ($1, $2, $3, $4, $6)
  ON CONFLICT (workspace) DO UPDATE SET position = excluded.position, measured_at = excluded.measured_at, took_ms = excluded.took_ms, known = excluded.known,
    wanted_at = CASE WHEN quality.progress.wanted_at > $5 THEN quality.progress.wanted_at END`;
const want = `
  INSERT INTO quality.progress (workspace, position, measured_at, took_ms, wanted_at) VALUES ($1, -1, 'epoch', 0, $2)
  ON CONFLICT (workspace) DO UPDATE SET wanted_at = excluded.wanted_at`;

export async function readProgress(pg: PostgresSession, workspace: number): Promise<Progress> {
  const [row] = await pg.query<Progress & { position: number; measuredAt: Date }>(read, [workspace]);
  if (row === undefined || row.position < 0) return { position: null, measuredAt: null, tookMs: 0, wantedAt: row?.wantedAt ?? null, known: {} };
  return row;
}

/** `startedAt`: what was asked for after that has not been done. */
export const putProgress = (
  pg: PostgresSession,
  workspace: number,
  { position, startedAt, endedAt, known }: { readonly position: number; readonly startedAt: Date; readonly endedAt: Date; readonly known: Progress['known'] },
): Promise<unknown> => pg.query(put, [workspace, position, endedAt, Math.max(0, endedAt.getTime() - startedAt.getTime()), startedAt, JSON.stringify(known)]);

/** Asks that everything of a workspace is measured anew. */
export const wantMeasure = (pg: PostgresSession, workspace: number, at: Date): Promise<unknown> => pg.query(want, [workspace, at]);
