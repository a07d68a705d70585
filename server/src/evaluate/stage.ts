import type { ClickHouse } from '#platform';
import type { Run } from './types.ts';

/**
 * Settings of the INSERT … SELECT … ORDER BY ALL that sends a run's staged changes on. A total order, one thread and fixed sizes make the
 * same rows fall into the same blocks every time, and the token numbers the blocks: a second sending inserts just the blocks that the
 * first did not, in the change table and, each by its own window, in the folds that its views fill. `force_enable` refuses the statement
 * should the engine ever think the order not stable. (2 million rows in three blocks and a view: 0.7 s; sent again: 0.6 s, no row more.)
 */
export const publishSettings = (run: Pick<Run, 'kind' | 'id'>): Readonly<Record<string, string | number>> => ({
  insert_deduplication_token: `${run.kind}-run-${run.id}`,
  deduplicate_insert_select: 'force_enable',
  max_threads: 1,
  max_insert_threads: 1,
  optimize_read_in_order: 0,
  max_block_size: 65_409,
  min_insert_block_size_rows: 1_000_000,
  min_insert_block_size_bytes: 0,
});

const stagedPartitions = `
  SELECT DISTINCT toUInt64(partition) AS id FROM system.parts WHERE database = {database:String} AND table = {table:String} AND active`;

/** The runs that have rows in a stage table, which is partitioned by run. */
export async function stagedRuns(clickhouse: ClickHouse, table: string): Promise<readonly number[]> {
  const rows = await clickhouse.query<{ id: number }>(stagedPartitions, { database: clickhouse.database, table }, { lane: 'batch' });
  return rows.map(({ id }) => id);
}

const countOfRun = (table: string): string => `SELECT count() AS count FROM ${table} WHERE run_id = {run:UInt64}`;

export async function countStaged(clickhouse: ClickHouse, table: string, runId: number): Promise<number> {
  const [row] = await clickhouse.query<{ count: number }>(countOfRun(table), { run: runId }, { lane: 'batch' });
  return row?.count ?? 0;
}
