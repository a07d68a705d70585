import { type Dependencies, dependenciesOf, type EvaluationContext, measureDependencies } from '#compile';
import { featureMeasures, lineOf } from './feature/plan.ts';
import type { AxisPlan } from './parse-tiers.ts';
import type { TagPlan } from './plan.ts';

type Moment = Pick<EvaluationContext, 'at' | 'timezone' | 'segments'>;

const none: Dependencies = {
  events: [],
  properties: [],
  traits: [],
  tags: [],
  segments: [],
  lists: [],
  metrics: [],
  consents: [],
  entities: [],
  identifiers: [],
  earliestMs: null,
};

/** What a tag's values hang on, through the segments it names as well; of SQL nothing is known. */
export function planDependencies(plan: TagPlan, context: Moment): Dependencies {
  switch (plan.kind) {
    case 'rule':
      return dependenciesOf(plan.rule, context);
    case 'cases':
      return dependenciesOf({ kind: 'any', of: plan.cases.map(({ rule }) => rule) }, context);
    case 'lifecycle':
      return dependenciesOf({ kind: 'any', of: plan.lifecycle.stages.map(({ rule }) => rule) }, context);
    case 'measure':
      return measureDependencies(plan.measure, context);
    case 'trait':
      return { ...none, traits: [plan.path.text] };
    case 'rfm':
      return measureDependencies(plan.rfm.monetary, context);
    case 'top': {
      const values = measureDependencies(plan.top.values, context);
      const weights = plan.top.weight === null ? none : measureDependencies(plan.top.weight, context);
      return { ...values, properties: [...new Set([...values.properties, ...weights.properties])].sort(), entities: [...values.entities, ...weights.entities] };
    }
    case 'feature': {
      const all = featureMeasures(plan.feature)
        .map((measure) => measureDependencies(measure, context))
        .reduce(together);
      // A line is drawn from readings before the window.
      return lineOf(plan.feature) === null ? all : { ...all, earliestMs: null };
    }
    case 'tiers':
      return axisDependencies(plan, context);
    case 'grid':
      return together(axisDependencies(plan.rows, context), axisDependencies(plan.columns, context));
    case 'sql':
    case 'manual':
      return none;
  }
}

const axisDependencies = (axis: AxisPlan, context: Moment): Dependencies =>
  axis.kind === 'tiers' ? measureDependencies(axis.tiers.by, context) : dependenciesOf({ kind: 'any', of: axis.cases.map(({ rule }) => rule) }, context);

/** What either hangs on. */
function together(a: Dependencies, b: Dependencies): Dependencies {
  const both = (name: Exclude<keyof Dependencies, 'earliestMs'>): readonly string[] => [...new Set([...a[name], ...b[name]])].sort();
  return {
    events: both('events'),
    properties: both('properties'),
    traits: both('traits'),
    tags: both('tags'),
    segments: both('segments'),
    lists: both('lists'),
    metrics: both('metrics'),
    consents: both('consents'),
    entities: both('entities'),
    identifiers: both('identifiers'),
    earliestMs: a.earliestMs === null || b.earliestMs === null ? null : Math.min(a.earliestMs, b.earliestMs),
  };
}
