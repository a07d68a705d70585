import Type, { type Static } from 'typebox';
import { SourceView } from './govern.ts';
import { Words } from './words.ts';

const Moment = Type.String({ format: 'date-time' });
const maybe = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

const flow = {
  accepted: Type.Integer(),
  passed: Type.Integer({ description: 'also what was replayed from quarantine in that time' }),
  dropped: Type.Integer(),
  parked: Type.Integer({ description: 'less what left quarantine in that time; may be negative' }),
};

/** What a source has done: how its events ended, since when it is silent, by which libraries it sends. */
export const SourceActivity = Type.Object({
  total: Type.Object({ ...flow, lag: Type.Integer() }),
  lastHour: Type.Object(flow),
  lastDay: Type.Object(flow),
  lastSeenAt: Type.Union([Moment, Type.Null()], { description: 'when the newest event with an end was received' }),
  libraries: Type.Array(Type.Object({ library: Type.String(), version: Type.String(), lastSeenAt: Moment }), {
    description: 'what its events say of the library that sent them, newest first; from a sample',
  }),
});
export type SourceActivity = Static<typeof SourceActivity>;

const more = {
  label: Type.String({ description: 'what people call it; the name where nobody has said. Rules read the name ($source), which stays' }),
  disabledAt: maybe(Moment),
  previousKeyUntil: Type.Union([Moment, Type.Null()], { description: 'until then the write key before the last rotation still works' }),
};

export const SourceListed = Type.Object({ ...SourceView.properties, ...more, activity: SourceActivity });
export type SourceListed = Static<typeof SourceListed>;

export const SourceChange = Type.Object(
  {
    label: Type.Optional(Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' })),
    trust: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
    isDisabled: Type.Optional(Type.Boolean({ description: 'its events are refused with DQ_SOURCE_DISABLED; nothing that came before is lost' })),
  },
  { additionalProperties: false, minProperties: 1 },
);

export const RotateRequest = Type.Object(
  { graceHours: Type.Optional(Type.Integer({ minimum: 0, maximum: 720, default: 0, description: 'how long the old key goes on working; 0: not at all' })) },
  { additionalProperties: false },
);

export const InstructionsQuery = Type.Object({
  reveal: Type.Optional(Type.Boolean({ default: false, description: 'with the write key filled in; needs data.write and is written to the audit log' })),
});

/** How to send events to a source, for each client that works. */
export const Instructions = Type.Object({
  host: Type.String({ description: 'where this server was asked for' }),
  writeKey: Type.Union([Type.String(), Type.Null()], { description: 'null unless it was asked for' }),
  placeholder: Type.String({ description: 'what stands in the snippets in the place of the key' }),
  clients: Type.Array(
    Type.Object({
      key: Type.String(),
      name: Type.String(),
      platform: Type.Union([Type.Literal('web'), Type.Literal('miniprogram'), Type.Literal('server'), Type.Literal('http')]),
      about: Words,
      steps: Type.Array(Type.Object({ title: Words, language: Type.String(), code: Type.String() })),
    }),
  ),
});
export type Instructions = Static<typeof Instructions>;
