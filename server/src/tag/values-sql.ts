import {
  type AskedColumn,
  type Compiled,
  compileColumns,
  compileMeasure,
  compileMembers,
  compileTrait,
  type EvaluationContext,
  type Rule,
  type TagType,
} from '#compile';
import { noFacts } from './feature/facts.ts';
import { featureValues } from './feature/values.ts';
import { type ColumnForm, gridForm, tiersForm } from './column-form.ts';
import { combined } from './combine.ts';
import { lifecycleValues } from './lifecycle.ts';
import type { TagPlan } from './plan.ts';
import type { Frozen } from './frozen.ts';
import { rfmValues } from './rfm.ts';
import { topValues } from './top.ts';

const everybody: Rule = { kind: 'all', of: [] };

/** No list and no parts: what most tags have. */
const simple = `CAST([], 'Array(String)') AS items, CAST(map(), 'Map(String, String)') AS fields`;

/** What follows from the data by the compiler alone; the others are values that people set, and those of a tag's own SQL. */
export type ComputedPlan = Exclude<TagPlan, { readonly kind: 'manual' | 'sql' }>;

/** The tag itself: its stored values (of a lifecycle) and what its run froze (of an RFM, of tiers). */
export interface OwnState {
  readonly tag: number;
  readonly frozen: Frozen;
}

/**
 * SQL selecting `profile_id, text, items, fields`: every profile that has a value as of the context's moment, once.
 */
export function compileValues(plan: ComputedPlan, type: TagType, context: EvaluationContext, own: OwnState): Compiled {
  switch (plan.kind) {
    case 'rule':
      // Everybody has a value, so that `eq false` finds those who are known not to match.
      return caseValues([{ rule: plan.rule, text: 'true' }], 'false', context);
    case 'cases':
      return caseValues(plan.cases, plan.otherwise, context);
    case 'measure':
      return combined([compileMeasure(plan.measure, context)], ([values]) => `SELECT profile_id, toString(value) AS text, ${simple} FROM (${values})`);
    case 'trait':
      if (type === 'number') return compileValues({ kind: 'measure', measure: { kind: 'trait', path: plan.path } }, type, context, own);
      return combined(
        [compileTrait(plan.path, type, context)],
        ([values]) => `SELECT profile_id, text, items, CAST(map(), 'Map(String, String)') AS fields FROM (${values})`,
      );
    case 'rfm':
      if (own.frozen.rfm === null) throw new Error('RFM values need cut points');
      return rfmValues(plan.rfm, type, context, own.frozen.rfm);
    case 'tiers':
    case 'grid': {
      if (own.frozen.tiers === null) throw new Error('tiers need cut points');
      const form = plan.kind === 'tiers' ? tiersForm(plan.tiers, own.frozen.tiers.rows) : gridForm(plan, own.frozen.tiers);
      const { sql, params } = compileForm(form, context);
      return { sql: `SELECT profile_id, text, ${simple} FROM (${sql}) WHERE is_known`, params };
    }
    case 'feature':
      return featureValues(plan.feature, context, own.frozen.feature ?? noFacts, own.frozen.answers);
    case 'top':
      return topValues(plan.top, type, context);
    case 'lifecycle':
      return lifecycleValues(plan.lifecycle, own.tag, context);
  }
}

/** SQL selecting `profile_id, is_known, text`, and the further columns, of everybody, each once, in one pass over each source. */
export function compileForm({ columns, result }: ColumnForm, context: EvaluationContext, more: Readonly<Record<string, AskedColumn>> = {}): Compiled {
  const asked = { ...Object.fromEntries(Object.entries(columns).map(([name, column]) => [`x_${name}`, column])), ...more };
  const { sql, params } = compileColumns(asked, context);
  const texts: string[] = [];
  const { isKnown, text = `''` } = result({ column: (name) => `x_${name}`, text: (value) => `{x_text${texts.push(value)}:String}` });
  const named = Object.fromEntries(texts.map((value, index) => [`x_text${index + 1}`, value]));
  const carried = Object.keys(more).map((name) => `, ${name}`);
  return { sql: `SELECT profile_id, ${isKnown} AS is_known, ${text} AS text${carried.join('')} FROM (${sql})`, params: { ...params, ...named } };
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
