import Type from 'typebox';
import { ComputeView, DefinitionKey, NullOr, Refresh } from './define.ts';
import { RuleSchema } from './rule.ts';

const Name = Type.String({ minLength: 1, maxLength: 200 });
const Description = Type.String({ maxLength: 2000 });

export const SegmentInput = Type.Object(
  { key: DefinitionKey, name: Type.Optional(Name), description: Type.Optional(Description), rule: RuleSchema, refresh: Type.Optional(Refresh) },
  { additionalProperties: false },
);

/** What is not named stays as it is. */
export const SegmentChange = Type.Object(
  {
    key: Type.Optional(DefinitionKey),
    name: Type.Optional(Name),
    description: Type.Optional(Description),
    rule: Type.Optional(RuleSchema),
    refresh: Type.Optional(Refresh),
  },
  { additionalProperties: false },
);

const Sentence = Type.Object({ zh: Type.String(), en: Type.String() });

export const SegmentView = Type.Object({
  key: Type.String(),
  name: Type.String(),
  description: Type.String(),
  rule: RuleSchema,
  sentence: NullOr(Sentence),
  refresh: Refresh,
  version: Type.Integer({ description: 'the ETag; raised by every change' }),
  createdAt: Type.String({ format: 'date-time' }),
  updatedAt: Type.String({ format: 'date-time' }),
  ...ComputeView,
});
export type SegmentView = Type.Static<typeof SegmentView>;

export const PreviewInput = Type.Object(
  {
    rule: RuleSchema,
    at: Type.Optional(Type.String({ maxLength: 40, description: 'ISO 8601; without offset: the workspace’s zone; by default now' })),
    limit: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000, default: 20, description: 'how many profile ids in the sample' })),
  },
  { additionalProperties: false },
);

export const PreviewView = Type.Object({
  count: Type.Integer(),
  total: Type.Integer({ description: 'all profiles; does not depend on `at`' }),
  sentence: Sentence,
  sample: Type.Array(Type.Integer(), { description: 'the members with the lowest profile ids' }),
  elapsedMs: Type.Number(),
  sql: Type.String(),
  dependencies: Type.Object({
    events: Type.Array(Type.String()),
    traits: Type.Array(Type.String()),
    tags: Type.Array(Type.String()),
    segments: Type.Array(Type.String()),
    identifiers: Type.Array(Type.String()),
    earliest: NullOr(Type.String({ format: 'date-time', description: 'the earliest moment whose events can count; null: no limit' })),
  }),
});

export const MemberChange = Type.Object({
  profile: Type.Integer(),
  change: Type.Union([Type.Literal('entered'), Type.Literal('left')]),
  at: Type.String({ format: 'date-time' }),
  cause: Type.String({ description: 'why the segment was computed: created, edited, requested, data, schedule' }),
});

export const ChangesQuery = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, default: 1000 })),
  since: Type.Optional(Type.String({ maxLength: 500, description: '`next` of the page before, or a moment (ISO 8601): changes after it' })),
  cursor: Type.Optional(Type.String({ maxLength: 500, description: 'the same as `since`' })),
});

export const MembersQuery = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, default: 1000 })),
  cursor: Type.Optional(Type.String({ maxLength: 500, description: '`next` of the page before' })),
});
