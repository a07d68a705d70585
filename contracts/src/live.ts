import Type from 'typebox';
import { NullOr } from './define.ts';
import { RuleSchema } from './rule.ts';

/** `GET /api/v1/stream`: server-sent events, each with an id and one JSON object as data, which names its topic. */
export const StreamQuery = Type.Object({
  topics: Type.String({
    minLength: 1,
    maxLength: 4000,
    description: 'comma-separated: segment:<key>, tag:<key>, pipeline, tasks; segment:* and tag:* are all of them',
  }),
  lastEventId: Type.Optional(Type.String({ maxLength: 60, description: 'the same as the header Last-Event-ID: resume after this event' })),
});

export const DryRunInput = Type.Object(
  { rule: RuleSchema, limit: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000, default: 20, description: 'how many profile ids in each sample' })) },
  { additionalProperties: false },
);

const Side = Type.Object({ count: Type.Integer(), sample: Type.Array(Type.Integer(), { description: 'profile ids, ascending' }) });
export const DryRunView = Type.Object({
  before: Type.Integer({ description: 'members now' }),
  after: Type.Integer({ description: 'members by the new rule' }),
  entering: Side,
  leaving: Side,
  at: Type.String({ format: 'date-time' }),
  elapsedMs: Type.Number(),
});
export type DryRunView = Type.Static<typeof DryRunView>;

export const LiveDefinitionView = Type.Object({
  kind: Type.Union([Type.Literal('tag'), Type.Literal('segment')]),
  key: Type.String(),
  isFollowed: Type.Boolean({ description: 'kept up to date by ticks; otherwise it runs in full when data has passed' }),
  obstacle: NullOr(Type.String({ description: 'why ticks cannot follow it' })),
  isBehind: Type.Boolean(),
  reconciledAt: NullOr(Type.String({ format: 'date-time' })),
  drift: Type.Integer({ description: 'profiles that its last reconciliation found wrong; must be 0' }),
});
export const LiveView = Type.Object({ pending: Type.Integer(), definitions: Type.Array(LiveDefinitionView) });
export type LiveView = Type.Static<typeof LiveView>;
export const ReconcileView = Type.Object({ requested: Type.Integer({ description: 'definitions that will be reconciled, one after the other' }) });
