import type { SqlCheckView, SqlColumn, SqlError, SqlValues } from '@danqing/contracts';
import { sqlErrorOf } from '#compile';
import { Fault, type FaultDetail } from '#kernel';
import type { ClickHouse } from '#platform';
import type { Asker, AskDeps } from './deps.ts';
import { engineSettings } from './limits.ts';
import { type Prepared, prepare } from './prepare.ts';

const checkSeconds = 10;

/** What a statement answers with: names and types of its columns. */
export async function columnsOf(clickhouse: ClickHouse, { compiled: { sql, params } }: Prepared): Promise<SqlColumn[]> {
  const rows = await clickhouse.query<SqlColumn>(`DESCRIBE TABLE (${sql})`, params, { settings: { ...engineSettings(checkSeconds, 1000) } });
  return rows.map(({ name, type }) => ({ name, type }));
}

/** Rows that the engine would read at most, by its indexes; null where it cannot say. */
async function rowsToRead(clickhouse: ClickHouse, { compiled: { sql, params } }: Prepared): Promise<number | null> {
  const rows = await clickhouse.query<{ rows: string | number }>(`EXPLAIN ESTIMATE ${sql}`, params, { settings: engineSettings(checkSeconds, 1000) });
  return rows.reduce((sum, { rows: some }) => sum + Number(some), 0);
}

/** What is wrong with a statement, or what it will give and read; nothing of it is kept. */
export async function checkSql(deps: AskDeps, asker: Asker, sql: string, values: SqlValues): Promise<SqlCheckView> {
  const failed = (errors: SqlError[]): SqlCheckView => ({ errors, columns: [], parameters: [], rows: null });
  let prepared: Prepared;
  try {
    prepared = await prepare(deps, asker, sql, values, true);
  } catch (error) {
    if (error instanceof Fault && error.errors.length > 0) return failed(error.errors.map(errorOfDetail));
    throw error;
  }
  const parameters = prepared.statement.parameters.map(({ name, type }) => ({ name, type }));
  try {
    const columns = await columnsOf(deps.clickhouse, prepared);
    return { errors: [], columns, parameters, rows: await rowsToRead(deps.clickhouse, prepared) };
  } catch (error) {
    return { ...failed([sqlErrorOf(error, sql)]), parameters };
  }
}

/** A refusal says its place in words; the editor wants the line. */
export function errorOfDetail({ code, message }: FaultDetail): SqlError {
  const line = /^line (\d+), character \d+: /.exec(message);
  return { code, message: line === null ? message : message.slice(line[0].length), line: line === null ? null : Number(line[1]) };
}
