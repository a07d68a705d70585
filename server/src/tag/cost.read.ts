import { type PastRun, readRuns } from '#evaluate';
import type { PostgresSession } from '#platform';
import type { Tag } from './tag.store.ts';

/** A run with what the engine took for it; null where that was not measured (values by hand). */
export interface CostedRun extends PastRun {
  readonly rowsRead: number | null;
  readonly bytesRead: number | null;
  readonly memoryBytes: number | null;
}

const costs =
  'SELECT run_id AS run, rows_read AS "rowsRead", bytes_read AS "bytesRead", memory_bytes AS "memoryBytes" FROM tag.run_cost WHERE run_id = ANY($1)';

/** Runs of a tag before one, the latest first. */
export async function readCostedRuns(pg: PostgresSession, tag: Tag, before: number, limit: number): Promise<readonly CostedRun[]> {
  const runs = await readRuns(pg, { kind: 'tag', definitionId: tag.id }, before, limit);
  const rows = await pg.query<{ run: number; rowsRead: number; bytesRead: number; memoryBytes: number }>(costs, [runs.map(({ id }) => id)]);
  const byRun = new Map(rows.map(({ run, ...cost }) => [run, cost]));
  return runs.map((run) => ({ ...run, ...(byRun.get(run.id) ?? { rowsRead: null, bytesRead: null, memoryBytes: null }) }));
}
