import { type EvaluationContext, type Rule, storedNames, type TagType, timeEdgesOf } from '#compile';
import type { LiveForm, Unfit } from '#evaluate';
import { planDependencies } from './plan-dependencies.ts';
import { casesForm, gridForm, tiersForm } from './column-form.ts';
import type { AxisPlan } from './parse-tiers.ts';
import type { TagPlan } from './plan.ts';
import { givenCuts, hasMovingBorders } from './tier-cuts.ts';

const datePattern = '^[0-9]{4}-[0-9]{2}-[0-9]{2}($|[T ])';

/** A tag's definition as the shared statement of a tick evaluates it; the same values as `compileValues`. */
export function liveForm(plan: TagPlan, type: TagType, context: EvaluationContext): LiveForm | Unfit {
  const dependencies = planDependencies(plan, context);
  const read = { events: [...new Set(dependencies.events.flatMap(storedNames))], readsEntities: dependencies.entities.length > 0 };
  const edgesOf = (rules: readonly Rule[]): LiveForm['edges'] =>
    timeEdgesOf(
      rules.map((rule) => ({ rule })),
      context.segments,
    );
  switch (plan.kind) {
    case 'rule':
      return {
        columns: { in: { kind: 'rule', rule: plan.rule } },
        result: ({ column }) => ({ isKnown: '1', text: `if(${column('in')}, 'true', 'false')` }),
        edges: edgesOf([plan.rule]),
        ...read,
      };
    case 'cases':
      return { ...casesForm(plan), edges: edgesOf(plan.cases.map(({ rule }) => rule)), ...read };
    case 'measure':
      return {
        columns: { value: { kind: 'measure', measure: plan.measure } },
        result: ({ column }) => ({ isKnown: `isNotNull(${column('value')})`, text: `toString(assumeNotNull(${column('value')}))` }),
        edges: timeEdgesOf([{ measure: plan.measure }], context.segments),
        ...read,
      };
    case 'trait':
      return {
        columns: { value: { kind: 'trait', path: plan.path } },
        result: ({ column }) => traitResult(type, column('value')),
        edges: edgesOf([]),
        ...read,
      };
    case 'tiers':
    case 'grid': {
      if (hasMovingBorders(plan)) return { obstacle: 'its borders are taken from everybody' };
      const form = plan.kind === 'tiers' ? tiersForm(plan.tiers, givenCuts(plan).rows) : gridForm(plan, givenCuts(plan));
      const seen = plan.kind === 'tiers' ? seenBy(plan) : [...seenBy(plan.rows), ...seenBy(plan.columns)];
      return { ...form, edges: timeEdgesOf(seen, context.segments), ...read };
    }
    case 'feature':
      return { obstacle: 'what fills, flags and scales is taken from everybody' };
    case 'rfm':
      return { obstacle: 'its borders are quantiles of everybody' };
    case 'top':
    case 'lifecycle':
    case 'sql':
    case 'manual':
      return { obstacle: `a tag by ${plan.kind} is computed for everybody at once` };
  }
}

const seenBy = (axis: AxisPlan): Parameters<typeof timeEdgesOf>[0] =>
  axis.kind === 'tiers' ? [{ measure: axis.tiers.by }] : axis.cases.map(({ rule }) => ({ rule }));

function traitResult(type: TagType, value: string): ReturnType<LiveForm['result']> {
  const text = `assumeNotNull(${value})`;
  switch (type) {
    case 'list': {
      const items = `if(isNotNull(${value}), [${text}], ${value}_list)`;
      return { isKnown: `notEmpty(${items})`, items };
    }
    case 'text':
      return { isKnown: `isNotNull(${value})`, text };
    case 'boolean':
      return { isKnown: `ifNull(${value} IN ('true', 'false'), 0)`, text };
    case 'date':
      return { isKnown: `ifNull(match(${value}, '${datePattern}'), 0)`, text };
    case 'number':
      return { isKnown: `isNotNull(${value}_number)`, text: `toString(assumeNotNull(${value}_number))` };
  }
}
