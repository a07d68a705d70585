/** How good the data are that came in. Shares are from 0 to 1; `n` says of how many. */
import Type, { type Static } from 'typebox';
import { CatalogueUse } from './catalogue.ts';
import { NullOr } from './define.ts';
import { Words } from './words.ts';

/** DAMA-DMBOK's names; formulas stand in server/src/quality/README.md. */
export const qualityDimensions = ['completeness', 'validity', 'uniqueness', 'timeliness', 'consistency'] as const;
export type QualityDimension = (typeof qualityDimensions)[number];
export const DimensionName = Type.Enum([...qualityDimensions]);

/** The usual thresholds: below them a figure is a matter for mending. */
export const usualThresholds: Readonly<Record<QualityDimension, number>> = {
  completeness: 0.9,
  validity: 0.97,
  uniqueness: 0.98,
  timeliness: 0.95,
  consistency: 0.95,
};
/** How much each counts in the score; those that cannot be measured leave theirs to the others. */
export const dimensionWeights: Readonly<Record<QualityDimension, number>> = {
  completeness: 0.3,
  validity: 0.25,
  uniqueness: 0.15,
  timeliness: 0.15,
  consistency: 0.15,
};
/** Fewer say little: shown as a range, and not judged. */
export const smallNumber = 30;

const Share = Type.Number({ minimum: 0, maximum: 1 });
const Moment = Type.String({ format: 'date-time' });
const Day = Type.String({ format: 'date' });

/** One figure: `good` of `n`, with its 95 % interval by Wilson. */
export const QualityFigure = Type.Object({
  good: Type.Integer({ description: 'of these; where a sample of people and all of the messages are in one figure, by what they stand for' }),
  n: Type.Integer({ description: 'looked at' }),
  share: NullOr(Share),
  low: NullOr(Share),
  high: NullOr(Share),
  least: NullOr(Share),
  verdict: Type.Enum(['good', 'poor', 'small', 'unknown'], { description: 'poor: below its threshold; small: too few to say; unknown: cannot be measured' }),
  isSample: Type.Boolean({
    description: 'of people or orders only some were looked at; of people the interval is widened by the design effect of a sample of blocks',
  }),
});
export type QualityFigure = Static<typeof QualityFigure>;

const figures = { completeness: QualityFigure, validity: QualityFigure, uniqueness: QualityFigure, timeliness: QualityFigure, consistency: QualityFigure };
export const QualityFigures = Type.Object(figures);
export type QualityFigures = Static<typeof QualityFigures>;

const Level = Type.Enum(['high', 'medium', 'low', 'unknown']);
export type QualityLevel = Static<typeof Level>;
const Judgement = Type.Object({ level: Level, why: Words });
export const FieldVerdict = Type.Object({
  collect: Judgement,
  trust: Judgement,
  separate: Judgement,
  advice: Type.Object({ what: Type.Enum(['use', 'repair', 'avoid', 'wait']), why: Words }),
});
export type FieldVerdict = Static<typeof FieldVerdict>;

/** Where a finding is mended. */
export const MendPlace = Type.Enum(['cleaning', 'quarantine', 'plan', 'source', 'duplicates', 'field']);
export type MendPlace = Static<typeof MendPlace>;

/** Of many people only some are looked at. */
export const QualitySample = Type.Object({
  oneOf: Type.Integer({ description: 'one block of ids in so many' }),
  looked: Type.Integer({ description: 'people that were looked at' }),
  people: Type.Integer({ description: 'all people' }),
});
export type QualitySample = Static<typeof QualitySample>;

export const QualityFinding = Type.Object({
  dimension: DimensionName,
  source: Type.String(),
  event: Type.String({ description: "'': customers" }),
  field: Type.String({ description: "'': the source as a whole" }),
  share: Share,
  n: Type.Integer(),
  affected: Type.Integer({ description: 'messages, people or orders that lack it' }),
  isAbout: Type.Boolean({ description: 'n and affected are estimated from a sample of people or orders, to three digits' }),
  least: Share,
  says: Words,
  mend: MendPlace,
  usedBy: Type.Array(CatalogueUse),
});
export type QualityFinding = Static<typeof QualityFinding>;

export const QualityMove = Type.Object({
  dimension: DimensionName,
  source: Type.String(),
  event: Type.String(),
  field: Type.String(),
  before: Share,
  now: Share,
  n: Type.Integer(),
});
export type QualityMove = Static<typeof QualityMove>;

const DayPoint = Type.Object({ day: Day, messages: Type.Integer(), completeness: NullOr(Share), validity: NullOr(Share), timeliness: NullOr(Share) });
export type QualityDay = Static<typeof DayPoint>;

export const SourceQuality = Type.Object({
  source: Type.String(),
  kind: Type.String(),
  trust: Type.Integer(),
  messages: Type.Integer(),
  score: NullOr(Type.Integer()),
  figures: QualityFigures,
  days: Type.Array(DayPoint),
  lagP50: NullOr(Type.String({ description: 'within this bound after it happened: 1s, 1m, 1h, 1d, more' })),
  lagP95: NullOr(Type.String()),
  lastAt: NullOr(Moment),
  usualGapMinutes: NullOr(Type.Number({ description: 'of a hundred pauses between messages, ninety-five were shorter' })),
  isSilent: Type.Boolean({ description: 'the pause now is three times as long as is usual' }),
});
export type SourceQuality = Static<typeof SourceQuality>;

export const qualityPeriods = [7, 30, 90] as const;
export const DataQualityQuery = Type.Object({
  days: Type.Optional(Type.Integer({ minimum: 1, maximum: 90, default: 30 })),
  source: Type.Optional(Type.String({ maxLength: 200 })),
});

const period = {
  from: Day,
  to: Day,
  isLatest: Type.Boolean({ description: 'false: nothing came since, so the period ends with the last day that has data' }),
  measuredAt: NullOr(Moment),
  isMeasuring: Type.Boolean({ description: 'more has come, or somebody asked: figures follow' }),
};

export const QualityReport = Type.Object({
  ...period,
  score: NullOr(Type.Integer({ description: '0 to 100' })),
  scoreBefore: NullOr(Type.Integer({ description: 'of the same number of days before' })),
  messages: Type.Integer(),
  people: Type.Integer(),
  sample: NullOr(QualitySample),
  figures: QualityFigures,
  queryable: Type.Object(
    { p50Seconds: NullOr(Type.Number()), p95Seconds: NullOr(Type.Number()) },
    { description: 'from receipt until it can be asked for, by minutes of the last eight days' },
  ),
  days: Type.Array(DayPoint),
  sources: Type.Array(SourceQuality),
  worst: Type.Array(QualityFinding),
  findings: Type.Integer({ description: 'how many there are in all' }),
  better: Type.Array(QualityMove),
  worse: Type.Array(QualityMove),
});
export type QualityReport = Static<typeof QualityReport>;

export const FieldQuality = Type.Object({
  event: Type.String(),
  field: Type.String(),
  sources: Type.Array(Type.String()),
  messages: Type.Integer(),
  isExpected: Type.Boolean({ description: 'sent with most messages, wanted by the tracking plan or used by a definition: a gap counts' }),
  figures: QualityFigures,
  imputed: Type.Integer(),
  verdict: FieldVerdict,
  days: Type.Array(Type.Object({ day: Day, n: Type.Integer(), completeness: NullOr(Share), validity: NullOr(Share) })),
  uses: Type.Integer({ description: 'tags and segments that read it' }),
});
export type FieldQuality = Static<typeof FieldQuality>;
export const FieldQualityQuery = Type.Object({
  ...DataQualityQuery.properties,
  event: Type.Optional(Type.String({ maxLength: 1000 })),
  search: Type.Optional(Type.String({ maxLength: 200 })),
  advice: Type.Optional(Type.Enum(['use', 'repair', 'avoid', 'wait'])),
  offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000, default: 0 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 5000, default: 50 })),
});
export const FieldQualityList = Type.Object({ ...period, items: Type.Array(FieldQuality), total: Type.Integer(), events: Type.Array(Type.String()) });
export type FieldQualityList = Static<typeof FieldQualityList>;

export const FieldDetailQuery = Type.Object({
  days: DataQualityQuery.properties.days,
  event: Type.String({ maxLength: 1000, description: "'': a trait of customers" }),
  field: Type.String({ minLength: 1, maxLength: 500 }),
});
export const FieldQualityDetail = Type.Object({
  ...period,
  ...FieldQuality.properties,
  bySource: Type.Array(
    Type.Object({
      source: Type.String(),
      trust: Type.Integer(),
      messages: Type.Integer(),
      people: NullOr(Type.Integer()),
      figures: QualityFigures,
      imputed: Type.Integer(),
    }),
  ),
  people: NullOr(Type.Object({ filled: Type.Integer(), all: Type.Integer({ description: 'looked at' }) })),
  sample: NullOr(QualitySample),
  pairs: Type.Array(Type.Object({ a: Type.String(), b: Type.String(), both: Type.Integer(), agree: Type.Integer(), isSample: Type.Boolean() })),
  spread: NullOr(
    Type.Object({
      values: Type.Integer({ description: 'looked at' }),
      distinct: Type.Integer(),
      entropy: Share,
      isNumber: Type.Boolean(),
      quantiles: Type.Array(Type.Number()),
    }),
  ),
  usedBy: Type.Array(CatalogueUse),
});
export type FieldQualityDetail = Static<typeof FieldQualityDetail>;

export const DifferencesQuery = Type.Object({
  event: FieldDetailQuery.properties.event,
  field: FieldDetailQuery.properties.field,
  a: Type.String({ minLength: 1, maxLength: 200, description: 'a source' }),
  b: Type.String({ minLength: 1, maxLength: 200, description: 'another' }),
});
const Said = Type.Object({ source: Type.String(), trait: Type.Optional(Type.String()), prop: Type.Optional(Type.String()), value: Type.String() });
export const DifferenceList = Type.Object({
  items: Type.Array(
    Type.Object({
      profile: NullOr(Type.Integer()),
      order: NullOr(Type.String()),
      said: Type.Array(Said, { description: 'masked for whoever does not see personal data' }),
    }),
  ),
});
export type DifferenceList = Static<typeof DifferenceList>;

const flow = Type.Object({ reason: Type.String(), events: Type.Integer() });
export const FunnelQuery = Type.Object({
  days: Type.Optional(Type.Integer({ minimum: 1, maximum: 366, default: 30 })),
  source: DataQualityQuery.properties.source,
});
/** before + arrived = stored + dropped + parked + waiting, exactly. */
export const QualityFunnel = Type.Object({
  from: Day,
  to: Day,
  countedSince: NullOr(Type.String({ format: 'date', description: 'the first day of which counters are kept; what came before it counts there' })),
  before: Type.Integer({ description: 'arrived before the period and had no end yet' }),
  arrived: Type.Integer(),
  stored: Type.Integer(),
  dropped: Type.Integer(),
  parked: Type.Integer({ description: 'those mended since are taken off, so it may be negative' }),
  waiting: Type.Integer(),
  drops: Type.Array(flow),
  parks: Type.Array(flow),
  mends: Type.Array(
    Type.Object({
      rule: Type.String(),
      name: Type.String(),
      changed: Type.Integer(),
      refused: Type.Integer(),
      imputed: Type.Integer(),
      parked: Type.Integer(),
      dropped: Type.Integer(),
    }),
  ),
  refused: Type.Array(Type.Object({ reason: Type.String(), requests: Type.Integer() }), {
    description: 'at the door, since the start; requests, for nobody knows what was in them',
  }),
});
export type QualityFunnel = Static<typeof QualityFunnel>;

const thresholdParts = {
  dimension: DimensionName,
  source: Type.String({ maxLength: 200, description: "'': any" }),
  event: Type.String({ maxLength: 1000, description: "'*': any; '': customers" }),
  field: Type.String({ maxLength: 500, description: "'': any" }),
  least: NullOr(Share),
};
export const QualityThreshold = Type.Object(thresholdParts, { additionalProperties: false });
export type QualityThreshold = Static<typeof QualityThreshold>;
export const QualityThresholds = Type.Object({ items: Type.Array(QualityThreshold, { maxItems: 500 }) }, { additionalProperties: false });
export type QualityThresholds = Static<typeof QualityThresholds>;
