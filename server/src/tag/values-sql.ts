import { type Compiled, compileMeasure, compileMembers, compileTrait, type EvaluationContext, type Rule, type TagType } from '#compile';
import { combined } from './combine.ts';
import type { TagPlan } from './parse.ts';
import { rfmValues } from './rfm.ts';
import type { CutPoints } from './parse-rfm.ts';

const everybody: Rule = { kind: 'all', of: [] };

/** No list and no parts: what most tags have. */
const simple = `CAST([], 'Array(String)') AS items, CAST(map(), 'Map(LowCardinality(String), String)') AS fields`;

/**
 * SQL selecting `profile_id, text, items, fields`: every profile that has a value as of the context's moment, once. `cuts` are the borders
 * of an RFM's bins. Undefined for values that people set: there is nothing to compute.
 */
export function compileValues(plan: TagPlan, type: TagType, context: EvaluationContext, cuts: CutPoints | null): Compiled | undefined {
  switch (plan.kind) {
    case 'manual':
      return undefined;
    case 'rule':
      // Everybody has a value, so that `eq false` finds those who are known not to match.
      return caseValues([{ rule: plan.rule, text: 'true' }], 'false', context);
    case 'cases':
      return caseValues(plan.cases, plan.otherwise, context);
    case 'measure':
      return combined([compileMeasure(plan.measure, context)], ([values]) => `SELECT profile_id, toString(value) AS text, ${simple} FROM (${values})`);
    case 'trait':
      if (type === 'number') return compileValues({ kind: 'measure', measure: { kind: 'trait', path: plan.path } }, type, context, cuts);
      return combined(
        [compileTrait(plan.path, type, context)],
        ([values]) => `SELECT profile_id, text, items, CAST(map(), 'Map(LowCardinality(String), String)') AS fields FROM (${values})`,
      );
    case 'rfm':
      if (cuts === null) throw new Error('RFM values need cut points');
      return rfmValues(plan.rfm, type, context, cuts);
  }
}

/** The first case that holds gives the value; who fits none has `otherwise`, or no value. */
function caseValues(cases: readonly { readonly rule: Rule; readonly text: string }[], otherwise: string | null, context: EvaluationContext): Compiled {
  const rules = [...cases.map(({ rule }) => rule), ...(otherwise === null ? [] : [everybody])];
  const texts = [...cases.map(({ text }) => text), ...(otherwise === null ? [] : [otherwise])];
  return combined(
    rules.map((rule) => compileMembers(rule, context)),
    (members) => `
      SELECT profile_id, arrayElement({texts:Array(String)}, min(place)) AS text, ${simple}
      FROM (${members.map((sql, index) => `SELECT profile_id, ${index + 1} AS place FROM (${sql})`).join(' UNION ALL ')})
      GROUP BY profile_id`,
    { texts },
  );
}
