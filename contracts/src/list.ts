import Type from 'typebox';
import { DefinitionKey, NullOr } from './define.ts';

const Kind = Type.String({
  minLength: 1,
  maxLength: 100,
  description: 'what the values are: a kind of identifier (email, phone, user_id, openid:<app>…), or `profile` for profile ids',
});
const Values = Type.Array(Type.Union([Type.String({ maxLength: 1000 }), Type.Integer({ minimum: 0 })]), { maxItems: 1_000_000 });
const Name = Type.String({ minLength: 1, maxLength: 200 });
const Description = Type.String({ maxLength: 2000 });

export const ListInput = Type.Object(
  {
    key: DefinitionKey,
    name: Type.Optional(Name),
    description: Type.Optional(Description),
    kind: Type.Optional(Kind),
    values: Type.Optional(Values),
    segment: Type.Optional({ ...DefinitionKey, description: 'instead of values: freezes the people of this segment' }),
    at: Type.Optional(Type.String({ maxLength: 40, description: 'with segment: its stored members as of that moment (ISO 8601); by default its rule now' })),
  },
  { additionalProperties: false },
);
export type ListInput = Type.Static<typeof ListInput>;

export const ListChange = Type.Object(
  { key: Type.Optional(DefinitionKey), name: Type.Optional(Name), description: Type.Optional(Description) },
  { additionalProperties: false },
);

export const ListMembersInput = Type.Object({ kind: Kind, values: Values }, { additionalProperties: false });

export const ListView = Type.Object({
  key: Type.String(),
  name: Type.String(),
  description: Type.String(),
  origin: Type.Union([Type.Literal('upload'), Type.Literal('segment')]),
  kind: NullOr(Type.String({ description: 'of the identifiers it was uploaded by' })),
  segment: NullOr(Type.String({ description: 'the segment it was frozen from' })),
  takenAt: NullOr(Type.String({ format: 'date-time', description: 'of a frozen segment: the moment whose members they are' })),
  isAutomatic: Type.Boolean({ description: 'kept by the segment’s schedule, which removes it again' }),
  count: Type.Integer({ description: 'profiles on it today' }),
  unmatched: Type.Integer({ description: 'values that led to nobody' }),
  usedBy: Type.Array(Type.Object({ kind: Type.Union([Type.Literal('segment'), Type.Literal('tag')]), key: Type.String() })),
  version: Type.Integer({ description: 'the ETag; raised by every change, of its members too' }),
  createdAt: Type.String({ format: 'date-time' }),
  updatedAt: Type.String({ format: 'date-time' }),
});
export type ListView = Type.Static<typeof ListView>;

export const ListOutline = Type.Omit(ListView, ['count', 'usedBy']);

export const ListChangeView = Type.Object({
  ...ListView.properties,
  changed: Type.Integer({ description: 'profiles that were put on it, or taken off' }),
});

export const unmatchedReasons = ['masked', 'blocked', 'malformed', 'unknown'] as const;
export const UnmatchedReason = Type.Enum([...unmatchedReasons], {
  description: 'masked: characters are hidden; blocked: it says nothing (null, 0000); malformed: no such identifier can be; unknown: nobody has it',
});
export type UnmatchedReason = (typeof unmatchedReasons)[number];
export const UnmatchedValue = Type.Object({ kind: Type.String(), value: Type.String(), reason: UnmatchedReason });

export const ListOverview = Type.Object({
  items: Type.Array(ListView, { description: 'the latest first; 5,000 at most' }),
  isCut: Type.Boolean(),
});
export type ListOverview = Type.Static<typeof ListOverview>;

/** What a column of a file (or what was pasted) may be: how many of its values lead to somebody, as which kind. */
export const ListRecognition = Type.Object({
  rows: Type.Integer(),
  columns: Type.Array(
    Type.Object({
      name: Type.String(),
      filled: Type.Integer({ description: 'rows with a value' }),
      examples: Type.Array(Type.String()),
      guesses: Type.Array(
        Type.Object({
          kind: Type.String({ description: 'of identifier; `profile`: profile ids' }),
          tried: Type.Integer({ description: 'different values that were looked up' }),
          found: Type.Integer({ description: 'of those: lead to somebody' }),
          reasons: Type.Record(Type.String(), Type.Integer(), { description: 'of the others: masked, blocked, malformed, unknown' }),
        }),
        { description: 'the likeliest first; none: no kind of identifier fits' },
      ),
    }),
  ),
  best: NullOr(Type.Object({ column: Type.String(), kind: Type.String() })),
});
export type ListRecognition = Type.Static<typeof ListRecognition>;
