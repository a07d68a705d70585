import Type, { type Static } from 'typebox';

export const DebuggerQuery = Type.Object({
  source: Type.Optional(Type.String({ maxLength: 200 })),
  event: Type.Optional(Type.String({ maxLength: 500, description: 'name as stored, in full' })),
  outcome: Type.Optional(Type.Union([Type.Literal('passed'), Type.Literal('dropped'), Type.Literal('parked')])),
  value: Type.Optional(Type.String({ maxLength: 512, description: 'an identifier or a message id, typed in full' })),
  after: Type.Optional(Type.Integer({ minimum: 0, description: '`last` of the answer before: what came since' })),
});

/** An event as it arrived, and how it ended. */
export const LookedEventView = Type.Object({
  id: Type.String({ description: 'its place in the log' }),
  receivedAt: Type.String({ format: 'date-time' }),
  source: Type.String(),
  event: Type.String(),
  type: Type.String(),
  messageId: Type.String(),
  outcome: Type.Union([Type.Literal('passed'), Type.Literal('dropped'), Type.Literal('parked')]),
  reason: Type.String({ description: "'' when it passed" }),
  detail: Type.String(),
  breaches: Type.Optional(
    Type.Array(Type.Object({ path: Type.String(), kind: Type.String(), expected: Type.String() }), { description: 'what is not as the tracking plan says' }),
  ),
  cleaned: Type.Optional(
    Type.Object(
      { raw: Type.String(), rules: Type.Array(Type.String()) },
      { description: 'as it went on after the cleaning rules, and which of them did something' },
    ),
  ),
  identifiers: Type.Array(Type.Object({ kind: Type.String(), value: Type.String() })),
  profile: Type.Union([Type.Integer(), Type.Null()]),
  raw: Type.String({ description: 'as it was sent, as JSON text; empty when it is too long to be shown here' }),
});
export type LookedEventView = Static<typeof LookedEventView>;

/** What a look shows: also each message of the stream. */
export const LookedView = Type.Object({
  items: Type.Array(LookedEventView),
  leftOut: Type.Integer({ description: 'events that the filter asks for and that were too many to be shown' }),
  last: Type.Integer({ description: 'for `after`' }),
  shownPerSecond: Type.Integer({ description: 'more than this are sampled' }),
});
export type LookedView = Static<typeof LookedView>;
