import Type from 'typebox';
import { NullOr } from './define.ts';
import type { MeasureJson } from './rule.ts';

/** One value of a customer: a trait, or a tag (of a composite one its part, `key.part`). */
export type FeatureFieldJson = { readonly trait: string } | { readonly tag: string };

/**
 * How values that are missing are filled. `mean`, `median`, `mode`: of everybody whose value is known, or of those who share the fields of `within`
 * (one or two), as long as at least `least` of them are known. `line`: on the straight line through the customer's own last reading before the window
 * of the measure and the next after it. `ridge`, `neighbours`: by a model that learns from those who are known how the value follows from `from`.
 */
export interface ImputeJson {
  readonly by: 'mean' | 'median' | 'mode' | 'line' | 'ridge' | 'neighbours';
  readonly within?: readonly FeatureFieldJson[];
  /** Fewer known values than this make no group of their own: 5 to 100,000, 30 when it is not said. */
  readonly least?: number;
  /** Outliers tell nothing of what is missing. */
  readonly withoutOutliers?: boolean;
  /** Of `line`: who has only an earlier reading keeps that for so many days at most; without it nobody does. */
  readonly carryDays?: number;
  readonly from?: readonly MeasureJson[];
  /** Of `neighbours`: how many, 1 to 50; 10 when it is not said. */
  readonly k?: number;
}

/** How values far from the others are found. They are flagged, never changed. */
export interface OutlierJson {
  readonly by: 'iqr' | 'mad' | 'forest';
  /** iqr: so many interquartile ranges beyond the quartiles (1.5); mad: the modified z-score (3.5); forest: the score from which on (0.6). */
  readonly limit?: number;
  /** Of `forest`: further numbers that are looked at together with this one. */
  readonly with?: readonly MeasureJson[];
}

/** A value made ready: what is missing filled, what is far out flagged, what is to be compared scaled. The values it is made of stay as they are. */
export interface FeatureJson {
  readonly of: MeasureJson;
  /** text: a trait or tag whose texts are categories. */
  readonly as?: 'number' | 'text';
  readonly impute?: ImputeJson;
  readonly outlier?: OutlierJson;
  readonly scale?: 'z' | 'min-max' | 'robust';
}

const Score = Type.Object({
  method: Type.String({ description: 'ridge, neighbours; mean, mode: what costs nothing' }),
  error: Type.Number({ description: 'of numbers the root of the mean squared error, of categories the share that is wrong; on rows that were held back' }),
});

export const FeatureNote = Type.Union([
  Type.Literal('nobody_known'),
  Type.Literal('few_known'),
  Type.Literal('iqr_zero'),
  Type.Literal('mad_zero'),
  Type.Literal('scale_zero'),
  Type.Literal('model_not_better'),
  Type.Literal('groups_left_out'),
]);
export type FeatureNote = Type.Static<typeof FeatureNote>;

/** What a run took of everybody before it gave anybody a value; kept with the run, so that each value can be told. */
export const FeatureFacts = Type.Object({
  total: Type.Integer({ description: 'all profiles' }),
  known: Type.Integer({ description: 'of whom the value is known' }),
  numbers: NullOr(
    Type.Object({
      mean: Type.Number(),
      sd: Type.Number({ description: 'of the population' }),
      min: Type.Number(),
      max: Type.Number(),
      quartiles: Type.Tuple([Type.Number(), Type.Number(), Type.Number()], { description: 'type 7' }),
      mad: Type.Number({ description: 'median of the absolute deviations from the median' }),
      meanDeviation: Type.Number({ description: 'mean of the absolute deviations from the median' }),
    }),
  ),
  fences: NullOr(Type.Object({ low: Type.Number(), high: Type.Number(), flagged: Type.Integer({ description: 'known values beyond them' }) })),
  groups: Type.Array(Type.Object({ place: Type.Array(Type.String()), known: Type.Integer(), value: Type.String() }), {
    description: 'the value that fills: the narrowest group that fits goes first; place [] is everybody',
  }),
  model: NullOr(
    Type.Object({
      method: Type.String(),
      rows: Type.Integer({ description: 'known values it learned from' }),
      folds: Type.Integer(),
      scores: Type.Array(Score),
    }),
  ),
  forest: NullOr(Type.Object({ trees: Type.Integer(), drawn: Type.Integer(), rows: Type.Integer(), flagged: Type.Integer(), scored: Type.Integer() })),
  notes: Type.Array(FeatureNote),
});
export type FeatureFacts = Type.Static<typeof FeatureFacts>;
