import { type Compiled, drawn, type EvaluationContext, ranksFirstN, type Rule } from '#compile';
import type { TagPlan } from '../plan.ts';

/** Fewer people are looked at as fast as a part of them. */
const worthwhile = 200_000;
/** A part aims at so many profiles: shares of it differ by less than half a percent of everybody (two standard errors, binomial). */
const aimed = 40_000;
const most = 64;

/** One profile in how many a preview looks at; null for everybody: where a part would save nothing, or cannot stand for all. */
export function oneInOf(plan: TagPlan, total: number, { segments }: Pick<EvaluationContext, 'segments'>): number | null {
  if (total < worthwhile || plan.kind === 'sql' || rulesOf(plan).some((rule) => ranksFirstN(rule, segments))) return null;
  return Math.min(most, Math.max(2, Math.floor(total / aimed)));
}

/** Values of those who are drawn: most sources draw them already, some (a trait's column) read everybody. */
export const drawnOf = ({ sql, params }: Compiled, oneIn: number | null): Compiled =>
  oneIn === null ? { sql, params } : { sql: `SELECT * FROM (${sql}) WHERE ${drawn(oneIn)}`, params };

function rulesOf(plan: TagPlan): readonly Rule[] {
  switch (plan.kind) {
    case 'rule':
      return [plan.rule];
    case 'cases':
      return plan.cases.map(({ rule }) => rule);
    case 'lifecycle':
      return plan.lifecycle.stages.map(({ rule }) => rule);
    case 'grid':
      return [plan.rows, plan.columns].flatMap((axis) => (axis.kind === 'cases' ? axis.cases.map(({ rule }) => rule) : []));
    default:
      return [];
  }
}
