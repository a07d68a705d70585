import type { ClickHouse } from '#platform';
import { type Field, preparer, typeOf } from '../prepare/forms.ts';
import { loadHan } from '../prepare/han.ts';
import type { RecordSource } from './records.ts';
import type { RunTables } from './tables.ts';

/** Where each record of the run stands; its id is its place here, in the order of files and rows. */
export interface Places {
  readonly files: Uint16Array;
  readonly rows: Uint32Array;
  readonly count: number;
}

const rowsPerInsert = 20_000;

/** Makes the fields of every record and brings them into the run's table. */
export async function loadRecords(
  clickhouse: ClickHouse,
  tables: RunTables,
  source: RecordSource,
  fields: readonly Field[],
  isChinese: boolean,
): Promise<Places> {
  const columns = fields.map(({ name, form }) => `${name} ${typeOf(form)}`).join(', ');
  await clickhouse.command(`CREATE TABLE ${tables.raw} (id UInt32, file UInt16, old UInt8, ${columns}) ENGINE = Log`);
  const han = isChinese ? await loadHan() : undefined;
  const makers = fields.map(({ name, column, form }) => ({ name, at: source.columns.indexOf(column), make: preparer(form, han) }));
  const files: number[] = [];
  const rows: number[] = [];
  let lines: string[] = [];
  const send = async (): Promise<void> => {
    if (lines.length > 0) await clickhouse.insert(tables.raw, Buffer.from(lines.join('\n')));
    lines = [];
  };
  for await (const batch of source.batches()) {
    for (const { file, row, cells, isOld } of batch) {
      const record: Record<string, unknown> = { id: files.length, file, old: isOld === true ? 1 : 0 };
      for (const { name, at, make } of makers) record[name] = make(cells[at] ?? '');
      files.push(file);
      rows.push(row);
      lines.push(JSON.stringify(record));
      if (lines.length >= rowsPerInsert) await send();
    }
  }
  await send();
  return { files: Uint16Array.from(files), rows: Uint32Array.from(rows), count: files.length };
}
