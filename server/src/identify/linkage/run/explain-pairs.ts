import type { ClickHouse } from '#platform';
import type { PlannedComparison } from '../compare/plan.ts';
import { explainPair, type PairStep } from '../explain.ts';
import type { LinkageModel } from '../model/model.ts';
import { unpack } from '../model/vectors.ts';
import type { ScoredPair } from './score.ts';
import { bigQuery, type RunTables } from './tables.ts';

/** A pair with how it came to its weight. */
export interface ExplainedPair extends ScoredPair {
  readonly steps: readonly PairStep[];
}

/** The waterfalls of a few pairs of the run. */
export async function explainPairs(
  clickhouse: ClickHouse,
  tables: RunTables,
  comparisons: readonly PlannedComparison[],
  model: LinkageModel,
  records: number,
  pairs: readonly ScoredPair[],
): Promise<readonly ExplainedPair[]> {
  if (pairs.length === 0) return [];
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
    return [{ ...pair, steps: explainPair(model, unpack(row.levels, comparisons.length), shares) }];
  });
}
