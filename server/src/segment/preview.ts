import type { RuleJson } from '@danqing/contracts';
import {
  type Compiled,
  compileMembers,
  compileTotal,
  type Dependencies,
  dependenciesOf,
  describe,
  type EvaluationContext,
  printRule,
  type Rule,
  type Sentence,
} from '#compile';
import { contextAt, type EvaluationDeps } from '#evaluate';
import type { FaultDetail } from '#kernel';
import type { ClickHouse } from '#platform';
import { type Funnel, type FunnelQuery, funnelQuery } from './preview/funnel.ts';
import { previewSettings, withinLimits } from './preview/limits.ts';
import type { GivenRule } from './given-rule.ts';
import { readWrittenRule } from './written-rule.ts';

export interface PreviewDeps extends EvaluationDeps {
  readonly clickhouse: ClickHouse;
}

export interface PreviewRequest {
  readonly given: GivenRule;
  /** Milliseconds; by default the present. */
  readonly at?: number;
  /** How many profile ids in the sample; 1,000 at most. */
  readonly limit: number;
  /** Also what each condition leaves, alone and in order. */
  readonly funnel?: boolean;
}

export interface Preview {
  readonly count: number;
  readonly total: number;
  readonly sample: readonly number[];
  readonly rule: RuleJson;
  readonly text: string;
  readonly sentence: Sentence;
  readonly sql: string;
  readonly dependencies: Dependencies;
  /** Names that no data has brought yet. */
  readonly warnings: readonly FaultDetail[];
  readonly elapsedMs: number;
  readonly funnel?: Funnel;
}

const countAndSample = (members: string): string => `
  SELECT count() AS count, arraySlice(groupArraySorted(1000)(profile_id), 1, {sample:UInt32}) AS sample
  FROM (${members})`;

interface Counted {
  readonly count: number;
  readonly total: number;
  readonly sample: readonly number[];
  readonly funnel?: Funnel;
}

type RunQuery = <Row extends object>(query: Compiled) => Promise<readonly Row[]>;

async function countMembers(members: Compiled, total: Compiled, run: RunQuery): Promise<Counted> {
  const [[answer], [population]] = await Promise.all([
    run<{ count: number; sample: readonly number[] }>({ sql: countAndSample(members.sql), params: members.params }),
    run<{ total: number }>(total),
  ]);
  return { count: answer?.count ?? 0, total: population?.total ?? 0, sample: answer?.sample ?? [] };
}

async function countFunnel(query: FunnelQuery, run: RunQuery): Promise<Counted> {
  const [row] = await run<Omit<Counted, 'funnel'> & Record<string, unknown>>(query);
  return { count: row?.count ?? 0, total: row?.total ?? 0, sample: row?.sample ?? [], funnel: query.read(row ?? {}) };
}

/** A rule that was read, and what it is evaluated in. */
export interface ReadRule {
  readonly rule: Rule;
  readonly context: EvaluationContext;
  readonly warnings: readonly FaultDetail[];
}

/** Reads the rule of a request; throws all its faults. */
export async function readPreview(deps: PreviewDeps, workspace: number, request: PreviewRequest): Promise<ReadRule> {
  const { rule, warnings, vocabulary } = await readWrittenRule(deps, workspace, request.given);
  const context = await contextAt(deps, workspace, request.at, vocabulary);
  return { rule, context, warnings };
}

/** Evaluates a rule over everybody without keeping anything. An abort kills the queries in the engine; what costs too much ends in DQ_TOO_EXPENSIVE. */
export async function previewRule(deps: PreviewDeps, workspace: number, request: PreviewRequest, signal: AbortSignal): Promise<Preview> {
  const startedMs = performance.now();
  const { rule, context, warnings } = await readPreview(deps, workspace, request);
  const members = compileMembers(rule, context);
  const run = <Row extends object>({ sql, params }: Compiled): Promise<readonly Row[]> =>
    withinLimits(deps.clickhouse.query<Row>(sql, { ...params, sample: request.limit }, { lane: 'interactive', signal, settings: previewSettings }));
  const counted = request.funnel === true ? await countFunnel(funnelQuery(rule, context), run) : await countMembers(members, compileTotal(context), run);
  return {
    ...counted,
    rule: request.given.rule,
    text: printRule(request.given.rule),
    sentence: describe(rule),
    sql: members.sql,
    dependencies: dependenciesOf(rule, context),
    warnings,
    elapsedMs: performance.now() - startedMs,
  };
}
