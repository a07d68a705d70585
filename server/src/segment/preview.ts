import { type Compiled, compileMembers, compileTotal, type Dependencies, dependenciesOf, describe, parseRule, type Sentence } from '#compile';
import { contextAt, type EvaluationDeps, readVocabulary } from '#evaluate';
import { invalid } from '#kernel';
import type { ClickHouse } from '#platform';
import { under } from './save.ts';

export interface PreviewDeps extends EvaluationDeps {
  readonly clickhouse: ClickHouse;
}

export interface PreviewRequest {
  readonly rule: unknown;
  /** Milliseconds; by default the present. */
  readonly at?: number;
  /** How many profile ids in the sample; 1,000 at most. */
  readonly limit: number;
}

export interface Preview {
  readonly count: number;
  readonly total: number;
  readonly sample: readonly number[];
  readonly sentence: Sentence;
  readonly sql: string;
  readonly dependencies: Dependencies;
  readonly elapsedMs: number;
}

const countAndSample = (members: string): string => `
  SELECT count() AS count, arraySlice(groupArraySorted(1000)(profile_id), 1, {sample:UInt32}) AS sample
  FROM (${members})`;

/** Evaluates a rule over everybody without keeping anything. An abort kills the queries in the engine. */
export async function previewRule(deps: PreviewDeps, workspace: number, request: PreviewRequest, signal: AbortSignal): Promise<Preview> {
  const startedMs = performance.now();
  const vocabulary = await readVocabulary(deps.lookup, workspace);
  const parsed = parseRule(request.rule, vocabulary);
  if (!parsed.ok) throw invalid('the rule is not valid', under('/rule', parsed.errors));
  const context = await contextAt(deps, workspace, request.at, vocabulary);
  const members = compileMembers(parsed.rule, context);
  const total = compileTotal(context);
  const run = <Row extends object>({ sql, params }: Compiled): Promise<readonly Row[]> =>
    deps.clickhouse.query<Row>(sql, params, { lane: 'interactive', signal });
  const [[answer], [population]] = await Promise.all([
    run<{ count: number; sample: readonly number[] }>({ sql: countAndSample(members.sql), params: { ...members.params, sample: request.limit } }),
    run<{ total: number }>(total),
  ]);
  return {
    count: answer?.count ?? 0,
    total: population?.total ?? 0,
    sample: answer?.sample ?? [],
    sentence: describe(parsed.rule),
    sql: members.sql,
    dependencies: dependenciesOf(parsed.rule, context),
    elapsedMs: performance.now() - startedMs,
  };
}
