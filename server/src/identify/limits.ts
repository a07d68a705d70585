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

/** What stands in the way of values that join those which a profile holds; undefined when they fit. */
function obstacleTo(rules: KindRules, kind: string, held: HeldValues, joining: HeldValues): Obstacle | undefined {
  const { limit, period } = rules.ruleOf(kind);
  if (held.size + joining.size > limit) return { cause: 'limit', kind, most: limit };
  if (period !== undefined && exceedsPeriod([...held.values()], [...joining.values()], period)) return { cause: 'period', kind, most: period.limit };
  return undefined;
}

/** Whether a profile may hold one value more, first seen at `ts`. */
export function obstacleToAttach(rules: KindRules, held: ReadonlyMap<string, HeldValues>, { kind, value }: Identifier, ts: number): Obstacle | undefined {
  const values = held.get(kind);
  return values === undefined || values.has(value) ? undefined : obstacleTo(rules, kind, values, new Map([[value, ts]]));
}

/** Whether what two profiles hold may stand on one. Of several obstacles that of the strongest kind is named, in whatever order the kinds were read. */
export function obstacleToMerge(rules: KindRules, a: ReadonlyMap<string, HeldValues>, b: ReadonlyMap<string, HeldValues>): Obstacle | undefined {
  const found: Obstacle[] = [];
  for (const [kind, values] of a) {
    const others = b.get(kind);
    if (others === undefined || values.size === 0 || others.size === 0 || isUnlimited(rules, kind)) continue;
    const obstacle = obstacleTo(rules, kind, values, others);
    if (obstacle !== undefined) found.push(obstacle);
  }
  const strength = ({ kind }: Obstacle): number => rules.ruleOf(kind).strength;
  return found.sort((one, other) => strength(one) - strength(other) || (one.kind < other.kind ? -1 : 1))[0];
}

const isUnlimited = (rules: KindRules, kind: string): boolean => {
  const { limit, period } = rules.ruleOf(kind);
  return !Number.isFinite(limit) && period === undefined;
};
