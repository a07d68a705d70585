import Type, { type Static } from 'typebox';
import { ComputeView, DefinitionKey, NullOr, Refresh } from './define.ts';
import { ProblemDetail } from './problem.ts';
import type { MeasureJson, RuleJson, ScalarJson } from './rule.ts';
import { Words } from './words.ts';

/** People who fit several rules are in the first of them. */
export interface SchemeRules {
  readonly rules: readonly { readonly part: string; readonly rule: RuleJson }[];
}

/** Tiers of a measure; parts from low to high. As the tags' `tiers`. */
export interface SchemeTiers {
  readonly tiers: {
    readonly by: MeasureJson;
    readonly parts: readonly string[];
    readonly cuts?: readonly number[];
    readonly method?: 'quantile' | 'equal' | 'natural';
    readonly shares?: readonly number[];
  };
}

/** Who has one of these values of a tag ("key" or "key.field"). */
export interface SchemeValues {
  readonly values: { readonly tag: string; readonly parts: readonly { readonly part: string; readonly values: readonly ScalarJson[] }[] };
}

export type SchemeAxis = SchemeRules | SchemeTiers | SchemeValues;

/** A part is a row and a column: "row × column". */
export interface SchemeGrid {
  readonly grid: { readonly rows: SchemeAxis; readonly columns: SchemeAxis };
}

export type SchemeDefinitionJson = SchemeAxis | SchemeGrid;

/** Shallow, as the schema of rules is: the parser names every fault with its place. */
export const SchemeDefinitionSchema = Type.Unsafe<SchemeDefinitionJson>({
  type: 'object',
  description:
    '{"rules": [{"part", "rule"}…]} (the first that holds) | {"tiers": {"by": Measure, "parts": [low … high], "cuts"? | "method"?, "shares"?}} | ' +
    '{"values": {"tag", "parts": [{"part", "values"}…]}} | {"grid": {"rows": one of those, "columns": one of those}}',
  examples: [{ tiers: { by: { metric: 'net_sales' }, parts: ['低价值', '中价值', '高价值'], method: 'quantile', shares: [20, 60, 20] } }],
});

const PartKey = Type.String({ minLength: 1, maxLength: 140, description: 'as the definition names it; the value that people in it have' });

export const SchemePart = Type.Object(
  {
    key: PartKey,
    name: Type.String({ minLength: 1, maxLength: 100 }),
    color: Type.String({ pattern: '^(|#[0-9a-fA-F]{6})$', description: "'': by its place" }),
    description: Type.String({ maxLength: 2000 }),
  },
  { additionalProperties: false },
);
export type SchemePart = Static<typeof SchemePart>;

const PartInput = Type.Object(
  {
    key: PartKey,
    name: Type.Optional(SchemePart.properties.name),
    color: Type.Optional(SchemePart.properties.color),
    description: Type.Optional(SchemePart.properties.description),
  },
  { additionalProperties: false },
);

const shared = {
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  description: Type.Optional(Type.String({ maxLength: 2000 })),
  owner: Type.Optional(Type.String({ maxLength: 200, description: 'who looks after it' })),
  refresh: Type.Optional(Refresh),
  parts: Type.Optional(
    Type.Array(PartInput, { maxItems: 150, description: 'what the parts are called and look like, in the order they are shown; others follow' }),
  ),
};

export const SchemeKey = Type.String({ ...DefinitionKey, maxLength: 90 });
export const SchemeInput = Type.Object({ key: SchemeKey, definition: SchemeDefinitionSchema, ...shared }, { additionalProperties: false });
/** What is not named stays as it is. */
export const SchemeChange = Type.Object({ definition: Type.Optional(SchemeDefinitionSchema), ...shared }, { additionalProperties: false });

const CutPoints = NullOr(
  Type.Object(
    { rows: Type.Array(Type.Number()), columns: Type.Array(Type.Number()) },
    { description: 'the borders the last run took and froze, or that are given; of tiers those of `rows`' },
  ),
);

export const SchemeView = Type.Object({
  key: Type.String(),
  name: Type.String(),
  description: Type.String(),
  owner: Type.String(),
  definition: SchemeDefinitionSchema,
  parts: Type.Array(SchemePart, { description: 'in the order they are shown' }),
  tag: Type.String({
    description: 'the tag that carries it: rules name a part as {"tag", "op": "eq", "value": key}, the unassigned as {"tag", "op": "missing"}',
  }),
  sentence: NullOr(Words),
  cutPoints: CutPoints,
  refresh: Refresh,
  version: Type.Integer({ description: 'the ETag; raised by every change' }),
  createdAt: Type.String({ format: 'date-time' }),
  updatedAt: Type.String({ format: 'date-time' }),
  ...ComputeView,
});
export type SchemeView = Static<typeof SchemeView>;

export const SavedSchemeView = Type.Object({ ...SchemeView.properties, warnings: Type.Array(ProblemDetail) });

const PartSize = Type.Object({
  key: Type.String({ description: "'': who fits no part" }),
  size: Type.Integer(),
});

export const SchemeListItem = Type.Object({
  ...SchemeView.properties,
  total: Type.Integer(),
  sizes: Type.Array(PartSize, { description: 'every part in its order, the unassigned last; together `total`' }),
});
export const SchemeList = Type.Object({ items: Type.Array(SchemeListItem) });

export const SchemePreviewInput = Type.Object(
  { definition: SchemeDefinitionSchema, at: Type.Optional(Type.String({ maxLength: 40, description: 'as of this moment (ISO 8601)' })) },
  { additionalProperties: false },
);

const Histogram = Type.Object({
  known: Type.Integer({ description: 'people whose measure is known' }),
  min: Type.Number(),
  max: Type.Number(),
  median: Type.Number(),
  bins: Type.Array(Type.Object({ from: Type.Number(), to: Type.Number(), count: Type.Integer() }), {
    description: 'equally wide; who is above the last is counted with it',
  }),
});

export const SchemePreview = Type.Object({
  total: Type.Integer({ description: 'everyone' }),
  parts: Type.Array(PartSize, { description: 'in the order of the definition' }),
  unassigned: Type.Integer({ description: 'parts and these are `total`' }),
  cutPoints: CutPoints,
  axes: Type.Array(Type.Object({ side: Type.Union([Type.Literal('rows'), Type.Literal('columns')]), histogram: NullOr(Histogram) }), {
    description: 'of every side that is tiers, how its measure is spread; null: nobody has it',
  }),
  overlap: NullOr(
    Type.Object(
      {
        several: Type.Integer({ description: 'people who fit more than one rule; the order decides where they are' }),
        alone: Type.Array(Type.Integer(), { description: 'people who fit the rule, whatever stands before it' }),
        shared: Type.Array(Type.Array(Type.Integer()), { description: 'people who fit both rules; on the diagonal as `alone`' }),
      },
      { description: 'of rules in order, before the order decides' },
    ),
  ),
  sentence: Words,
  warnings: Type.Array(ProblemDetail),
  at: Type.String({ format: 'date-time' }),
  elapsedMs: Type.Number(),
});
export type SchemePreview = Static<typeof SchemePreview>;

const Basis = Type.Union([Type.Literal('stored'), Type.Literal('definition')], {
  description:
    'stored: as people were placed then; definition: as today’s definition places them with what was known then. By default stored, as far back as that goes',
});
const Moment = Type.String({ maxLength: 40, description: 'ISO 8601; a date alone: as the day began in the workspace’s zone' });

export const SchemeSizesQuery = Type.Object({
  at: Type.Optional(Moment),
  against: Type.Optional({ ...Moment, description: 'held against this moment' }),
  basis: Type.Optional(Basis),
});

const SizesAt = Type.Object({
  at: Type.String({ format: 'date-time' }),
  basis: Basis,
  total: Type.Integer({ description: 'everyone who was known then' }),
  sizes: Type.Array(PartSize, { description: 'every part in its order, the unassigned last; together `total`' }),
});
export const SchemeSizes = Type.Object({
  ...SizesAt.properties,
  against: NullOr(SizesAt),
  since: NullOr(Type.String({ format: 'date-time', description: 'how far back people’s places are stored' })),
});
export type SchemeSizes = Static<typeof SchemeSizes>;

export const SchemeValue = Type.Object({
  at: Type.String({ format: 'date-time' }),
  currency: Type.String({ description: 'the workspace’s, ISO 4217' }),
  items: Type.Array(
    Type.Object({
      key: Type.String(),
      size: Type.Integer(),
      buyers: Type.Integer({ description: 'people with an order' }),
      orders: Type.Integer(),
      netSales: Type.Number({ description: 'in the workspace’s currency; of all time' }),
      netSales12: Type.Number({ description: 'of the last twelve months' }),
      orders12: Type.Integer(),
    }),
    { description: 'every part in its order, the unassigned last' },
  ),
});
export type SchemeValue = Static<typeof SchemeValue>;

export const SchemeMovementQuery = Type.Object({ from: Moment, to: Type.Optional(Moment), basis: Type.Optional(Basis) });
export const SchemeMovement = Type.Object({
  from: Type.String({ format: 'date-time' }),
  to: Type.String({ format: 'date-time' }),
  basis: Basis,
  since: NullOr(Type.String({ format: 'date-time' })),
  total: Type.Integer({ description: 'everyone known at `to`' }),
  newcomers: Type.Integer({ description: 'known at `to`, not yet at `from`' }),
  stayed: Type.Integer({ description: 'in the same part, or unassigned, at both moments' }),
  cells: Type.Array(Type.Object({ from: NullOr(Type.String({ description: "'': unassigned; null: newcomers" })), to: Type.String(), count: Type.Integer() }), {
    description: 'only those with people; together `total`',
  }),
  edits: Type.Array(Type.Object({ version: Type.Integer(), at: Type.String({ format: 'date-time' }) }), {
    description: 'changes of the definition between the two: some people moved because of them',
  }),
});
export type SchemeMovement = Static<typeof SchemeMovement>;

export const SchemeMoversQuery = Type.Object({
  ...SchemeMovementQuery.properties,
  fromPart: Type.Optional(Type.String({ maxLength: 140, description: "'': unassigned; left out: newcomers" })),
  toPart: Type.String({ maxLength: 140, description: "'': unassigned" }),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, default: 100 })),
  cursor: Type.Optional(Type.String({ maxLength: 500 })),
});

export const SchemeTrendQuery = Type.Object({
  from: Type.Optional(Type.String({ format: 'date', description: 'the first day; by default 29 days before `to`' })),
  to: Type.Optional(Type.String({ format: 'date', description: 'the last day; by default today' })),
});
export const SchemeTrend = Type.Object({
  since: NullOr(Type.String({ format: 'date-time' })),
  days: Type.Array(Type.String({ format: 'date' }), { description: 'from the first day on which people were placed, oldest first' }),
  totals: Type.Array(Type.Integer()),
  series: Type.Array(Type.Object({ key: Type.String(), sizes: Type.Array(Type.Integer(), { description: 'at the end of each day, today: now' }) })),
});
export type SchemeTrend = Static<typeof SchemeTrend>;

const StrategyText = Type.String({ maxLength: 4000 });
const strategyTexts = {
  product: StrategyText,
  price: StrategyText,
  channel: StrategyText,
  promotion: StrategyText,
  goal: StrategyText,
  owner: Type.String({ maxLength: 200 }),
  due: Type.String({ pattern: '^(|\\d{4}-\\d{2}-\\d{2})$', description: 'a day, or nothing' }),
};
export const strategyFields = ['product', 'price', 'channel', 'promotion', 'goal', 'owner', 'due'] as const;
export type StrategyField = (typeof strategyFields)[number];

/** What is not named stays as it is. */
export const SchemeStrategyChange = Type.Object(
  {
    part: Type.String({ maxLength: 140, description: "'': the unassigned" }),
    ...Type.Partial(Type.Object(strategyTexts)).properties,
  },
  { additionalProperties: false },
);
export const SchemeStrategyRow = Type.Object({
  part: Type.String({ description: "'': the unassigned" }),
  ...strategyTexts,
  version: Type.Integer({ description: 'the row’s ETag; 0: nobody has written anything' }),
  changedAt: NullOr(Type.String({ format: 'date-time' })),
  changedBy: Type.String(),
});
export type SchemeStrategyRow = Static<typeof SchemeStrategyRow>;
export const SchemeStrategy = Type.Object({ items: Type.Array(SchemeStrategyRow, { description: 'every part in its order, the unassigned last' }) });

export const SchemeStrategyHistoryQuery = Type.Object({
  part: Type.Optional(Type.String({ maxLength: 140 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  cursor: Type.Optional(Type.String({ maxLength: 500 })),
});
export const SchemeStrategyEdit = Type.Object({
  part: Type.String(),
  field: Type.Union([
    Type.Literal('product'),
    Type.Literal('price'),
    Type.Literal('channel'),
    Type.Literal('promotion'),
    Type.Literal('goal'),
    Type.Literal('owner'),
    Type.Literal('due'),
  ]),
  before: Type.String(),
  after: Type.String(),
  at: Type.String({ format: 'date-time' }),
  by: Type.String(),
});
export type SchemeStrategyEdit = Static<typeof SchemeStrategyEdit>;
