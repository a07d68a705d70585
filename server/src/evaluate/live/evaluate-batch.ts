import type { EvaluationContext } from '#compile';
import { Fault } from '#kernel';
import type { ClickHouse, QueryOptions } from '#platform';
import type { NodeId } from '../types.ts';
import { type BatchTarget, compileBatch, type LiveDefinition } from './batch.ts';

/** What one statement may cost; a definition that exceeds it alone is taken out and fails with the engine's words. */
interface CostLimits {
  readonly seconds: number;
  readonly bytes: number;
}

/** Where answers go and what that may cost. */
export interface Destination {
  readonly target: BatchTarget;
  readonly limits: CostLimits;
  readonly options: Pick<QueryOptions, 'lane' | 'signal' | 'queryMark' | 'onCost'>;
}

const tick: Destination = { target: { of: 'tick' }, limits: { seconds: 20, bytes: 1_500_000_000 }, options: { lane: 'pipeline' } };

/** More columns make statements that take longer to plan than to run. */
const definitionsAtOnce = 250;

export interface Culprit extends NodeId {
  readonly error: string;
}

/** Wide statements need more room than the engine's defaults give to texts that people write. */
const settingsFor = ({ seconds, bytes }: CostLimits): Readonly<Record<string, string | number>> => ({
  max_query_size: 50_000_000,
  max_ast_elements: 5_000_000,
  max_expanded_ast_elements: 10_000_000,
  max_execution_time: seconds,
  max_memory_usage: bytes,
  max_bytes_before_external_group_by: 0,
  // Every tick's statement is a new one to the compiler of expressions, which costs more than it saves: 250 → 165 ms for 1,000 of 100,000 profiles.
  compile_expressions: 0,
  compile_aggregate_expressions: 0,
  // Compares every pair of conditions, to find none: 470 → 210 ms of planning for 200 definitions.
  optimize_and_compare_chain: 0,
});

/** Somebody killed the statement; that says nothing of what it asks. */
const killed = 'QUERY_WAS_CANCELLED';

/** A refusal that names the statement, not the connection: splitting finds the definition that it is about. */
const isAboutStatement = (error: unknown): error is Error =>
  error instanceof Fault
    ? error.status < 500
    : error instanceof Error && error.constructor.name === 'ClickHouseError' && !('type' in error && error.type === killed);

/**
 * Fills the target from the definitions. Statements that are refused or cost too much are split until
 * they pass; definitions that fail alone are given back, the others have their results.
 */
export async function evaluateBatch(
  clickhouse: ClickHouse,
  definitions: readonly LiveDefinition[],
  context: EvaluationContext,
  to: Destination = tick,
): Promise<readonly Culprit[]> {
  if (definitions.length === 0) return [];
  if (definitions.length > definitionsAtOnce) return halves(clickhouse, definitions, context, to);
  try {
    const { sql, params } = compileBatch(definitions, context, to.target);
    await clickhouse.command(sql, params, { ...to.options, settings: settingsFor(to.limits) });
    return [];
  } catch (error) {
    const [only] = definitions;
    if (!isAboutStatement(error) || only === undefined || to.options.signal?.aborted === true) throw error;
    if (definitions.length > 1) return halves(clickhouse, definitions, context, to);
    return [{ kind: only.kind, definitionId: only.definitionId, error: error.message.slice(0, 1000) }];
  }
}

async function halves(
  clickhouse: ClickHouse,
  definitions: readonly LiveDefinition[],
  context: EvaluationContext,
  to: Destination,
): Promise<readonly Culprit[]> {
  const middle = Math.ceil(definitions.length / 2);
  const first = await evaluateBatch(clickhouse, definitions.slice(0, middle), context, to);
  return [...first, ...(await evaluateBatch(clickhouse, definitions.slice(middle), context, to))];
}
