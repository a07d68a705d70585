import Type from 'typebox';
import { ComputeView, DefinitionKey, NullOr, Refresh } from './define.ts';
import { ProblemDetail } from './problem.ts';
import type { DurationJson, MeasureJson, RuleJson, WhereJson, WindowJson } from './rule.ts';
import type { FeatureJson } from './tag-feature.ts';
import { Words } from './words.ts';

const Name = Type.String({ minLength: 1, maxLength: 200 });
const Text = Type.String({ maxLength: 2000 });

export const TagKind = Type.Union([Type.Literal('fact'), Type.Literal('analytic'), Type.Literal('predictive'), Type.Literal('manual')], {
  description: 'fact: copied or aggregated from data; analytic: by rules and tiers; predictive: by a model; manual: set by people',
});
export const TagValueType = Type.Union([Type.Literal('boolean'), Type.Literal('number'), Type.Literal('text'), Type.Literal('date'), Type.Literal('list')]);

export const TagValue = Type.Union([
  Type.String({ maxLength: 10_000 }),
  Type.Number(),
  Type.Boolean(),
  Type.Array(Type.String({ maxLength: 1000 }), { maxItems: 1000 }),
]);
export type TagValue = Type.Static<typeof TagValue>;

export interface RfmJson {
  readonly of: string;
  readonly value: string;
  readonly where?: WhereJson;
  readonly window?: WindowJson;
  readonly bins?: number;
  readonly method?: 'quantile' | 'threshold';
  readonly edges?: { readonly recency: readonly number[]; readonly frequency: readonly number[]; readonly monetary: readonly number[] };
  /**
   * When a score counts as high: above the middle of the bins (the default), above the population's average score (frozen by each run), or from
   * these scores on.
   */
  readonly high?: 'middle' | 'average' | { readonly r: number; readonly f: number; readonly m: number };
  /** How the eight tiers are called: their usual names in a language, or one's own by key; the keys (important_value, …) by default. */
  readonly names?: 'zh' | 'en' | Readonly<Record<string, string>>;
}

/** The values that a profile's events speak of most. */
export interface TopJson {
  readonly of: string;
  /** A property of the event, or of the element where `each` is given. */
  readonly prop: string;
  readonly each?: string;
  readonly where?: WhereJson;
  readonly window?: WindowJson;
  readonly k: number;
  /** How much one event or element counts: 1, or this property of it (unknown: 0). */
  readonly weight?: string;
  /** An event of this age counts half: weight × 2^(−age / halfLife). */
  readonly halfLife?: DurationJson;
}

export interface StageJson {
  readonly stage: string;
  readonly rule: RuleJson;
  /** Where somebody in this stage may move; anywhere when it is not said, nowhere when it is empty. */
  readonly to?: readonly string[];
}

/**
 * Tiers of a measure, from low to high. The borders are given (`cuts`, ascending, one fewer than names; a tier reaches from its cut on), or computed by
 * `method` and frozen by each run; a computed border itself belongs to the tier below it.
 */
export interface TiersJson {
  readonly by: MeasureJson;
  readonly names: readonly string[];
  readonly cuts?: readonly number[];
  /** quantile: so many people each; equal: of equal width from the least to the greatest; natural: least variance within the tiers (Fisher, Jenks). */
  readonly method?: 'quantile' | 'equal' | 'natural';
  /** Of quantile: percent of people in each tier, together 100; without it, equally many. */
  readonly shares?: readonly number[];
}

/** One side of a grid; of cases the first that holds. */
export type AxisJson = { readonly cases: readonly { readonly rule: RuleJson; readonly value: string }[] } | { readonly tiers: TiersJson };

/** The value is "row × column"; who is on one side only has none. */
export interface GridJson {
  readonly rows: AxisJson;
  readonly columns: AxisJson;
}

export type TagDefinitionJson =
  | { readonly rule: RuleJson }
  | { readonly cases: readonly { readonly rule: RuleJson; readonly value: string | number | boolean }[]; readonly else?: string | number | boolean }
  | { readonly measure: MeasureJson }
  | { readonly trait: string }
  | { readonly rfm: RfmJson }
  | { readonly top: TopJson }
  | { readonly lifecycle: readonly StageJson[] }
  | { readonly tiers: TiersJson }
  | { readonly grid: GridJson }
  | { readonly feature: FeatureJson }
  | { readonly sql: string }
  | { readonly manual: true };

/** Shallow, as the schema of rules is: the parser of tag definitions names every fault with its place. */
export const TagDefinitionSchema = Type.Unsafe<TagDefinitionJson>({
  type: 'object',
  description:
    '{"rule": …} | {"cases": [{"rule", "value"}…], "else"?} | {"measure": …} | {"trait": path} | {"top": {"prop", "of", "each"?, "k", "weight"?, "halfLife"?, "window"?, "where"?}} | ' +
    '{"rfm": {"of", "value", "window"?, "bins"?, "method"?, "edges"?, "high"?, "names"?}} | {"lifecycle": [{"stage", "rule", "to"?}…]} | ' +
    '{"tiers": {"by": …, "names": […], "cuts"? | "method"?, "shares"?}} | {"grid": {"rows": {"cases" | "tiers"}, "columns": {…}}} | ' +
    '{"feature": {"of": measure, "as"?, "impute"?: {"by", …}, "outlier"?: {"by", …}, "scale"?}} | {"sql": "SELECT profile_id, value …"} | {"manual": true}',
  examples: [
    { cases: [{ rule: { did: 'Order Completed', count: { op: 'gte', value: 10 } }, value: 'regular' }], else: 'occasional' },
    { measure: { did: 'Order Completed', sum: 'revenue', window: { last: 365, unit: 'day' } } },
    { rfm: { of: 'Order Completed', value: 'revenue', window: { last: 365, unit: 'day' }, bins: 5, method: 'quantile' } },
  ],
});

const ExpiresAfter = NullOr(
  Type.Object(
    {
      n: Type.Integer({ minimum: 1, maximum: 100_000 }),
      unit: Type.Union([Type.Literal('minute'), Type.Literal('hour'), Type.Literal('day'), Type.Literal('week'), Type.Literal('month')]),
    },
    { additionalProperties: false, description: 'how long a value holds that nobody sets again and no run confirms; null: for good' },
  ),
);

const shared = {
  name: Type.Optional(Name),
  category: Type.Optional(Type.String({ maxLength: 200, description: 'a path in the tree of tags: 行为/购买' })),
  description: Type.Optional(Text),
  kind: Type.Optional(TagKind),
  type: Type.Optional(TagValueType),
  refresh: Type.Optional(Refresh),
  owner: Type.Optional(Type.String({ maxLength: 200, description: 'who looks after it' })),
  expiresAfter: Type.Optional(ExpiresAfter),
};

/** A definition may be given as JSON (`definition`) or as text (`text`), never as both. */
export const TagText = Type.Optional(Type.String({ maxLength: 200_000, description: 'the definition as text; grammar: server/src/compile/text/README.md' }));

export const TagInput = Type.Object(
  { key: DefinitionKey, ...shared, definition: Type.Optional(TagDefinitionSchema), text: TagText },
  { additionalProperties: false },
);

/** What is not named stays as it is. */
export const TagChange = Type.Object(
  { key: Type.Optional(DefinitionKey), ...shared, definition: Type.Optional(TagDefinitionSchema), text: TagText },
  { additionalProperties: false },
);

export const TagView = Type.Object({
  key: Type.String(),
  name: Type.String(),
  category: Type.String(),
  description: Type.String(),
  kind: TagKind,
  type: TagValueType,
  definition: TagDefinitionSchema,
  text: Type.String({ description: 'the definition as text, in its canonical layout' }),
  sentence: NullOr(Type.Object({ ...Words.properties }, { description: 'null: it names what is no longer there' })),
  fields: Type.Array(Type.String(), { description: 'parts of a composite tag, read in rules as key.part' }),
  refresh: Refresh,
  owner: Type.String(),
  expiresAfter: ExpiresAfter,
  keptBy: Type.String({ description: "scheme:<key>: it carries that scheme and is changed there; '': nobody" }),
  version: Type.Integer({ description: 'the ETag; raised by every change' }),
  cutPoints: Type.Unknown({ description: 'rfm, tiers, grid: the cut points frozen by the last run; feature: what it took of everybody (FeatureFacts)' }),
  createdAt: Type.String({ format: 'date-time' }),
  updatedAt: Type.String({ format: 'date-time' }),
  ...ComputeView,
});
export type TagView = Type.Static<typeof TagView>;

/** What saving a tag answers; warnings are of the definition that was sent, none where none was. */
export const SavedTagView = Type.Object({
  ...TagView.properties,
  warnings: Type.Array(ProblemDetail, { description: 'names in the definition that no data has brought yet; it can be kept all the same' }),
});

const NumberSummary = Type.Object({
  min: Type.Number(),
  max: Type.Number(),
  mean: Type.Number(),
  quantiles: Type.Array(Type.Object({ q: Type.Number(), value: Type.Number() }), { description: 'type 7' }),
});

export const TagDistributionShape = Type.Object({
  total: Type.Integer({ description: 'all profiles' }),
  known: Type.Integer({ description: 'profiles that have a value' }),
  coverage: Type.Number({ description: 'known / total' }),
  values: Type.Array(Type.Object({ value: TagValue, count: Type.Integer() }), { description: 'most frequent first; of a list, its elements' }),
  distinct: Type.Integer(),
  numbers: NullOr(NumberSummary),
  bins: Type.Optional(
    Type.Array(Type.Object({ from: Type.Number(), to: Type.Number(), count: Type.Integer() }), {
      description: 'of numbers: equally wide, from a round number on; what lies below the first or above the last is counted with it',
    }),
  ),
  periods: Type.Optional(
    Type.Array(Type.Object({ period: Type.String(), count: Type.Integer() }), { description: 'of dates: days, months or years, as they span; 2026-05' }),
  ),
  fields: Type.Record(Type.String(), NumberSummary, { description: 'the numeric parts of a composite tag' }),
  filled: Type.Optional(
    Type.Object(
      {
        real: Type.Integer(),
        imputed: Type.Integer(),
        outliers: Type.Integer(),
        bins: Type.Array(Type.Integer(), { description: 'how many of each of the bins are imputed' }),
        values: Type.Array(Type.Object({ value: Type.String(), count: Type.Integer() }), { description: 'what they were filled with, the most frequent' }),
      },
      { description: 'of a feature: what is real and what was put in its place' },
    ),
  ),
});
export type TagDistributionShape = Type.Static<typeof TagDistributionShape>;

export const TagDistribution = Type.Object({ key: Type.String(), ...TagDistributionShape.properties });
export type TagDistribution = Type.Static<typeof TagDistribution>;

export const TagValuesQuery = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, default: 1000 })),
  cursor: Type.Optional(Type.String({ maxLength: 500 })),
});

export const TagValueItem = Type.Object({
  profile: Type.Integer(),
  value: Type.Unknown(),
  at: Type.String({ format: 'date-time' }),
  source: Type.Optional(Type.String({ description: 'of a manual value: who or what said it' })),
  expiresAt: Type.Optional(NullOr(Type.String({ format: 'date-time' }))),
  details: Type.Optional(
    Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]), {
      description: 'what goes with the value and no rule reads: the scores of a ranking, the moves of a lifecycle',
    }),
  ),
});

const ManualValueInput = Type.Object(
  {
    profile: Type.Optional(Type.Integer({ minimum: 1 })),
    identifier: Type.Optional(
      Type.Object(
        { kind: Type.String({ minLength: 1, maxLength: 100 }), value: Type.String({ minLength: 1, maxLength: 1000 }) },
        { additionalProperties: false, description: 'in the place of a profile: whoever holds it' },
      ),
    ),
    value: NullOr(TagValue),
    expiresAt: Type.Optional(Type.String({ maxLength: 40, description: 'ISO 8601; without offset: the workspace’s zone' })),
  },
  { additionalProperties: false },
);

export const ManualValuesInput = Type.Object(
  {
    source: Type.Optional(Type.String({ minLength: 1, maxLength: 100, default: 'api', description: 'who or what says so' })),
    values: Type.Array(ManualValueInput, {
      minItems: 1,
      maxItems: 10_000,
      description: 'null takes the value away',
    }),
  },
  { additionalProperties: false },
);
export const ManualValuesSet = Type.Object({ changed: Type.Integer() });

export const TagUpload = Type.Object({
  rows: Type.Integer({ description: 'without the header' }),
  changed: Type.Integer({ description: 'values that are new, other than before, or gone' }),
  unmatchedCount: Type.Integer(),
  unmatched: Type.Array(Type.String(), { description: 'the first 100 identifiers that lead to nobody' }),
  invalidCount: Type.Integer(),
  invalid: Type.Array(Type.Object({ row: Type.Integer({ description: '1-based without the header' }), message: Type.String() }), {
    description: 'the first 100',
  }),
});
export type TagUpload = Type.Static<typeof TagUpload>;
