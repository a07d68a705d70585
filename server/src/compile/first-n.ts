import type { Rule } from './rule.ts';

/** Whether a rule takes the first n by a measure somewhere: a part of the people cannot stand for all then. */
export const ranksFirstN = (rule: Rule, segments: ReadonlyMap<string, Rule>): boolean => hasFirstN(rule, segments, new Set());

function hasFirstN(rule: Rule, segments: ReadonlyMap<string, Rule>, seen: Set<string>): boolean {
  switch (rule.kind) {
    case 'all':
    case 'any':
      return rule.of.some((part) => hasFirstN(part, segments, seen));
    case 'not':
      return hasFirstN(rule.of, segments, seen);
    case 'rank':
      return 'n' in rule.rank.size;
    case 'segment': {
      const inner = seen.has(rule.key) ? undefined : segments.get(rule.key);
      seen.add(rule.key);
      return inner !== undefined && hasFirstN(inner, segments, seen);
    }
    default:
      return false;
  }
}
