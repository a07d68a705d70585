import type { Measure, Path, Rule } from '#compile';
import type { FeaturePlan } from './feature/plan.ts';
import type { LifecyclePlan } from './parse-lifecycle.ts';
import type { AxisPlan, TiersPlan } from './parse-tiers.ts';
import type { RfmPlan } from './parse-rfm.ts';
import type { TopPlan } from './parse-top.ts';

/** A definition that nothing is left to doubt about. */
export type TagPlan =
  | { readonly kind: 'rule'; readonly rule: Rule }
  | { readonly kind: 'cases'; readonly cases: readonly { readonly rule: Rule; readonly text: string }[]; readonly otherwise: string | null }
  | { readonly kind: 'measure'; readonly measure: Measure }
  | { readonly kind: 'trait'; readonly path: Path }
  | { readonly kind: 'rfm'; readonly rfm: RfmPlan }
  | { readonly kind: 'top'; readonly top: TopPlan }
  | { readonly kind: 'lifecycle'; readonly lifecycle: LifecyclePlan }
  | { readonly kind: 'tiers'; readonly tiers: TiersPlan }
  | { readonly kind: 'grid'; readonly rows: AxisPlan; readonly columns: AxisPlan }
  | { readonly kind: 'feature'; readonly feature: FeaturePlan }
  | { readonly kind: 'sql'; readonly sql: string }
  | { readonly kind: 'manual' };
