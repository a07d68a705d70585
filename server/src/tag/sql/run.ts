import { type Compiled, type EvaluationContext, type Forbidden, readStatement, type SafeStatement, sqlErrorOf, type TagType } from '#compile';
import { Fault, type FaultDetail } from '#kernel';
import type { ClickHouse, QueryOptions } from '#platform';
import { sqlResult, sqlResultFaults, sqlSource, sqlTried } from './statement.ts';

/** What one statement may take; more ends it with an error that says so. */
export const limits = {
  max_execution_time: 120,
  max_memory_usage: 1_000_000_000,
  max_rows_to_read: 2_000_000_000,
  max_result_rows: 20_000_000,
  max_bytes_before_external_group_by: 300_000_000,
  max_bytes_before_external_sort: 300_000_000,
  max_subquery_depth: 20,
  max_query_size: 2_000_000,
  max_ast_elements: 100_000,
  max_expanded_ast_elements: 200_000,
  max_threads: 2,
} as const;

const existing = `
  SELECT 'database' AS kind, lower(name) AS name FROM system.databases
  UNION ALL SELECT 'table', lower(name) FROM system.tables WHERE database = {database:String}
  UNION ALL SELECT 'table', lower(name) FROM system.dictionaries WHERE database = {database:String}`;

/** What of the engine a statement that people write must not name. */
export async function readForbidden(clickhouse: ClickHouse): Promise<Forbidden> {
  const rows = await clickhouse.query<{ kind: string; name: string }>(existing, { database: clickhouse.database });
  const of = (kind: string): ReadonlySet<string> => new Set(rows.filter((row) => row.kind === kind).map(({ name }) => name));
  return { databases: new Set([...of('database'), 'system', 'information_schema', clickhouse.database.toLowerCase()]), tables: of('table') };
}

const refused = (errors: readonly FaultDetail[]): Fault => new Fault('DQ_INVALID', 400, 'the tag’s SQL is not valid', { errors });

/** Members and histories that the graph of definitions does not see would be read before they are computed, or in a circle. */
const unread = ['segment_members', 'segment_changes', 'trait_history', 'list_members'];

async function guarded(clickhouse: ClickHouse, sql: string): Promise<SafeStatement> {
  const read = readStatement(sql, { forbidden: await readForbidden(clickhouse), path: '/definition/sql', takesParameters: false });
  if (!read.ok) throw refused(read.faults);
  const found = unread.find((name) => read.statement.views.has(name));
  if (found === undefined) return read.statement;
  throw refused([{ path: '/definition/sql', code: 'DQ_SQL_NOT_ALLOWED', message: `a tag cannot read ${found}: name segments and lists in a rule instead` }]);
}

/** Refuses SQL that may reach what it must not, or that the engine cannot run; nothing is read for it. Throws DQ_INVALID. */
export async function checkSql(clickhouse: ClickHouse, sql: string, context: EvaluationContext): Promise<SafeStatement> {
  const statement = await guarded(clickhouse, sql);
  const source = sqlSource(statement, context);
  try {
    await clickhouse.query(`${source.sql} LIMIT 0`, source.params, { settings: { ...limits, readonly: 1 } });
  } catch (error) {
    throw refused([{ path: '/definition/sql', code: 'DQ_SQL', message: sqlErrorOf(error, sql).message }]);
  }
  return statement;
}

/** A tag's SQL as values to look at; refused as `checkSql` refuses it. Whoever runs it does so read-only and within limits. */
export async function triedSql(clickhouse: ClickHouse, sql: string, type: TagType, context: EvaluationContext): Promise<Compiled> {
  return sqlTried(await checkSql(clickhouse, sql, context), type, context);
}

/** Runs a tag's SQL into `tag_sql_result`, under the run's id. Guarded again: the engine's tables may have changed since it was saved. */
export async function computeSql(
  clickhouse: ClickHouse,
  sql: string,
  type: TagType,
  context: EvaluationContext,
  run: number,
  options: QueryOptions,
): Promise<void> {
  const result = sqlResult(await guarded(clickhouse, sql), type, context);
  try {
    await clickhouse.command(
      `INSERT INTO tag_sql_result (run_id, profile_id, text, items) ${result.sql}`,
      { ...result.params, run },
      { ...options, settings: limits },
    );
  } catch (error) {
    if (error instanceof Fault) throw error;
    const { code, message } = sqlErrorOf(error, sql);
    throw new Fault('DQ_SQL', 422, `${message} (${code})`);
  }
  const [found] = await clickhouse.query<{ wrong: number; example: string; repeated: number }>(sqlResultFaults(type), { run }, options);
  if (found === undefined) return;
  if (found.repeated > 0) throw new Fault('DQ_SQL', 422, `the SQL gives ${found.repeated} rows more than profiles; it must give each profile once`);
  if (found.wrong > 0)
    throw new Fault('DQ_TYPE', 422, `${found.wrong} values that the SQL gives are no ${type}, such as ${JSON.stringify(found.example.slice(0, 100))}`);
}

export const dropSqlResult = (clickhouse: ClickHouse, run: number): Promise<void> =>
  clickhouse.command('ALTER TABLE tag_sql_result DROP PARTITION {run:UInt64}', { run }, { lane: 'batch' });
