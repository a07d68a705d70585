import Type from 'typebox';
import { FieldTypeName } from './catalogue.ts';
import { NullOr } from './define.ts';
import { ProblemDetail } from './problem.ts';
import { ProofSchema } from './proof.ts';
import { RuleSchema } from './rule.ts';
import { TagValueType } from './tag.ts';
import { Words } from './words.ts';

const words = {
  zh: Type.String({ description: 'what people call it; the name itself where nobody has said' }),
  en: Type.String(),
  description: Type.String(),
};
const field = {
  ...words,
  unit: Type.String(),
  type: Type.Union([FieldTypeName, Type.Null()], { description: 'what was sent most often; null: never a value' }),
  share: Type.Number({ description: 'of the events (or profiles) looked at, how many have a value' }),
};
const called = Type.Array(Type.Object({ key: Type.String(), ...Words.properties }));
const defined = { key: Type.String(), name: Type.String() };

/** Everything that a rule may name, for editors to offer: read once, searched on the spot. */
export const RuleVocabulary = Type.Object({
  events: Type.Array(
    Type.Object({
      name: Type.String(),
      ...words,
      events: Type.Integer({ description: 'that have passed, ever' }),
      lastAt: Type.String({ format: 'date-time' }),
    }),
    { description: 'most frequent first; without those that are hidden' },
  ),
  properties: Type.Array(Type.Object({ event: Type.String(), path: Type.String(), ...field })),
  traits: Type.Array(Type.Object({ path: Type.String(), ...field })),
  identifiers: Type.Array(Type.Object({ kind: Type.String(), ...words, share: Type.Number() })),
  products: Type.Array(Type.Object({ path: Type.String(), ...Words.properties }), { description: 'attributes of the catalogue’s products' }),
  accounts: Type.Array(Type.Object({ path: Type.String(), ...Words.properties })),
  context: Type.Array(Type.Object({ path: Type.String({ description: 'as rules write it: $utm.source' }), ...Words.properties })),
  tags: Type.Array(Type.Object({ ...defined, type: TagValueType, fields: Type.Array(Type.String()) })),
  segments: Type.Array(Type.Object(defined)),
  lists: Type.Array(Type.Object(defined)),
  metrics: Type.Array(Type.Object({ key: Type.String(), ...Words.properties, unit: Type.String({ description: 'count, money, ratio or day' }) })),
  holidays: called,
  usual: Type.Object(
    { events: called, properties: called, traits: called, identifiers: called },
    { description: 'what things of the common vocabulary are called, for those that nobody has sent yet' },
  ),
});
export type RuleVocabulary = Type.Static<typeof RuleVocabulary>;

export const RuleValuesQuery = Type.Object({
  of: Type.Union([Type.Literal('trait'), Type.Literal('property'), Type.Literal('tag'), Type.Literal('product')]),
  path: Type.String({ minLength: 1, maxLength: 500, description: 'as rules write it; of a tag its key, or key.field' }),
  event: Type.Optional(Type.String({ maxLength: 1000, description: 'of a property: the event that carries it; * for any' })),
  search: Type.Optional(Type.String({ maxLength: 200, description: 'only values that contain this, whatever the case' })),
});
export type RuleValuesQuery = Type.Static<typeof RuleValuesQuery>;

/** Values that the data hold, to choose from. Never all of them: from a sample. */
export const RuleValues = Type.Object({
  items: Type.Array(Type.Object({ value: Type.String(), count: Type.Integer({ description: 'in the sample' }) }), {
    description: 'most frequent first, 50 at most',
  }),
  looked: Type.Integer({ description: 'rows of the sample' }),
  isPersonal: Type.Boolean({ description: 'the field names people: its values are not listed' }),
});
export type RuleValues = Type.Static<typeof RuleValues>;

const given = {
  rule: Type.Optional(RuleSchema),
  text: Type.Optional(Type.String({ maxLength: 200_000, description: 'the rule as text, instead of `rule`' })),
};
export const RuleReadInput = Type.Object(given, { additionalProperties: false });

/** A rule in all its spellings. */
export const RuleRead = Type.Object({
  rule: RuleSchema,
  text: Type.String({ description: 'in its canonical layout' }),
  sentence: Words,
  warnings: Type.Array(ProblemDetail, { description: 'names that no data has brought yet' }),
});
export type RuleRead = Type.Static<typeof RuleRead>;

export const RuleProofInput = Type.Object(
  {
    ...given,
    profile: Type.Integer({ minimum: 1 }),
    at: Type.Optional(Type.String({ maxLength: 40, description: 'as of that moment (ISO 8601; without offset: the workspace’s zone); by default now' })),
  },
  { additionalProperties: false },
);
export const RuleProofView = Type.Object({
  profile: Type.Integer(),
  mergedFrom: NullOr(Type.Integer()),
  at: Type.String({ format: 'date-time' }),
  holds: Type.Boolean(),
  proof: ProofSchema,
});
export type RuleProofView = Type.Static<typeof RuleProofView>;

export const RuleKeyQuery = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 200 }),
  of: Type.Union([Type.Literal('segment'), Type.Literal('tag')]),
});
export const RuleKey = Type.Object({ key: Type.String() });
export type RuleKey = Type.Static<typeof RuleKey>;
