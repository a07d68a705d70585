import Type, { type Static } from 'typebox';
import { Words } from './words.ts';

const Moment = Type.String({ format: 'date-time' });

/** What a property's value must be. `any`: whatever comes. */
export const PlanType = Type.Union([
  Type.Literal('string'),
  Type.Literal('number'),
  Type.Literal('integer'),
  Type.Literal('boolean'),
  Type.Literal('date-time', { description: 'a text in ISO 8601: a day, or a day and a time' }),
  Type.Literal('object'),
  Type.Literal('list'),
  Type.Literal('any'),
]);
export type PlanType = Static<typeof PlanType>;
export const planTypes: readonly PlanType[] = ['string', 'number', 'integer', 'boolean', 'date-time', 'object', 'list', 'any'];

/** What becomes of an event that is not as the plan says. */
export const PlanMode = Type.Union([
  Type.Literal('observe', { description: 'it passes and is counted' }),
  Type.Literal('warn', { description: 'it passes, is counted, and marked wherever it is seen' }),
  Type.Literal('park', { description: 'it waits in quarantine, where it can be mended' }),
  Type.Literal('block', { description: 'it is dropped and counted; nothing brings it back' }),
]);
export type PlanMode = Static<typeof PlanMode>;
export const planModes: readonly PlanMode[] = ['observe', 'warn', 'park', 'block'];

/** One way of not being as the plan says. */
export const BreachKind = Type.Union([
  Type.Literal('unknown_event'),
  Type.Literal('unknown_property'),
  Type.Literal('missing'),
  Type.Literal('type'),
  Type.Literal('value'),
  Type.Literal('pattern'),
  Type.Literal('range'),
]);
export type BreachKind = Static<typeof BreachKind>;

const PlanValue = Type.Union([Type.String({ maxLength: 500 }), Type.Number(), Type.Boolean()]);

export const PlanProperty = Type.Object(
  {
    path: Type.String({
      minLength: 1,
      maxLength: 200,
      description: 'as rules write it: price, address.city, products[].sku; of identify and group: of their traits',
    }),
    type: PlanType,
    of: Type.Optional(PlanType),
    required: Type.Boolean({ description: 'of what lies in an optional object or in a list: wherever that is there' }),
    nullable: Type.Boolean(),
    values: Type.Optional(Type.Array(PlanValue, { minItems: 1, maxItems: 200, description: 'nothing else may come; of a list: its elements' })),
    pattern: Type.Optional(Type.String({ minLength: 1, maxLength: 300, description: 'a regular expression for the whole text; of a list: for its elements' })),
    minimum: Type.Optional(Type.Number()),
    maximum: Type.Optional(Type.Number()),
    description: Type.String({ maxLength: 2000 }),
  },
  { additionalProperties: false },
);
export type PlanProperty = Static<typeof PlanProperty>;

export const PlanEvent = Type.Object(
  {
    event: Type.String({ minLength: 1, maxLength: 500, description: 'as stored: Order Completed, Page Viewed, Screen Viewed, $identify, $group' }),
    mode: PlanMode,
    others: Type.Union([Type.Literal('allow'), Type.Literal('report')], { description: 'properties that the plan does not name' }),
    description: Type.String({ maxLength: 2000 }),
    properties: Type.Array(PlanProperty, { maxItems: 500 }),
  },
  { additionalProperties: false },
);
export type PlanEvent = Static<typeof PlanEvent>;

/** What events are to look like. */
export const Plan = Type.Object(
  {
    unknownEvents: Type.Union([Type.Literal('allow'), PlanMode], { description: 'track events that the plan does not name' }),
    events: Type.Array(PlanEvent, { maxItems: 2000 }),
  },
  { additionalProperties: false },
);
export type Plan = Static<typeof Plan>;

export const emptyPlan: Plan = { unknownEvents: 'allow', events: [] };

/** One difference between two plans. */
export const PlanChange = Type.Object({
  change: Type.Union([Type.Literal('added'), Type.Literal('removed'), Type.Literal('changed')]),
  event: Type.String({ description: "'' : of the plan as a whole" }),
  path: Type.String({ description: "'' : of the event itself" }),
  field: Type.String({ description: "'' : all of it" }),
  words: Words,
  /** Whether what passed without a word may not do so now. */
  isStricter: Type.Boolean(),
});
export type PlanChange = Static<typeof PlanChange>;
export const PlanDiff = Type.Object({ items: Type.Array(PlanChange) });
export type PlanDiff = Static<typeof PlanDiff>;

const version = {
  version: Type.Integer({ description: '1 is the first' }),
  reason: Type.String(),
  publishedBy: Type.String(),
  publishedAt: Moment,
  events: Type.Integer(),
  changes: Type.Integer({ description: 'against the version before' }),
};
export const PlanVersion = Type.Object(version);
export type PlanVersion = Static<typeof PlanVersion>;
export const PlanVersionDetail = Type.Object({ ...version, plan: Plan, diff: Type.Array(PlanChange) });
export type PlanVersionDetail = Static<typeof PlanVersionDetail>;

export const PlanDraft = Type.Object({
  plan: Plan,
  revision: Type.Integer({ description: '0: nobody has begun one; what is published stands there' }),
  updatedAt: Type.Union([Moment, Type.Null()]),
  updatedBy: Type.String(),
  diff: Type.Array(PlanChange, { description: 'against what is published' }),
});
export type PlanDraft = Static<typeof PlanDraft>;
export const PlanView = Type.Object({
  published: Type.Union([Type.Object({ ...version, plan: Plan }), Type.Null()]),
  draft: PlanDraft,
});
export type PlanView = Static<typeof PlanView>;

export const PlanDraftInput = Type.Object(
  { plan: Plan, revision: Type.Integer({ minimum: 0, description: 'of the draft that was changed; another one now: 412' }) },
  { additionalProperties: false },
);
export const PlanPublishInput = Type.Object(
  {
    revision: Type.Integer({ minimum: 0 }),
    reason: Type.String({ maxLength: 500 }),
    replay: Type.Optional(Type.Boolean({ default: true, description: 'runs again what waits in quarantine because of the plan' })),
  },
  { additionalProperties: false },
);
export const PlanPublished = Type.Object({ version: Type.Integer(), replay: Type.Union([Type.Integer(), Type.Null()]) });
export type PlanPublished = Static<typeof PlanPublished>;

/** What really came, beside a property of the plan. */
export const PlanEvidence = Type.Object({
  path: Type.String(),
  sampled: Type.Integer(),
  filledShare: Type.Number(),
  types: Type.Array(Type.Object({ type: Type.String(), share: Type.Number() })),
  examples: Type.Array(Type.Object({ value: Type.String(), events: Type.Integer() })),
  sources: Type.Array(Type.String()),
  proposal: PlanProperty,
  /** Why it is proposed so, and what speaks against it. */
  words: Words,
});
export type PlanEvidence = Static<typeof PlanEvidence>;
export const PlanLearned = Type.Object({
  event: Type.String(),
  sampled: Type.Integer(),
  proposal: PlanEvent,
  evidence: Type.Array(PlanEvidence),
});
export type PlanLearned = Static<typeof PlanLearned>;
export const PlanLearnInput = Type.Object(
  {
    revision: Type.Integer({ minimum: 0 }),
    events: Type.Optional(Type.Array(Type.String({ maxLength: 500 }), { maxItems: 2000, description: 'all that the plan does not name, where left out' })),
  },
  { additionalProperties: false },
);

/** An event beside the plan: planned, seen, or both. */
export const PlanRow = Type.Object({
  event: Type.String(),
  status: Type.Union([Type.Literal('planned'), Type.Literal('unplanned'), Type.Literal('unseen')]),
  isDraft: Type.Boolean({ description: 'stands in the draft otherwise than in what is published' }),
  mode: Type.Union([PlanMode, Type.Literal('allow')]),
  properties: Type.Integer(),
  required: Type.Integer(),
  volume: Type.Integer({ description: 'events that passed in the last 30 days' }),
  breaches: Type.Integer({ description: 'events of the last 30 days that were not as planned' }),
  breachDays: Type.Array(Type.Object({ day: Type.String({ format: 'date' }), events: Type.Integer() })),
  lastAt: Type.Union([Moment, Type.Null()]),
  description: Type.String(),
});
export type PlanRow = Static<typeof PlanRow>;
export const PlanRows = Type.Object({ items: Type.Array(PlanRow) });

/** Events of one kind that were not as planned, by where they came from. */
export const PlanBreach = Type.Object({
  event: Type.String(),
  path: Type.String(),
  kind: BreachKind,
  expected: Type.String(),
  source: Type.String(),
  library: Type.String({ description: 'what sent it, with its version' }),
  appVersion: Type.String(),
  passed: Type.Integer(),
  parked: Type.Integer(),
  dropped: Type.Integer(),
  firstAt: Moment,
  lastAt: Moment,
  days: Type.Array(Type.Object({ day: Type.String({ format: 'date' }), events: Type.Integer() })),
  places: Type.Array(Type.String(), { description: 'of some of them, in the log' }),
});
export type PlanBreach = Static<typeof PlanBreach>;
export const PlanBreachQuery = Type.Object({
  days: Type.Optional(Type.Integer({ minimum: 1, maximum: 40, default: 7 })),
  event: Type.Optional(Type.String({ maxLength: 500 })),
  source: Type.Optional(Type.String({ maxLength: 200 })),
});
export const PlanBreaches = Type.Object({ items: Type.Array(PlanBreach), events: Type.Integer(), hasMore: Type.Boolean() });
export type PlanBreaches = Static<typeof PlanBreaches>;

export const PlanPlaces = Type.Object(
  { places: Type.Array(Type.String({ pattern: '^\\d{1,15}-\\d{1,9}$' }), { minItems: 1, maxItems: 10 }) },
  { additionalProperties: false },
);
export const PlanMessages = Type.Object({
  items: Type.Array(
    Type.Object({ place: Type.String(), receivedAt: Moment, source: Type.String(), raw: Type.String({ description: 'as it was sent, as JSON text' }) }),
  ),
});
export type PlanMessages = Static<typeof PlanMessages>;

/** What a draft would have done to the events of the last days. */
export const PlanEffectInput = Type.Object(
  { days: Type.Optional(Type.Integer({ minimum: 1, maximum: 30, default: 7 })), plan: Type.Optional(Plan) },
  { additionalProperties: false },
);
const Ends = Type.Object({ fine: Type.Integer(), counted: Type.Integer(), parked: Type.Integer(), dropped: Type.Integer() });
export const PlanEffect = Type.Object({
  days: Type.Integer(),
  from: Moment,
  sampled: Type.Integer({ description: 'events that were run through both plans' }),
  before: Ends,
  after: Ends,
  rules: Type.Array(
    Type.Object({
      event: Type.String(),
      path: Type.String(),
      kind: BreachKind,
      expected: Type.String(),
      mode: PlanMode,
      events: Type.Integer({ description: 'of the sample' }),
      ofEvent: Type.Integer({ description: 'events of this name in the sample' }),
      before: Type.Integer({ description: 'of the same, under what is published' }),
      sources: Type.Array(Type.String()),
      places: Type.Array(Type.String()),
    }),
  ),
});
export type PlanEffect = Static<typeof PlanEffect>;

export const PlanTypesQuery = Type.Object({
  version: Type.Optional(Type.Integer({ minimum: 0, description: '0: the draft; what is published, where left out' })),
});
export const PlanVersionParams = Type.Object({ version: Type.Integer({ minimum: 1 }) });
export const PlanEventParams = Type.Object({ event: Type.String({ minLength: 1, maxLength: 500 }) });
