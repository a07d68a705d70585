import {
  type AskedColumn,
  type Dependencies,
  dependenciesOf,
  type EvaluationContext,
  measureDependencies,
  type Rule,
  storedNames,
  type TagType,
  timeEdgesOf,
} from '#compile';
import type { LiveForm, Unfit } from '#evaluate';
import type { TagPlan } from './plan.ts';

const datePattern = '^[0-9]{4}-[0-9]{2}-[0-9]{2}($|[T ])';

type Form = Pick<LiveForm, 'columns' | 'result'>;

/** A tag's definition as the shared statement of a tick evaluates it; the same values as `compileValues`. */
export function liveForm(plan: TagPlan, type: TagType, context: EvaluationContext): LiveForm | Unfit {
  switch (plan.kind) {
    case 'rule':
      return fromRules(
        [plan.rule],
        { columns: { in: { kind: 'rule', rule: plan.rule } }, result: ({ column }) => ({ isKnown: '1', text: `if(${column('in')}, 'true', 'false')` }) },
        context,
      );
    case 'cases':
      return fromRules(
        plan.cases.map(({ rule }) => rule),
        casesForm(plan),
        context,
      );
    case 'measure': {
      const known = measureDependencies(plan.measure, context);
      const column: AskedColumn = { kind: 'measure', measure: plan.measure };
      return {
        columns: { value: column },
        result: (names) => ({ isKnown: `isNotNull(${names.column('value')})`, text: `toString(assumeNotNull(${names.column('value')}))` }),
        edges: timeEdgesOf([{ measure: plan.measure }], context.segments),
        events: eventsOf([known]),
      };
    }
    case 'trait':
      return {
        columns: { value: { kind: 'trait', path: plan.path } },
        result: ({ column }) => traitResult(type, column('value')),
        edges: timeEdgesOf([], context.segments),
        events: [],
      };
    case 'rfm':
      return { obstacle: 'its borders are quantiles of everybody' };
    case 'top':
    case 'lifecycle':
    case 'sql':
    case 'manual':
      return { obstacle: `a tag by ${plan.kind} is computed for everybody at once` };
  }
}

const eventsOf = (dependencies: readonly Dependencies[]): readonly string[] => [...new Set(dependencies.flatMap(({ events }) => events).flatMap(storedNames))];

const fromRules = (rules: readonly Rule[], form: Form, context: EvaluationContext): LiveForm => ({
  ...form,
  edges: timeEdgesOf(
    rules.map((rule) => ({ rule })),
    context.segments,
  ),
  events: eventsOf(rules.map((rule) => dependenciesOf(rule, context))),
});

/** The first case that holds; who fits none has `otherwise`, or no value. */
function casesForm({ cases, otherwise }: Extract<TagPlan, { readonly kind: 'cases' }>): Form {
  return {
    columns: Object.fromEntries(cases.map(({ rule }, index): [string, AskedColumn] => [`c${index}`, { kind: 'rule', rule }])),
    result: ({ column, text }) => {
      const held = cases.map((_, index) => column(`c${index}`));
      const branches = cases.map((each, index) => `${held[index] ?? '0'}, ${text(each.text)}`);
      return { isKnown: otherwise === null ? `(${held.join(' OR ')})` : '1', text: `multiIf(${branches.join(', ')}, ${text(otherwise ?? '')})` };
    },
  };
}

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
