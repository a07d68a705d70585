import type { ClickHouse } from './clickhouse.ts';

const unfinished = `
  SELECT count() AS count FROM system.mutations WHERE database = {database:String} AND table IN {tables:Array(String)} AND NOT is_done`;

/** Whether every mutation of these tables has ended. */
export async function areMutationsDone(clickhouse: ClickHouse, tables: readonly string[]): Promise<boolean> {
  const [row] = await clickhouse.query<{ count: number }>(unfinished, { database: clickhouse.database, tables }, { lane: 'batch' });
  return row?.count === 0;
}

const replaced = `
  SELECT count() AS count FROM system.parts
  WHERE database = {database:String} AND table IN {tables:Array(String)} AND NOT active AND toUnixTimestamp(remove_time) <= {before:UInt32}`;

/**
 * Whether parts of these tables that were replaced before a moment (of the machine's clock) have left the disk. The engine keeps them for eight minutes, in case the machine
 * loses power before the new ones are safe.
 */
export async function areOldPartsGone(clickhouse: ClickHouse, tables: readonly string[], before: Date): Promise<boolean> {
  const params = { database: clickhouse.database, tables, before: Math.ceil(before.getTime() / 1000) };
  const [row] = await clickhouse.query<{ count: number }>(replaced, params, { lane: 'batch' });
  return row?.count === 0;
}
