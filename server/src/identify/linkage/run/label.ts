import type { ClickHouse } from '#platform';
import type { LinkPlan, PlannedRule } from '../compare/plan.ts';
import type { Verdict } from '../model/em.ts';
import { packSql, unpack } from '../model/vectors.ts';
import { bigQuery, type RunTables } from './tables.ts';

/** A pair about which somebody has decided, by ids of the run. */
export interface LabelledPair {
  readonly l: number;
  readonly r: number;
  readonly isMatch: boolean;
}

/** Pairs with the same levels about which something is known. */
export interface TaughtPair {
  readonly labels: Readonly<Record<string, string>>;
  readonly isMatch: boolean;
  readonly count: number;
}

/** The same as levels of this plan: what it compares no more, or tells apart otherwise, counts as not known. */
export const taughtVerdicts = ({ comparisons }: LinkPlan, taught: readonly TaughtPair[]): readonly Verdict[] =>
  taught.map(({ labels, isMatch, count }) => ({
    levels: comparisons.map((comparison) => Math.max(0, comparison.labels.indexOf(labels[comparison.name] ?? ''))),
    isMatch,
    count,
  }));

/** Pairs of one statement: they travel in its address. */
const pairsEach = 2_000;

/** Compares the pairs that were judged, whether blocking names them or not, and says under which rules they fall. */
export async function labelledVerdicts(
  clickhouse: ClickHouse,
  { record }: RunTables,
  plan: LinkPlan,
  rules: readonly PlannedRule[],
  labelled: readonly LabelledPair[],
): Promise<readonly Verdict[]> {
  const mask = rules.map((_, place) => `bitShiftLeft(toUInt32(l.k${place} = r.k${place} AND l.k${place} != 0), ${place})`).join(' + ');
  const verdicts: Verdict[] = [];
  for (let from = 0; from < labelled.length; from += pairsEach) {
    const some = labelled.slice(from, from + pairsEach);
    const rows = await clickhouse.query<{ place: number; levels: string; mask: number }>(
      `SELECT asked.place AS place, toString(${packSql(plan.comparisons.map(({ sql }) => sql))}) AS levels, ${mask} AS mask
       FROM (SELECT t.1 AS a, t.2 AS b, t.3 AS place FROM (SELECT arrayJoin(arrayZip({l:Array(UInt32)}, {r:Array(UInt32)}, range({n:UInt32}))) AS t)) AS asked
       INNER JOIN ${record} AS l ON l.id = asked.a INNER JOIN ${record} AS r ON r.id = asked.b`,
      { l: some.map(({ l }) => l), r: some.map(({ r }) => r), n: some.length },
      bigQuery,
    );
    for (const row of rows)
      verdicts.push({
        levels: unpack(row.levels, plan.comparisons.length),
        isMatch: some[row.place]?.isMatch === true,
        rules: rules.flatMap((_, place) => ((row.mask >> place) & 1 ? [place] : [])),
      });
  }
  return verdicts;
}
