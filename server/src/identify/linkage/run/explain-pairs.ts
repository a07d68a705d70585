import type { ClickHouse } from '#platform';
import type { PlannedComparison } from '../compare/plan.ts';
import { explainPair, type PairStep } from '../explain.ts';
import type { LinkageModel } from '../model/model.ts';
import { type Levels, unpack } from '../model/vectors.ts';
import type { ScoredPair } from './score.ts';
import { bigQuery, type RunTables } from './tables.ts';

/** A pair with how it came to its weight. */
export interface ExplainedPair extends ScoredPair {
  readonly levels: Levels;
  /** The frequency of the value that both have, by comparison; undefined where it is not counted. `explainPair` makes the steps of these two. */
  readonly shares: readonly (number | undefined)[];
  readonly steps: readonly PairStep[];
}

/** Pairs of one statement: they travel in its address. */
const pairsEach = 2_000;

/** The waterfalls of some pairs of the run. */
export async function explainPairs(
  clickhouse: ClickHouse,
  tables: RunTables,
  comparisons: readonly PlannedComparison[],
  model: LinkageModel,
  records: number,
  pairs: readonly ScoredPair[],
): Promise<readonly ExplainedPair[]> {
  const explained: ExplainedPair[] = [];
  for (let from = 0; from < pairs.length; from += pairsEach)
    explained.push(...(await explainSome(clickhouse, tables, comparisons, model, records, pairs.slice(from, from + pairsEach))));
  return explained;
}

async function explainSome(
  clickhouse: ClickHouse,
  tables: RunTables,
  comparisons: readonly PlannedComparison[],
  model: LinkageModel,
  records: number,
  pairs: readonly ScoredPair[],
): Promise<readonly ExplainedPair[]> {
  const holders = comparisons.map(({ frequency }, place) =>
    frequency === undefined ? '0' : `toFloat64(joinGet('${tables.frequency(place)}', 'c', cityHash64(x.${frequency.field})))`,
  );
  const rows = await clickhouse.query<{ l: number; r: number; levels: string; holders: readonly number[] }>(
    `SELECT l, r, toString(levels) AS levels, [${holders.join(', ')}] AS holders
     FROM (SELECT l, r, levels FROM ${tables.pair} WHERE (l, r) IN (SELECT t.1, t.2 FROM (SELECT arrayJoin(arrayZip({l:Array(UInt32)}, {r:Array(UInt32)})) AS t))) AS p
     INNER JOIN ${tables.record} AS x ON x.id = p.l`,
    { l: pairs.map(({ l }) => l), r: pairs.map(({ r }) => r) },
    bigQuery,
  );
  const found = new Map(rows.map((row) => [`${row.l} ${row.r}`, row]));
  return pairs.flatMap((pair) => {
    const row = found.get(`${pair.l} ${pair.r}`);
    if (row === undefined) return [];
    const shares = row.holders.map((count) => (count > 0 ? count / records : undefined));
    const levels = unpack(row.levels, comparisons.length);
    return [{ ...pair, levels, shares, steps: explainPair(model, levels, shares) }];
  });
}
