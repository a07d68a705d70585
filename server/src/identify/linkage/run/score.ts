import type { ClickHouse } from '#platform';
import { bitsOf, levelBits, type LinkageModel, priorBits } from '../model/model.ts';
import { bitsPerLevel } from '../model/vectors.ts';
import { bigQuery, type RunTables } from './tables.ts';

/** A pair with its match weight: bits for a match, the odds before comparing included. */
export interface ScoredPair {
  /** Ids of the run, l < r. */
  readonly l: number;
  readonly r: number;
  readonly bits: number;
}

/** Expected ends of the pairs whose weight lies in a step of a quarter bit. */
export interface WeightStep {
  /** Lower end, in bits. */
  readonly bits: number;
  readonly pairs: number;
  /** Expected matches among them: Σ P(match). */
  readonly matches: number;
}

/**
 * SQL of a pair's bits. Levels look their bits up in a list; at a comparison's frequency level m stands alone, since the row's `rarity` and log2 of
 * the number of records are −log2 of the value's frequency, in place of u.
 */
export function bitsSql(model: LinkageModel, records: number): { readonly sql: string; readonly params: Readonly<Record<string, unknown>> } {
  const lists = model.comparisons.map((comparison) =>
    comparison.labels.map((_, level) =>
      level === comparison.frequencyLevel ? Math.log2(comparison.m[level] ?? 1) + Math.log2(records) : levelBits(comparison, level),
    ),
  );
  const parts = lists.map((_, place) => `{w${place}:Array(Float64)}[bitAnd(bitShiftRight(levels, ${place * bitsPerLevel}), 15) + 1]`);
  return {
    sql: `{prior:Float64} + rarity + ${parts.join(' + ')}`,
    params: { prior: priorBits(model.lambda), ...Object.fromEntries(lists.map((list, place) => [`w${place}`, list])) },
  };
}

/** Pairs from a probability on, the surest first. */
export async function scorePairs(
  clickhouse: ClickHouse,
  tables: RunTables,
  model: LinkageModel,
  records: number,
  atLeast: number,
): Promise<readonly ScoredPair[]> {
  const { sql, params } = bitsSql(model, records);
  return clickhouse.query<ScoredPair>(
    `SELECT l, r, round(${sql}, 4) AS bits FROM ${tables.pair} WHERE bits >= {least:Float64} ORDER BY bits DESC, l, r`,
    { ...params, least: bitsOf(atLeast) },
    bigQuery,
  );
}

/** How the compared pairs are spread over the weights. */
export function spreadOf(clickhouse: ClickHouse, tables: RunTables, model: LinkageModel, records: number): Promise<readonly WeightStep[]> {
  const { sql, params } = bitsSql(model, records);
  return clickhouse.query<WeightStep>(
    `SELECT floor(b * 4) / 4 AS bits, toFloat64(count()) AS pairs, sum(1 / (1 + exp2(-b))) AS matches FROM (SELECT ${sql} AS b FROM ${tables.pair}) GROUP BY bits ORDER BY bits`,
    params,
    bigQuery,
  );
}
