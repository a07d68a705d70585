import type { ClickHouse } from '#platform';
import type { PlannedRule } from '../compare/plan.ts';
import { bigQuery, type RunTables } from './tables.ts';

/** What a rule costs, known before it runs. */
export interface RuleCost {
  readonly label: string;
  readonly pairs: number;
  readonly blocks: number;
  /** Records of the largest block. */
  readonly largest: number;
  /** Blocks that would have cost too much, and their pairs. */
  readonly skippedBlocks: number;
  readonly skippedPairs: number;
}

/** Pairs of each rule, in their order, without making any. */
export async function costOf(clickhouse: ClickHouse, table: string, rules: readonly PlannedRule[]): Promise<readonly number[]> {
  const costs: number[] = [];
  for (const { sql } of rules) {
    const [row] = await clickhouse.query<{ pairs: number }>(
      `SELECT toFloat64(sum(c * (c - 1) / 2)) AS pairs FROM (SELECT toFloat64(count()) AS c FROM ${table} WHERE (${sql} AS k) != 0 GROUP BY k)`,
      {},
      bigQuery,
    );
    costs.push(row?.pairs ?? 0);
  }
  return costs;
}

/** Writes the keys to the records, and the blocks with whether they are left out: the largest first, until the rest fits `maxPairs`. Blocks of old records alone are none. */
export async function makeBlocks(clickhouse: ClickHouse, tables: RunTables, rules: readonly PlannedRule[], maxPairs: number): Promise<readonly RuleCost[]> {
  const { raw, record, block } = tables;
  const keys = rules.map(({ sql }, place) => `, ${sql} AS k${place}`).join('');
  await clickhouse.command(`CREATE TABLE ${record} ENGINE = Log AS SELECT *${keys} FROM ${raw}`, {}, bigQuery);
  await clickhouse.command(`DROP TABLE ${raw}`);
  await clickhouse.command(`CREATE TABLE ${block} (rule UInt8, k UInt64, c UInt32, skipped UInt8) ENGINE = Memory`);
  const most = await largestAllowed(clickhouse, record, rules, maxPairs);
  for (const place of rules.keys())
    await clickhouse.command(
      `INSERT INTO ${block} SELECT ${place}, k${place}, count() AS c, c > {most:UInt64} FROM ${record} WHERE k${place} != 0 GROUP BY k${place} HAVING c > 1 AND min(old) = 0`,
      { most },
      bigQuery,
    );
  const rows = await clickhouse.query<{ rule: number; pairs: number; blocks: number; largest: number; skippedBlocks: number; skippedPairs: number }>(
    `SELECT rule, toFloat64(sumIf(p, NOT skipped)) AS pairs, toFloat64(countIf(NOT skipped)) AS blocks, max(c) AS largest, toFloat64(countIf(skipped)) AS skippedBlocks, toFloat64(sumIf(p, skipped)) AS skippedPairs
     FROM (SELECT rule, skipped, toFloat64(c) * (c - 1) / 2 AS p, c FROM ${block}) GROUP BY rule`,
  );
  return rules.map(({ label }, place) => {
    const row = rows.find(({ rule }) => rule === place);
    return {
      label,
      pairs: row?.pairs ?? 0,
      blocks: row?.blocks ?? 0,
      largest: row?.largest ?? 0,
      skippedBlocks: row?.skippedBlocks ?? 0,
      skippedPairs: row?.skippedPairs ?? 0,
    };
  });
}

/** The largest block size with which all rules together stay within `maxPairs`. */
async function largestAllowed(clickhouse: ClickHouse, record: string, rules: readonly PlannedRule[], maxPairs: number): Promise<number> {
  if (rules.length === 0) return 2;
  const sizes = rules
    .map((_, place) => `SELECT toFloat64(count()) AS c FROM ${record} WHERE k${place} != 0 GROUP BY k${place} HAVING c > 1`)
    .join(' UNION ALL ');
  const [row] = await clickhouse.query<{ most: number }>(
    `SELECT toFloat64(max(c)) AS most FROM (SELECT c, sum(c * (c - 1) / 2 * n) OVER (ORDER BY c) AS running FROM (SELECT c, count() AS n FROM (${sizes}) GROUP BY c)) WHERE running <= {maxPairs:Float64}`,
    { maxPairs },
    bigQuery,
  );
  return Math.max(2, row?.most ?? 2);
}
