import type { MeasureJson, OperandJson, Operator, RuleJson, WhereJson } from '@danqing/contracts';

/** Parts of the grammar by the member that names them. */
type With<Of, Name extends string> = Extract<Of, Readonly<Record<Name, unknown>>>;

export type TraitRule = With<RuleJson, 'trait'>;
export type TagRule = With<RuleJson, 'tag'>;
export type DidRule = With<RuleJson, 'did'>;
export type SequenceRule = With<RuleJson, 'sequence'>;
export type CompareRule = With<RuleJson, 'compare'>;
export type SampleRule = With<RuleJson, 'sample'>;
export type ConsentRule = With<RuleJson, 'consent'>;
export type AnniversaryRule = With<RuleJson, 'anniversary'>;
export type EdgeRule = Extract<RuleJson, { readonly window: unknown } & ({ readonly first: string } | { readonly last: string })>;
export type RankRule = With<RuleJson, 'top'> | With<RuleJson, 'bottom'>;
export type PropWhere = With<WhereJson, 'prop'>;
export type ElementWhere = With<WhereJson, 'element'>;
export type DidMeasure = With<MeasureJson, 'did'>;
export type SinceMeasure = With<MeasureJson, 'since'>;
export type IntervalMeasure = With<MeasureJson, 'interval'>;
export type Operand = MeasureJson | number;

export interface Test {
  readonly op: Operator;
  readonly value?: OperandJson;
}

export const stats = ['sum', 'avg', 'min', 'max', 'unique'] as const;
export type Stat = (typeof stats)[number];
/** What is added up or counted of the events that count: `count` of events (or elements), or a stat of a property. */
export type Tally = { readonly stat: 'count' } | { readonly stat: Stat; readonly prop: string };

type Aggregated = Readonly<Partial<Record<Stat, string>>>;

/** The stat that an object names, like {"sum": "revenue"}. */
export function tallyOf(part: Aggregated): Tally {
  for (const stat of stats) {
    const prop = part[stat];
    if (prop !== undefined) return { stat, prop };
  }
  return { stat: 'count' };
}

/** Everything but the stat. */
export function withoutTally<T extends Aggregated>({ sum: _sum, avg: _avg, min: _min, max: _max, unique: _unique, ...rest }: T): Omit<T, Stat> {
  return rest;
}

export const operationKinds = ['times', 'plus', 'minus', 'else'] as const;
export type OperationKind = (typeof operationKinds)[number];
export interface Operation {
  readonly kind: OperationKind;
  readonly left: Operand;
  readonly right: Operand;
}

export function operationOf(measure: MeasureJson): Operation | null {
  if ('times' in measure) return { kind: 'times', left: measure.times[0], right: measure.times[1] };
  if ('plus' in measure) return { kind: 'plus', left: measure.plus[0], right: measure.plus[1] };
  if ('minus' in measure) return { kind: 'minus', left: measure.minus[0], right: measure.minus[1] };
  return 'else' in measure ? { kind: 'else', left: measure.else[0], right: measure.else[1] } : null;
}

export function operationJson({ kind, left, right }: Operation): MeasureJson {
  const pair = [left, right] as const;
  switch (kind) {
    case 'times':
      return { times: pair };
    case 'plus':
      return { plus: pair };
    case 'minus':
      return { minus: pair };
    case 'else':
      return { else: pair };
  }
}
