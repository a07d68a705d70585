import type { ClickHouse } from '#platform';
import { bitsOf, type LinkageModel } from '../model/model.ts';
import { bitsSql, type ScoredPair } from './score.ts';
import { bigQuery, type RunTables } from './tables.ts';

/** Compared pairs whose probability lies between two bounds. */
export interface Stratum {
  /** Lower end, a probability. */
  readonly from: number;
  readonly pairs: number;
  /** Expected matches among them by the model: Σ P(match). */
  readonly matches: number;
  /** Some of them, drawn evenly; the same for the same content. */
  readonly drawn: readonly ScoredPair[];
}

interface CountRow {
  readonly stratum: number;
  readonly pairs: number;
  readonly matches: number;
}

/** Cuts the compared pairs into strata by their probability and draws up to `each` of every one. `bounds`: lower ends, ascending, the first 0. */
export async function drawPairs(
  clickhouse: ClickHouse,
  tables: RunTables,
  model: LinkageModel,
  records: number,
  { bounds, each }: { readonly bounds: readonly number[]; readonly each: number },
): Promise<readonly Stratum[]> {
  const { sql, params } = bitsSql(model, records);
  const inner = bounds.slice(1).map(bitsOf);
  const weighed = `SELECT l, r, ${sql} AS bits, arrayCount(x -> x <= bits, {inner:Array(Float64)}) AS stratum FROM ${tables.pair}`;
  const counts = await clickhouse.query<CountRow>(
    `SELECT toUInt8(stratum) AS stratum, toFloat64(count()) AS pairs, sum(1 / (1 + exp2(-bits))) AS matches FROM (${weighed}) GROUP BY stratum`,
    { ...params, inner },
    bigQuery,
  );
  const drawn = await clickhouse.query<ScoredPair & { stratum: number }>(
    `SELECT l, r, round(bits, 4) AS bits, toUInt8(stratum) AS stratum FROM (${weighed}) ORDER BY cityHash64(l, r) LIMIT {each:UInt32} BY stratum`,
    { ...params, inner, each },
    bigQuery,
  );
  const byStratum = Map.groupBy(drawn, ({ stratum }) => stratum);
  return bounds.map((from, place): Stratum => {
    const row = counts.find(({ stratum }) => stratum === place);
    return { from, pairs: row?.pairs ?? 0, matches: row?.matches ?? 0, drawn: (byStratum.get(place) ?? []).map(({ l, r, bits }) => ({ l, r, bits })) };
  });
}
