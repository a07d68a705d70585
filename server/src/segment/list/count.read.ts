import { type AskedColumn, compileColumns, type EvaluationContext } from '#compile';
import type { ClickHouse } from '#platform';

/** Lists that are counted by one statement: each is a column. */
const together = 100;

/** How many profiles each list finds today, as a rule that names it would; 0 for one without anybody. */
export async function countLists(clickhouse: ClickHouse, keys: readonly string[], context: EvaluationContext): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (let from = 0; from < keys.length; from += together) {
    const part = keys.slice(from, from + together);
    const asked = Object.fromEntries(part.map((key, index): [string, AskedColumn] => [`in_${index}`, { kind: 'rule', rule: { kind: 'list', key } }]));
    const { sql, params } = compileColumns(asked, context);
    const columns = part.map((_, index) => `countIf(in_${index}) AS count_${index}`).join(', ');
    const [row = {}] = await clickhouse.query<Record<string, unknown>>(`SELECT ${columns} FROM (${sql})`, params);
    part.forEach((key, index) => counts.set(key, Number(row[`count_${index}`] ?? 0)));
  }
  return counts;
}
