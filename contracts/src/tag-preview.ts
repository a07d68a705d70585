import Type from 'typebox';
import { NullOr, Refresh } from './define.ts';
import { ProblemDetail } from './problem.ts';
import { TagDefinitionSchema, TagDistributionShape, TagKind, TagText, TagValueType } from './tag.ts';
import { Words } from './words.ts';

export const TagPreviewInput = Type.Object(
  {
    definition: Type.Optional(TagDefinitionSchema),
    text: TagText,
    type: Type.Optional(TagValueType),
    kind: Type.Optional(TagKind),
    key: Type.Optional(Type.String({ maxLength: 100, description: 'the tag that is being edited: a life cycle goes on from the stages it has' })),
    isExact: Type.Optional(Type.Boolean({ default: false, description: 'look at everybody, however many there are' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 50, description: 'how many values' })),
  },
  { additionalProperties: false },
);

export const TagPreviewView = Type.Object({
  kind: TagKind,
  type: TagValueType,
  refresh: Refresh,
  definition: TagDefinitionSchema,
  text: Type.String({ description: 'the definition as text, in its canonical layout' }),
  sentence: Words,
  trait: NullOr(Type.String({ description: 'the trait whose value it copies; what is masked there is masked here' })),
  distribution: TagDistributionShape,
  oneIn: NullOr(Type.Integer({ description: 'null: everybody was looked at; otherwise one profile in so many, and the counts are estimates' })),
  examples: Type.Array(
    Type.Object({
      profile: Type.Integer(),
      value: Type.Unknown(),
      details: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]))),
    }),
    { description: 'some profiles, the same ones each time' },
  ),
  cutPoints: Type.Unknown({ description: 'rfm, tiers, grid: the cut points it would have now; feature: what it takes of everybody now (FeatureFacts)' }),
  warnings: Type.Array(ProblemDetail, { description: 'names in the definition that no data has brought yet' }),
  cost: Type.Object({ rowsRead: Type.Integer(), bytesRead: Type.Integer(), memoryBytes: Type.Integer() }),
  sql: Type.String(),
  at: Type.String({ format: 'date-time' }),
  elapsedMs: Type.Number(),
});
export type TagPreviewView = Type.Static<typeof TagPreviewView>;
