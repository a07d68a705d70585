import type { FeatureJson } from '@danqing/contracts';
import type { Measure, Reading } from '#compile';

/** One value of a customer that is read as it is stored. */
export type FieldMeasure = Extract<Measure, { readonly kind: 'trait' | 'tag' }>;

/** A figure of everybody, or of a group, that fills. */
export interface FigurePlan {
  readonly by: 'mean' | 'median' | 'mode';
  readonly within: readonly FieldMeasure[];
  readonly least: number;
  readonly withoutOutliers: boolean;
}

export interface ModelPlan {
  readonly by: 'ridge' | 'neighbours';
  readonly from: readonly Measure[];
  /** Of neighbours. */
  readonly k: number;
}

/** Between the readings before and after the window of the measure. */
export interface LinePlan {
  readonly by: 'line';
  readonly carryDays: number | null;
}

export type ImputePlan = FigurePlan | ModelPlan | LinePlan;

export interface ForestPlan {
  readonly by: 'forest';
  readonly limit: number;
  readonly with: readonly Measure[];
}

export interface FencePlan {
  readonly by: 'iqr' | 'mad';
  readonly limit: number;
}

export type OutlierPlan = FencePlan | ForestPlan;

export type ScaleKind = NonNullable<FeatureJson['scale']>;

/** What a feature's definition says, with nothing left to doubt. Of texts, `of` is a trait or a tag. */
export interface FeaturePlan {
  readonly of: Measure;
  readonly isText: boolean;
  readonly impute: ImputePlan | null;
  readonly outlier: OutlierPlan | null;
  readonly scale: ScaleKind | null;
}

const readings: ReadonlySet<string> = new Set(['avg', 'min', 'max']);

/** A measure of single readings in a window, through which a line can be drawn. */
export const isReading = (measure: Measure): measure is Reading =>
  'subject' in measure && readings.has(measure.kind) && measure.of.window !== null && measure.of.each === null;

export const isField = (measure: Measure): measure is FieldMeasure => measure.kind === 'trait' || measure.kind === 'tag';

const isFigure = (impute: ImputePlan): impute is FigurePlan => impute.by === 'mean' || impute.by === 'median' || impute.by === 'mode';
const isModel = (impute: ImputePlan): impute is ModelPlan => impute.by === 'ridge' || impute.by === 'neighbours';

/** The figure that fills, if it is one. */
export const figureOf = ({ impute }: FeaturePlan): FigurePlan | null => (impute !== null && isFigure(impute) ? impute : null);
/** The model that fills, if it is one. */
export const modelOf = ({ impute }: FeaturePlan): ModelPlan | null => (impute !== null && isModel(impute) ? impute : null);
export const lineOf = ({ impute }: FeaturePlan): LinePlan | null => (impute?.by === 'line' ? impute : null);
export const fencesIn = ({ outlier }: FeaturePlan): FencePlan | null => (outlier === null || outlier.by === 'forest' ? null : outlier);
export const forestIn = ({ outlier }: FeaturePlan): ForestPlan | null => (outlier?.by === 'forest' ? outlier : null);

/** Whether something is learned, so that values are not SQL alone. */
export const isLearned = (plan: FeaturePlan): boolean => modelOf(plan) !== null || forestIn(plan) !== null;

/** Everything that it reads. */
export const featureMeasures = (plan: FeaturePlan): readonly Measure[] => [
  plan.of,
  ...(figureOf(plan)?.within ?? []),
  ...(modelOf(plan)?.from ?? []),
  ...(forestIn(plan)?.with ?? []),
];
