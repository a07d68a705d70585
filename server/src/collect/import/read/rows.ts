import { openFile } from './archive/tables.ts';
import { allTables } from './all-tables.ts';
import type { Rows, RowsOptions } from './opened.ts';
import { openTable } from './table.ts';

/** Several tables of an archive, read as one. */
const everyTable = '*';

/** Opens a file as rows. Streams: what is in memory is one stretch of text and its rows. Throws DQ_IMPORT_… for what is no table. */
export async function openRows(path: string, options: RowsOptions): Promise<Rows> {
  const file = await openFile(path);
  if (file.kind === 'table') return await openTable(file.table, options);
  const { tables, open } = file;
  const [largest = { name: '', bytes: 0 }, ...others] = tables;
  if (options.table !== undefined && options.table !== everyTable)
    return { ...(await openTable(await open(options.table), options)), table: options.table, tables };
  if (others.length === 0) return { ...(await openTable(await open(largest.name), options)), table: largest.name, tables };
  const all = await allTables(tables, open, options);
  if (all !== undefined && (options.table === everyTable || all.names.length === tables.length)) return { ...all.rows, table: everyTable, tables };
  return { ...(await openTable(await open(largest.name), options)), table: largest.name, tables };
}
