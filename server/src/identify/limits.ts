import type { Identifier, KindRules } from '#clean';
import { exceedsPeriod } from './period.ts';

/** What a profile holds of one kind: values, and when each was first seen (ms). */
export type HeldValues = ReadonlyMap<string, number>;

/** Why something may not be joined: `most` values of a kind are allowed, ever (limit) or within its period. */
export interface Obstacle {
  readonly cause: 'limit' | 'period';
  readonly kind: string;
  readonly most: number;
}

/** What stands in the way of these values on one profile; undefined when they fit. */
function obstacleTo(rules: KindRules, kind: string, values: HeldValues): Obstacle | undefined {
  const { limit, period } = rules.ruleOf(kind);
  if (values.size > limit) return { cause: 'limit', kind, most: limit };
  if (period !== undefined && exceedsPeriod([...values.values()], period)) return { cause: 'period', kind, most: period.limit };
  return undefined;
}

/** Whether a profile may hold one value more, first seen at `ts`. */
export function obstacleToAttach(rules: KindRules, held: ReadonlyMap<string, HeldValues>, { kind, value }: Identifier, ts: number): Obstacle | undefined {
  const values = held.get(kind);
  return values === undefined || values.has(value) ? undefined : obstacleTo(rules, kind, new Map(values).set(value, ts));
}

/** Whether what two profiles hold may stand on one. */
export function obstacleToMerge(rules: KindRules, a: ReadonlyMap<string, HeldValues>, b: ReadonlyMap<string, HeldValues>): Obstacle | undefined {
  for (const [kind, values] of a) {
    const others = b.get(kind);
    if (others === undefined || values.size === 0 || others.size === 0 || isUnlimited(rules, kind)) continue;
    const obstacle = obstacleTo(rules, kind, new Map([...others, ...values]));
    if (obstacle !== undefined) return obstacle;
  }
  return undefined;
}

const isUnlimited = (rules: KindRules, kind: string): boolean => {
  const { limit, period } = rules.ruleOf(kind);
  return !Number.isFinite(limit) && period === undefined;
};
