import Type from 'typebox';
import { NullOr } from './define.ts';

/** What people write down about a customer, and the complaints that events tell of. */

const Moment = Type.String({ format: 'date-time' });
const When = Type.String({ maxLength: 40, description: 'ISO 8601; without offset: the workspace’s zone' });

export const careKinds = ['note', 'interview', 'follow_up', 'complaint'] as const;
export const CareKind = Type.Enum([...careKinds]);
export type CareKind = (typeof careKinds)[number];

const State = Type.Enum(['open', 'done'], { description: 'of notes and interviews always done' });
const Text = Type.String({ minLength: 1, maxLength: 10_000, pattern: '\\S' });
const Outcome = Type.String({ maxLength: 2000, description: 'what came of it' });

export const CareInput = Type.Object(
  {
    kind: CareKind,
    text: Text,
    at: Type.Optional(When),
    dueAt: Type.Optional(NullOr(When)),
    assignee: Type.Optional(NullOr(Type.String({ maxLength: 100, description: 'an operator’s id' }))),
  },
  { additionalProperties: false },
);
export type CareInput = Type.Static<typeof CareInput>;

/** What is not named stays. The text is its author’s alone to change; the rest is everybody’s who may write. */
export const CarePatch = Type.Object(
  {
    text: Type.Optional(Text),
    at: Type.Optional(When),
    dueAt: Type.Optional(NullOr(When)),
    assignee: Type.Optional(NullOr(Type.String({ maxLength: 100 }))),
    state: Type.Optional(State),
    outcome: Type.Optional(Outcome),
  },
  { additionalProperties: false },
);
export type CarePatch = Type.Static<typeof CarePatch>;

const content = {
  text: Type.String(),
  at: Moment,
  dueAt: NullOr(Moment),
  assigneeName: NullOr(Type.String()),
  state: State,
  closedAt: NullOr(Moment),
  outcome: Type.String(),
};

export const CareView = Type.Object({
  id: Type.Integer(),
  kind: CareKind,
  profile: Type.Integer({ description: 'whom it was written for: this profile, or one that was merged into it' }),
  ...content,
  assignee: NullOr(Type.String()),
  author: Type.String({ description: 'the name of who wrote it' }),
  isOwn: Type.Boolean({ description: 'whoever asks wrote it, and may change its text' }),
  mayRemove: Type.Boolean({ description: 'its author, and who manages the workspace' }),
  madeAt: Moment,
  version: Type.Integer(),
  changedBy: Type.String(),
  changedAt: Moment,
});
export type CareView = Type.Static<typeof CareView>;

/** A complaint that the service desk’s events tell of. */
export const EventComplaint = Type.Object({
  messageId: Type.String(),
  event: Type.String(),
  ticket: NullOr(Type.String()),
  topic: NullOr(Type.String()),
  text: NullOr(Type.String()),
  source: Type.String(),
  at: Moment,
  state: State,
  closedAt: NullOr(Moment),
  satisfaction: NullOr(Type.Number()),
});
export type EventComplaint = Type.Static<typeof EventComplaint>;

export const CareAnswer = Type.Object({
  items: Type.Array(CareView, { description: 'open follow-ups and complaints first, then the newest' }),
  complaints: Type.Array(EventComplaint, { description: 'of events, the newest first' }),
  open: Type.Object({ followUps: Type.Integer(), overdue: Type.Integer(), complaints: Type.Integer() }),
});
export type CareAnswer = Type.Static<typeof CareAnswer>;

export const CareParams = Type.Object({ id: Type.Integer({ minimum: 1 }) });

export const CareVersions = Type.Object({
  items: Type.Array(Type.Object({ version: Type.Integer(), ...content, changedBy: Type.String(), changedAt: Moment }), {
    description: 'what it said before, the latest first',
  }),
});
export type CareVersions = Type.Static<typeof CareVersions>;

export const CareAssignees = Type.Object({ items: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })) });
export type CareAssignees = Type.Static<typeof CareAssignees>;

export const DueQuery = Type.Object({
  of: Type.Optional(Type.Enum(['me', 'everybody'], { default: 'me' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
});
export const DueFollowUps = Type.Object({ items: Type.Array(CareView, { description: 'open follow-ups, the most urgent first' }) });
export type DueFollowUps = Type.Static<typeof DueFollowUps>;
