import { type SqlColumn, sqlPageRows, type SqlValues } from '@danqing/contracts';
import { sqlErrorOf } from '#compile';
import { Fault } from '#kernel';
import type { QueryCost } from '#platform';
import { columnsOf, errorOfDetail } from './check.ts';
import type { Asker, AskDeps } from './deps.ts';
import { engineSettings } from './limits.ts';
import { prepare, type Prepared } from './prepare.ts';
import { endRun, putPages, type RunEnd } from './run.store.ts';

/** An answer as it is kept. */
export interface Answer {
  readonly columns: readonly SqlColumn[];
  readonly rows: readonly (readonly unknown[])[];
  readonly isCut: boolean;
  readonly cost: QueryCost;
}

/** Whole numbers of 64 bits come as texts, so that none loses digits; those that a number can hold become one. */
function cellOf(value: unknown, type: string): unknown {
  return typeof value === 'string' && /^(?:LowCardinality\(|Nullable\()*U?Int64/.test(type) && Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

export interface Execution {
  readonly id: string;
  readonly seconds: number;
  readonly rows: number;
  readonly signal: AbortSignal;
}

/** Runs a statement that was prepared, within limits. */
export async function answerOf({ clickhouse }: AskDeps, prepared: Prepared, { id, seconds, rows: most, signal }: Execution): Promise<Answer> {
  const columns = await columnsOf(clickhouse, prepared);
  let cost: QueryCost = { rowsRead: 0, bytesRead: 0, memoryBytes: 0 };
  const { sql, params } = prepared.compiled;
  const found = await clickhouse.query<Record<string, unknown>>(`${sql} LIMIT ${most + 1}`, params, {
    lane: 'batch',
    queryId: id,
    signal,
    settings: engineSettings(seconds, most),
    onCost: (taken) => (cost = taken),
  });
  const rows = found.slice(0, most).map((row) => columns.map(({ name, type }) => cellOf(row[name] ?? null, type)));
  return { columns, rows, isCut: found.length > most, cost };
}

const unanswered = { columns: null, rows: null, isCut: false, rowsRead: null, bytesRead: null, memoryBytes: null } as const;

/** Whose limit that is stands in the workspace's settings. */
const lateWords = (seconds: number): string =>
  `it takes longer than the ${seconds} seconds that it may; ask for a shorter time or fewer columns, or for a higher limit of your role`;

/** What is kept of a run that ended in an error. */
function failureOf(error: unknown, sql: string, { seconds, signal }: Pick<Execution, 'seconds' | 'signal'>): RunEnd {
  if (signal.aborted) return { ...unanswered, state: 'stopped', error: null };
  const [detail] = error instanceof Fault ? error.errors : [];
  const said = detail === undefined ? sqlErrorOf(error, sql) : errorOfDetail(detail);
  const isLate = said.code === 'DQ_SQL_TOO_LONG';
  return { ...unanswered, state: 'failed', error: isLate ? { ...said, message: lateWords(seconds) } : said };
}

/** Runs a statement and keeps its answer, or why there is none. Whoever asked may have gone: nothing is thrown. */
export async function execute(deps: AskDeps, asker: Asker, asked: { readonly sql: string; readonly values: SqlValues }, execution: Execution): Promise<RunEnd> {
  const { pg, clock } = deps;
  const { id } = execution;
  let ended: RunEnd;
  try {
    const { columns, rows, isCut, cost } = await answerOf(deps, await prepare(deps, asker, asked.sql, asked.values), execution);
    await pg.transaction((tx) => putPages(tx, id, rows, sqlPageRows));
    ended = { ...cost, state: 'done', columns, rows: rows.length, isCut, error: null };
  } catch (error) {
    ended = failureOf(error, asked.sql, execution);
  }
  await endRun(pg, id, new Date(clock.now()), ended);
  return ended;
}
