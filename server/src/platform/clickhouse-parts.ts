import type { ClickHouse } from './clickhouse.ts';

const unfinished = `
  SELECT count() AS count FROM system.mutations WHERE database = {database:String} AND table IN {tables:Array(String)} AND NOT is_done`;

/** Whether every mutation of these tables has ended. */
export async function areMutationsDone(clickhouse: ClickHouse, tables: readonly string[]): Promise<boolean> {
  const [row] = await clickhouse.query<{ count: number }>(unfinished, { database: clickhouse.database, tables }, { lane: 'batch' });
  return row?.count === 0;
}

/** Of a dropped table the engine says when its data will go: 480 seconds after it was dropped. */
const replaced = `
  SELECT (SELECT count() FROM system.parts
          WHERE database = {database:String} AND table IN {tables:Array(String)} AND NOT active AND toUnixTimestamp(remove_time) <= {before:UInt32})
       + (SELECT count() FROM system.dropped_tables WHERE database = {database:String} AND toUnixTimestamp(table_dropped_time) <= {before:UInt32} + 480) AS count`;

/**
 * Whether parts of these tables that were replaced before a moment (of the machine's clock), and tables that were dropped, have left the disk. The engine keeps them for eight
 * minutes, parts in case the machine loses power before the new ones are safe.
 */
export async function areOldPartsGone(clickhouse: ClickHouse, tables: readonly string[], before: Date): Promise<boolean> {
  const params = { database: clickhouse.database, tables, before: Math.ceil(before.getTime() / 1000) };
  const [row] = await clickhouse.query<{ count: number }>(replaced, params, { lane: 'batch' });
  return row?.count === 0;
}

/** Ids travel in the URL of the request. */
const idsEach = 4000;

const isName = (name: string): boolean => /^[a-z_]+$/.test(name);

/**
 * Deletes the rows of some profiles by a mutation, which writes the parts anew that hold any: nothing of them stays but in the parts it replaced. Ends when the mutation has. Only for
 * tables that no UPDATE changes: one that is under way meanwhile would be lost. `tables`, `column`: names that this program gives.
 */
export async function deleteForGood(
  clickhouse: ClickHouse,
  {
    tables,
    column,
    workspace,
    ids,
  }: { readonly tables: readonly string[]; readonly column: string; readonly workspace: number; readonly ids: readonly number[] },
): Promise<void> {
  if (![...tables, column].every(isName)) throw new Error('a table or column has a name that is none');
  for (let from = 0; from < ids.length; from += idsEach) {
    const params = { workspace, ids: ids.slice(from, from + idsEach) };
    for (const table of tables) {
      const statement = `ALTER TABLE ${table} DELETE WHERE workspace = {workspace:UInt32} AND ${column} IN {ids:Array(UInt64)}`;
      await clickhouse.command(statement, params, { lane: 'batch', settings: { mutations_sync: 1 } });
    }
  }
}

const partName = /^[\w-]+$/;

/** False when a merge has taken the part meanwhile. */
export async function dropPart(clickhouse: ClickHouse, table: string, part: string): Promise<boolean> {
  if (!isName(table) || !partName.test(part)) return false;
  try {
    await clickhouse.command(`ALTER TABLE ${table} DROP PART '${part}'`);
    return true;
  } catch (error) {
    if (error instanceof Error && error.message.includes(part)) return false;
    throw error;
  }
}

const wholeParts = (table: string, where: string): string => `
  SELECT own.part AS part
  FROM (SELECT _part AS part, count() AS rows FROM ${table} ${where} GROUP BY part) AS own
  INNER JOIN (SELECT name, rows FROM system.parts WHERE database = currentDatabase() AND table = '${table}' AND active) AS all ON all.name = own.part AND all.rows = own.rows`;

/**
 * Drops the parts that hold nothing but rows of a condition (`WHERE …`, by the table's key). A mutation would leave them empty for a minute, and an empty part with
 * JSON columns fails to be read (26.7, "Cannot read all data").
 */
export async function dropWholeParts(clickhouse: ClickHouse, table: string, where: string, params: Readonly<Record<string, unknown>>): Promise<void> {
  if (!isName(table)) throw new Error('a table has a name that is none');
  for (const { part } of await clickhouse.query<{ part: string }>(wholeParts(table, where), params)) await dropPart(clickhouse, table, part);
}
