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
