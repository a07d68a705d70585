import Type from 'typebox';
import { DefinitionKey, NullOr } from './define.ts';
import { RuleSchema } from './rule.ts';
import { Words } from './words.ts';

const choice = {
  kinds: Type.Optional(
    Type.String({
      pattern: '^(trait|tag|metric)(,(trait|tag|metric))*$',
      description: 'only attributes of these kinds, with commas; metrics read every event and take longest. p-values are adjusted for what one answer tests',
    }),
  ),
};

export const PortraitInput = Type.Object(
  {
    rule: RuleSchema,
    against: Type.Optional({ ...RuleSchema, description: 'whom the rule’s people are held against; by default everyone' }),
    ...choice,
  },
  { additionalProperties: false },
);

/** Drawn so that a segment keeps enough people for its shares to be told apart. */
const estimate = Type.Boolean({
  default: false,
  description:
    'counting everyone takes seconds where there are millions: true draws some of the customers, the same each time, where enough of the segment (and of the other) are drawn',
});

export const PortraitQuery = Type.Object({
  estimate: Type.Optional(estimate),
  against: Type.Optional({ ...DefinitionKey, description: 'the key of a segment to hold it against; by default everyone' }),
  ...choice,
});

const NumberOrNull = NullOr(Type.Number());
const PValue = { p: Type.Number(), q: Type.Number({ description: 'p adjusted for everything tested in this portrait (Benjamini–Hochberg)' }) };

const PortraitBucket = Type.Object({
  kind: Type.Union([Type.Literal('value'), Type.Literal('bin'), Type.Literal('other'), Type.Literal('unknown')], {
    description: 'bin: above `from`, up to `to`; other: every value that is not shown by itself; unknown: no value',
  }),
  value: NullOr(Type.String()),
  from: Type.Union([Type.Number(), Type.String(), Type.Null()], { description: 'null: no end; dates as ISO dates' }),
  to: Type.Union([Type.Number(), Type.String(), Type.Null()]),
  inside: Type.Integer({ description: 'people of the segment' }),
  base: Type.Integer({ description: 'people it is held against' }),
  insideShare: Type.Number(),
  baseShare: Type.Number(),
  index: { ...NumberOrNull, description: 'TGI: share in the segment / share in the base × 100; null: nobody in the base' },
  z: Type.Number({ description: 'two-proportion z; of overlapping groups with their covariance' }),
  isSparse: Type.Boolean({ description: 'fewer than 5 people are expected somewhere: p and q say little' }),
  ...PValue,
});

const NumberSide = Type.Object({
  mean: Type.Union([Type.Number(), Type.String(), Type.Null()]),
  median: Type.Union([Type.Number(), Type.String(), Type.Null()]),
});

const PortraitAttribute = Type.Object({
  kind: Type.Union([Type.Literal('trait'), Type.Literal('tag'), Type.Literal('metric')]),
  key: Type.String({ description: 'a trait’s path, a tag’s key or key.field, a metric’s key' }),
  form: Type.Union([Type.Literal('values'), Type.Literal('list'), Type.Literal('numbers'), Type.Literal('dates')], {
    description: 'list: people may be in several buckets',
  }),
  isInRule: Type.Boolean({ description: 'the rule itself asks for it, so it differs by construction' }),
  isSignificant: Type.Boolean({ description: 'q < 0.05' }),
  strength: Type.Number({ description: 'how far apart the distributions are, whatever the sizes (Cohen’s w)' }),
  ...PValue,
  known: Type.Object({ inside: Type.Integer(), base: Type.Integer() }),
  numbers: NullOr(Type.Object({ inside: NumberSide, base: NumberSide })),
  buckets: Type.Array(PortraitBucket),
});

export const PortraitView = Type.Object({
  sentence: Words,
  against: NullOr(Words),
  inside: Type.Integer(),
  base: Type.Integer(),
  both: Type.Integer({ description: 'people on both sides; of everyone all inside' }),
  oneIn: Type.Integer({ description: '1: everybody was counted; more: one customer in so many was drawn, and all counts are of those' }),
  attributes: Type.Array(PortraitAttribute, { description: 'significant ones first, the strongest of those first' }),
  leftOut: Type.Array(
    Type.Object({
      kind: Type.String(),
      key: Type.String(),
      reason: Type.Union(
        [Type.Literal('identifying'), Type.Literal('too_many_values'), Type.Literal('long_texts'), Type.Literal('nobody'), Type.Literal('too_many_attributes')],
        {
          description: 'identifying: it names people, or looks as if it did',
        },
      ),
    }),
  ),
  at: Type.String({ format: 'date-time', description: 'when it was counted; what took long is given again for ten minutes' }),
  elapsedMs: Type.Number(),
});
export type PortraitView = Type.Static<typeof PortraitView>;
