import type { MeasureJson, RuleJson } from '@danqing/contracts';

/** At most so many of those whom a rule finds: drawn at random, or those with the most of something. */
export interface Cap {
  readonly n: number;
  readonly by: MeasureJson;
}

/** A rule and its cap apart. A rank of everybody is no cap. */
export function capOf(rule: RuleJson): { readonly core: RuleJson; readonly cap: Cap | null } {
  if (!('top' in rule) || rule.top.among === undefined || rule.top.n === undefined || rule.top.percent !== undefined) return { core: rule, cap: null };
  return { core: rule.top.among, cap: { n: rule.top.n, by: rule.top.by } };
}

export const capped = (core: RuleJson, cap: Cap | null): RuleJson => (cap === null ? core : { top: { n: cap.n, by: cap.by, among: core } });
