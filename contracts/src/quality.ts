import Type from 'typebox';
import { NullOr } from './define.ts';
import { TagValueType } from './tag.ts';
import { Words } from './words.ts';

const Grade = Type.Union([Type.Literal('good'), Type.Literal('limited'), Type.Literal('poor')]);
const Judgement = Type.Object({ grade: Grade, reasons: Type.Array(Type.Object({ grade: Grade, ...Words.properties })) });

const binParts = {
  label: Type.String(),
  from: Type.Optional(NullOr(Type.Number({ description: 'values above it' }))),
  to: Type.Optional(NullOr(Type.Number({ description: 'up to and with it' }))),
  value: Type.Optional(Type.String()),
};
const count = Type.Integer();
const share = Type.Number({ description: '0 to 1' });

export const QualityQuery = Type.Object({
  field: Type.Optional(Type.String({ maxLength: 100, description: 'part of a composite tag; of an RFM its tier by default' })),
  type: Type.Optional(TagValueType),
  reference: Type.Optional(Type.String({ maxLength: 40, description: 'drift against this moment (ISO 8601); 30 days ago by default' })),
  version: Type.Optional(Type.Integer({ minimum: 1, description: 'drift against the last values of this version of the tag' })),
  goal: Type.Optional(Type.String({ maxLength: 20_000, description: 'a segment’s key, or a rule as JSON' })),
});

export const QualityCard = Type.Object({
  subject: Type.String(),
  type: TagValueType,
  at: Type.String({ format: 'date-time' }),
  total: Type.Integer({ description: 'all profiles' }),
  known: Type.Integer({ description: 'profiles with a value' }),
  coverage: share,
  freshness: Type.Object({
    confirmedAt: NullOr(Type.String({ format: 'date-time', description: 'of a computed tag: its last run' })),
    ages: Type.Array(Type.Object({ q: Type.Number(), days: Type.Number() }), {
      description: 'days since each value was last said or changed, type 7 quantiles',
    }),
  }),
  distribution: Type.Object({
    distinct: Type.Integer(),
    bins: Type.Array(Type.Object({ ...binParts, count, share }), {
      description: 'deciles of numbers and dates, the 20 most frequent other values; the last one is of those without a value',
    }),
  }),
  drift: NullOr(
    Type.Object({
      reference: Type.Object({ at: Type.String({ format: 'date-time' }), version: NullOr(Type.Integer()), coverage: share }),
      psi: Type.Number(),
      level: Type.Union([Type.Literal('stable'), Type.Literal('shifting'), Type.Literal('shifted')]),
      bins: Type.Array(Type.Object({ ...binParts, before: share, now: share, part: Type.Number() }), {
        description: 'frozen on the reference; known values only',
      }),
    }),
  ),
  conflicts: NullOr(
    Type.Object({
      compared: Type.Integer({ description: 'profiles of whom two sources or more say something' }),
      disputed: Type.Integer({ description: 'of those, where their latest words differ' }),
      share: Type.Number({ description: 'disputed among all with a value' }),
    }),
  ),
  power: NullOr(
    Type.Object({
      goal: Words,
      positives: Type.Integer(),
      informationValue: Type.Number(),
      level: Type.Union([Type.Literal('none'), Type.Literal('weak'), Type.Literal('medium'), Type.Literal('strong'), Type.Literal('suspicious')]),
      bins: Type.Array(Type.Object({ ...binParts, count, positives: count, woe: Type.Number(), part: Type.Number() })),
    }),
  ),
  verdict: Type.Object({ grade: Grade, collectable: Judgement, trusted: Judgement, usable: Judgement }),
  formulas: Type.Array(Type.String()),
});
export type QualityCard = Type.Static<typeof QualityCard>;

export const TraitParams = Type.Object({ path: Type.String({ minLength: 1, maxLength: 500 }) });
