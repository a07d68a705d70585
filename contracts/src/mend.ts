import Type, { type Static } from 'typebox';
import { Words } from './words.ts';

const Path = Type.String({ minLength: 1, maxLength: 300, description: 'into the message, names joined by dots: properties.price, userId' });

/** One change to a parked event before it runs again; steps are done in their order. */
export const MendStep = Type.Union([
  Type.Object({ do: Type.Literal('rename'), path: Path, to: Path }, { additionalProperties: false }),
  Type.Object({ do: Type.Literal('set'), path: Path, value: Type.Unknown({ description: 'any JSON' }) }, { additionalProperties: false }),
  Type.Object(
    {
      do: Type.Literal('cast'),
      path: Path,
      to: Type.Union([Type.Literal('text'), Type.Literal('number'), Type.Literal('boolean'), Type.Literal('date')]),
    },
    { additionalProperties: false },
  ),
  Type.Object({ do: Type.Literal('drop'), path: Path }, { additionalProperties: false }),
  Type.Object({ do: Type.Literal('timestamp') }, { additionalProperties: false, description: 'the moment at which it was received' }),
  Type.Object(
    { do: Type.Literal('replace'), raw: Type.Record(Type.String(), Type.Unknown()) },
    { additionalProperties: false, description: 'of one event: all of it; only for those who see personal data unmasked, because masks would be kept' },
  ),
  Type.Object(
    { do: Type.Literal('discard'), note: Type.String({ minLength: 1, maxLength: 300, pattern: '\\S', description: 'why; kept in the audit log' }) },
    { additionalProperties: false, description: 'it leaves quarantine and counts as dropped; cannot be undone' },
  ),
]);
export type MendStep = Static<typeof MendStep>;

/** Which parked events; nothing named: all of them. `event` may be empty: those that say none. */
export const QuarantineSelection = Type.Object(
  {
    reason: Type.Optional(Type.String({ maxLength: 100 })),
    source: Type.Optional(Type.String({ maxLength: 200 })),
    event: Type.Optional(Type.String({ maxLength: 500 })),
    ids: Type.Optional(Type.Array(Type.String({ pattern: '^\\d{1,15}-\\d{1,9}$' }), { minItems: 1, maxItems: 1000 })),
  },
  { additionalProperties: false },
);

/** What is wrong with parked events of one kind, in plain words, and what might mend it. */
export const Offence = Type.Object({
  path: Type.Union([Type.String(), Type.Null()], { description: 'where in the message' }),
  words: Words,
  proposal: Type.Union([Type.Object({ steps: Type.Array(MendStep), words: Words }), Type.Null()], { description: 'no steps: running it again may do' }),
});
export type Offence = Static<typeof Offence>;

export const QuarantineGroup = Type.Object({
  reason: Type.String(),
  source: Type.String(),
  event: Type.String(),
  events: Type.Integer(),
  firstAt: Type.String({ format: 'date-time' }),
  lastAt: Type.String({ format: 'date-time' }),
  offence: Offence,
});
export type QuarantineGroup = Static<typeof QuarantineGroup>;
export const QuarantineGroups = Type.Object({ items: Type.Array(QuarantineGroup), events: Type.Integer(), hasMore: Type.Boolean() });

const Steps = Type.Array(MendStep, { maxItems: 20 });
export const MendPreviewRequest = Type.Object({ select: QuarantineSelection, steps: Steps }, { additionalProperties: false });
export const MendRequest = Type.Object(
  {
    select: QuarantineSelection,
    steps: Steps,
    confirmDiscard: Type.Optional(Type.Boolean({ default: false, description: 'must be true when a step discards: that cannot be undone' })),
  },
  { additionalProperties: false },
);

export const MendPreview = Type.Object({
  total: Type.Integer({ description: 'parked events that are selected' }),
  passing: Type.Integer({ description: 'of the events shown, those that would pass' }),
  items: Type.Array(
    Type.Object({
      id: Type.String(),
      receivedAt: Type.String({ format: 'date-time' }),
      raw: Type.String({ description: 'as it is, as JSON text' }),
      mended: Type.Object({ raw: Type.String() }, { description: 'as it would be' }),
      outcome: Type.Union([Type.Literal('passed'), Type.Literal('dropped'), Type.Literal('parked')]),
      reason: Type.String(),
      detail: Type.String(),
      offence: Offence,
    }),
  ),
});
export type MendPreview = Static<typeof MendPreview>;
