import type { PackedTable, TableFile } from './archive/tables.ts';
import type { RowBatch } from './row.ts';
import type { Rows, RowsOptions } from './opened.ts';
import { openTable } from './table.ts';

/** Of more tables than this only the largest is offered. */
const mostTables = 5000;
const collator = new Intl.Collator('en', { numeric: true });

/** The tables of an archive that are like its largest: of its format and with its headings, as the months of a year are. By name, and read as one. */
export async function allTables(
  tables: readonly PackedTable[],
  open: (name: string) => Promise<TableFile>,
  options: RowsOptions,
): Promise<{ readonly names: readonly string[]; readonly rows: Rows } | undefined> {
  if (tables.length > mostTables) return undefined;
  const opened = async (name: string): Promise<Rows> => openTable(await open(name), { ...options, table: undefined });
  const [largest, ...others] = tables;
  if (largest === undefined) return undefined;
  const first = await lookAt(largest.name, opened);
  const names = [largest.name];
  for (const { name } of others) {
    const look = await lookAt(name, opened).catch(() => undefined);
    if (look === first) names.push(name);
  }
  names.sort(collator.compare);
  const head = await opened(names[0] ?? largest.name);
  let [before, current] = [0, head];
  const batches = async function* (): AsyncIterable<RowBatch> {
    let offset = 0;
    for (const [index, name] of names.entries()) {
      const rows = index === 0 ? head : await opened(name);
      [before, current] = [index === 0 ? 0 : before + current.readBytes(), rows];
      let last = 0;
      for await (const batch of rows.batches) {
        const shift = offset;
        for (const row of batch.rows) last = Math.max(last, row.number);
        for (const { row } of batch.rejected) last = Math.max(last, row);
        yield {
          ...batch,
          rows: batch.rows.map(({ number, cells }) => ({ number: number + shift, cells })),
          rejected: batch.rejected.map(({ row, reason }) => ({ row: row + shift, reason })),
        };
      }
      offset += last;
    }
  };
  return { names, rows: { ...head, batches: batches(), readBytes: () => before + current.readBytes() } };
}

/** What a table is like: two that are alike are read by one mapping. */
async function lookAt(name: string, opened: (name: string) => Promise<Rows>): Promise<string> {
  const rows = await opened(name);
  const isNamed = rows.format !== 'json' && rows.format !== 'jsonl';
  const look = JSON.stringify([rows.format, isNamed ? rows.columns : []]);
  await closeRows(rows);
  return look;
}

/** Ends a reading that was hardly begun. */
export async function closeRows(rows: Rows): Promise<void> {
  const batches = rows.batches[Symbol.asyncIterator]();
  await batches.next();
  await batches.return?.();
}
