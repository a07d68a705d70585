import type { ClickHouse } from '#platform';
import type { StagedCount } from './executor.ts';
import type { DefinitionKind } from './types.ts';

/**
 * Settings of the INSERT … SELECT … ORDER BY ALL that sends the staged changes of a run, or of a group of runs, on. A total order, one thread
 * and fixed sizes make the same rows fall into the same blocks every time, and the token numbers the blocks: a second sending inserts just the
 * blocks that the first did not, in the change table and, each by its own window, in the folds that its views fill. `force_enable` refuses the
 * statement should the engine ever think the order not stable. (2 million rows in three blocks and a view: 0.7 s; sent again: 0.6 s, no row more.)
 * A run changes a profile once, so there is nothing to fold before it is written.
 */
export const publishSettings = (kind: DefinitionKind, group: number): Readonly<Record<string, string | number>> => ({
  insert_deduplication_token: `${kind}-run-${group}`,
  deduplicate_insert_select: 'force_enable',
  max_threads: 1,
  max_insert_threads: 1,
  optimize_read_in_order: 0,
  max_block_size: 65_409,
  min_insert_block_size_rows: 1_000_000,
  min_insert_block_size_bytes: 0,
  optimize_on_insert: 0,
});

const stagedPartitions = `
  SELECT DISTINCT toUInt64(partition) AS id FROM system.parts WHERE database = {database:String} AND table = {table:String} AND active`;

/** The groups of runs that have rows in a stage table, which is partitioned by group. */
export async function stagedGroups(clickhouse: ClickHouse, table: string): Promise<readonly number[]> {
  const rows = await clickhouse.query<{ id: number }>(stagedPartitions, { database: clickhouse.database, table }, { lane: 'batch' });
  return rows.map(({ id }) => id);
}

const countOfGroup = (table: string, isPresent: string): string => `
  SELECT run_id AS run, count() AS changed, countIf(${isPresent}) AS present FROM ${table} WHERE group_id = {group:UInt64} GROUP BY run_id`;

/** What each run of a group has in a stage table; `isPresent`: SQL that says of a row whether its profile is in (has a value) now. */
export async function countStaged(clickhouse: ClickHouse, table: string, isPresent: string, group: number): Promise<ReadonlyMap<number, StagedCount>> {
  const rows = await clickhouse.query<StagedCount & { readonly run: number }>(countOfGroup(table, isPresent), { group }, { lane: 'batch' });
  return new Map(rows.map(({ run, changed, present }) => [run, { changed, present }]));
}

/** Drops the partitions of these groups. */
export async function dropGroups(clickhouse: ClickHouse, table: string, groups: readonly number[]): Promise<void> {
  if (groups.length === 0) return;
  const params = Object.fromEntries(groups.map((group, index) => [`g${index}`, group]));
  const drops = groups.map((_, index) => `DROP PARTITION {g${index}:UInt64}`).join(', ');
  await clickhouse.command(`ALTER TABLE ${table} ${drops}`, params, { lane: 'batch' });
}
