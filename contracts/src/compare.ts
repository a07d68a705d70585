import Type from 'typebox';
import { DefinitionKey } from './define.ts';
import { RuleSchema } from './rule.ts';
import { Words } from './words.ts';

export const CombineInput = Type.Object(
  {
    op: Type.Union([Type.Literal('union'), Type.Literal('intersection'), Type.Literal('difference')], {
      description: 'difference: those in the first who are in none of the others',
    }),
    of: Type.Array(DefinitionKey, { minItems: 1, maxItems: 50, uniqueItems: true, description: 'keys of segments' }),
  },
  { additionalProperties: false },
);
export type CombineInput = Type.Static<typeof CombineInput>;

export const CombineView = Type.Object({
  rule: RuleSchema,
  sentence: Words,
  count: Type.Integer(),
  total: Type.Integer(),
});

export const OverlapInput = Type.Object(
  {
    of: Type.Array(Type.Union([DefinitionKey, RuleSchema]), { minItems: 2, maxItems: 12, description: 'keys of segments, or rules' }),
    at: Type.Optional(Type.String({ maxLength: 40, description: 'ISO 8601; by default now' })),
  },
  { additionalProperties: false },
);

const Matrix = Type.Array(Type.Array(Type.Number()));

export const OverlapView = Type.Object({
  total: Type.Integer({ description: 'all profiles' }),
  none: Type.Integer({ description: 'profiles that are in none of the sets' }),
  sets: Type.Array(
    Type.Object({
      segment: Type.Union([Type.String(), Type.Null()], { description: 'the key; null: a rule' }),
      sentence: Words,
      size: Type.Integer(),
    }),
  ),
  shared: Type.Array(Type.Array(Type.Integer()), { description: 'shared[i][j]: profiles in both; shared[i][i] is the size' }),
  jaccard: { ...Matrix, description: 'shared / in either, 0 to 1; 0 where both are empty' },
  exclusive: Type.Array(Type.Object({ of: Type.Array(Type.Integer()), count: Type.Integer() }), {
    description: 'UpSet: profiles that are in exactly these sets (places in `sets`) and no other, largest first',
  }),
});
export type OverlapView = Type.Static<typeof OverlapView>;
