import {
  compileAnniversaryCrossings,
  compileConsentCrossings,
  compileCrossings,
  compileDateCrossings,
  crossingsOf,
  type EvaluationContext,
  type TimeEdges,
} from '#compile';
import type { ClickHouse } from '#platform';

/** Boundary functions and the moment up to which they have been followed. */
export interface Followed {
  readonly edges: TimeEdges;
  readonly lastMs: number;
}

/** Who has data that crossed an edge since it was last followed, at most about `limit` profiles. One query a kind of data. */
export async function readCrossed(
  clickhouse: ClickHouse,
  followed: readonly Followed[],
  context: EvaluationContext,
  limit: number,
): Promise<ReadonlySet<number>> {
  const { at: nowMs, timezone } = context;
  const groups = new Map<number, TimeEdges[]>();
  for (const { edges, lastMs } of followed) if (lastMs < nowMs) groups.set(lastMs, [...(groups.get(lastMs) ?? []), edges]);
  const found = new Set<number>();
  const collect = async ({ sql, params }: { readonly sql: string; readonly params: Readonly<Record<string, unknown>> }): Promise<void> => {
    for (const { profile_id } of await clickhouse.query<{ profile_id: number }>(sql, params, { lane: 'pipeline' })) found.add(profile_id);
  };
  const crossings = [...groups].flatMap(([lastMs, all]) =>
    crossingsOf({ windows: all.flatMap(({ windows }) => windows), ages: all.flatMap(({ ages }) => ages) }, { lastMs, nowMs, timezone }),
  );
  if (crossings.length > 0) await collect(compileCrossings(crossings, context, limit));
  for (const [lastMs, all] of groups) {
    const dates = all.flatMap((edges) => edges.dates);
    if (dates.length > 0) await collect(compileDateCrossings(dates, { lastMs, nowMs, timezone }, context, limit));
    const anniversaries = all.flatMap((edges) => edges.anniversaries);
    const turned = compileAnniversaryCrossings(anniversaries, { lastMs, nowMs, timezone }, context, limit);
    if (turned !== null) await collect(turned);
    if (all.some(({ hasConsent }) => hasConsent)) await collect(compileConsentCrossings({ lastMs, nowMs, timezone }, context, limit));
  }
  return found;
}

/** Whether anything of these edges moves with time at all. */
export const hasEdges = ({ windows, ages, dates, anniversaries, hasConsent }: TimeEdges): boolean =>
  windows.length + ages.length + dates.length + anniversaries.length > 0 || hasConsent;
