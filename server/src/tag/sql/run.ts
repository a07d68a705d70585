import type { Compiled, EvaluationContext, TagType } from '#compile';
import { Fault, type FaultDetail } from '#kernel';
import type { ClickHouse, QueryOptions } from '#platform';
import { type Forbidden, sqlFaults } from './guard.ts';
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
  max_ast_elements: 5000,
  max_expanded_ast_elements: 50_000,
  max_threads: 2,
} as const;

const existing = `
  SELECT 'database' AS kind, lower(name) AS name FROM system.databases
  UNION ALL SELECT 'table', lower(name) FROM system.tables WHERE database = {database:String}
  UNION ALL SELECT 'table', lower(name) FROM system.dictionaries WHERE database = {database:String}`;

async function readForbidden(clickhouse: ClickHouse): Promise<Forbidden> {
  const rows = await clickhouse.query<{ kind: string; name: string }>(existing, { database: clickhouse.database });
  const of = (kind: string): ReadonlySet<string> => new Set(rows.filter((row) => row.kind === kind).map(({ name }) => name));
  return { databases: new Set([...of('database'), 'system', 'information_schema', clickhouse.database.toLowerCase()]), tables: of('table') };
}

const refused = (errors: readonly FaultDetail[]): Fault => new Fault('DQ_INVALID', 400, 'the tag’s SQL is not valid', { errors });

async function guarded(clickhouse: ClickHouse, sql: string): Promise<void> {
  const faults = sqlFaults(sql, await readForbidden(clickhouse));
  if (faults.length > 0) throw refused(faults);
}

/** Refuses SQL that may reach what it must not, or that the engine cannot run; nothing is read for it. Throws DQ_INVALID. */
export async function checkSql(clickhouse: ClickHouse, sql: string, context: EvaluationContext): Promise<void> {
  await guarded(clickhouse, sql);
  const source = sqlSource(sql, context);
  try {
    await clickhouse.query(`${source.sql} LIMIT 0`, source.params, { settings: { ...limits, readonly: 1 } });
  } catch (error) {
    throw refused([{ path: '/definition/sql', code: 'DQ_SQL', message: engineWords(error) }]);
  }
}

/** A tag's SQL as values to look at; refused as `checkSql` refuses it. Whoever runs it does so read-only and within limits. */
export async function triedSql(clickhouse: ClickHouse, sql: string, type: TagType, context: EvaluationContext): Promise<Compiled> {
  await checkSql(clickhouse, sql, context);
  return sqlTried(sql, type, context);
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
  await guarded(clickhouse, sql);
  const result = sqlResult(sql, type, context);
  await clickhouse.command(
    `INSERT INTO tag_sql_result (run_id, profile_id, text, items) ${result.sql}`,
    { ...result.params, run },
    { ...options, settings: limits },
  );
  const [found] = await clickhouse.query<{ wrong: number; example: string; repeated: number }>(sqlResultFaults(type), { run }, options);
  if (found === undefined) return;
  if (found.repeated > 0) throw new Fault('DQ_SQL', 422, `the SQL gives ${found.repeated} rows more than profiles; it must give each profile once`);
  if (found.wrong > 0)
    throw new Fault('DQ_TYPE', 422, `${found.wrong} values that the SQL gives are no ${type}, such as ${JSON.stringify(found.example.slice(0, 100))}`);
}

export const dropSqlResult = (clickhouse: ClickHouse, run: number): Promise<void> =>
  clickhouse.command('ALTER TABLE tag_sql_result DROP PARTITION {run:UInt64}', { run }, { lane: 'batch' });

/** What the engine said, without the statement around the person's own. */
const engineWords = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split(/ ?(?:In scope|: While|Stack trace)/, 1)[0]?.slice(0, 500) ?? '';
