import type { LinkageComparison, LinkageConfig, LinkageKey } from '@danqing/contracts';
import type { ClickHouse } from '#platform';
import type { LinkPlan } from '../compare/plan.ts';
import { costOf } from '../run/block.ts';

/** Pairs that all rules together may cost when nobody has said: little for small tables, in proportion for large ones. */
const budgetFor = (records: number): number => Math.max(2_000_000, 15 * records);
const mostRules = 16;

/** Keys that records of one person often share, by kind of column. */
function keysOf({ kind, columns }: LinkageComparison): readonly LinkageKey[] {
  const column = columns[0] ?? '';
  const whole: LinkageKey = { column };
  if (kind === 'name') return [whole, { column, take: 'soundex' }];
  if (kind === 'date') return [whole, { column, take: 'monthDay' }];
  if (kind === 'text' || kind === 'address') return [whole, { column, take: 'first', length: 5 }];
  if (kind === 'phone') return [whole, { column, take: 'last', length: 7 }];
  return [whole];
}

/**
 * Rules by their cost: each key alone where that is cheap enough, otherwise two keys together; the cheapest first while the budget lasts, whole
 * columns before parts of them. Many cheap rules on different columns find a pair whichever column is wrong.
 */
export async function chooseBlocking(
  clickhouse: ClickHouse,
  raw: string,
  config: LinkageConfig,
  plan: LinkPlan,
  records: number,
): Promise<readonly (readonly LinkageKey[])[]> {
  const keys = config.comparisons.flatMap(keysOf);
  const alone = keys.map((key): readonly LinkageKey[] => [key]);
  const costs = await costOf(
    clickhouse,
    raw,
    alone.map((rule) => plan.rule(rule)),
  );
  const budget = budgetFor(records);
  const single = alone.map((rule, place) => ({ rule, cost: costs[place] ?? Infinity })).filter(({ cost }) => cost > 0);
  const chosen = take(
    single.filter(({ cost }) => cost <= budget / 2),
    budget,
  );
  if (chosen.length >= 3) return chosen;
  const pairs = keys.flatMap((a, place) =>
    keys
      .slice(place + 1)
      .filter((b) => b.column !== a.column)
      .map((b): readonly LinkageKey[] => [a, b]),
  );
  const pairCosts = await costOf(
    clickhouse,
    raw,
    pairs.map((rule) => plan.rule(rule)),
  );
  const double = pairs.map((rule, place) => ({ rule, cost: pairCosts[place] ?? Infinity })).filter(({ cost }) => cost > 0 && cost <= budget);
  return [...chosen, ...take(double, budget)].slice(0, mostRules);
}

interface Candidate {
  readonly rule: readonly LinkageKey[];
  readonly cost: number;
}

function take(candidates: readonly Candidate[], budget: number): readonly (readonly LinkageKey[])[] {
  const isPart = ({ rule }: Candidate): number => Number(rule.some((key) => key.take !== undefined));
  const chosen: (readonly LinkageKey[])[] = [];
  let spent = 0;
  for (const candidate of candidates.toSorted((a, b) => isPart(a) - isPart(b) || a.cost - b.cost)) {
    if (chosen.length >= mostRules || spent + candidate.cost > budget) continue;
    spent += candidate.cost;
    chosen.push(candidate.rule);
  }
  return chosen;
}
