import Type from 'typebox';
import { ConsentView } from './consent.ts';
import { PageOf, PageQuery } from './page.ts';

const Id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
const Moment = Type.String({ format: 'date-time' });
const MaybeMoment = Type.Union([Moment, Type.Null()]);
const Json = Type.Unknown();
const IdentifierRef = Type.Object({ kind: Type.String(), value: Type.String() });

export const ProfileParams = Type.Object({ id: Id });

export const LookupQuery = Type.Object({
  kind: Type.String({ minLength: 1, maxLength: 80, pattern: '^(?!account/)', description: 'email, phone, user_id, openid:<app>, …' }),
  value: Type.String({ minLength: 1, maxLength: 512, description: 'as people write it; it is normalised as at collection' }),
});

/** Everything about one profile. */
export const ProfileView = Type.Object({
  id: Id,
  identifiers: Type.Array(Type.Object({ kind: Type.String(), value: Type.String(), firstSeen: Moment, lastSeen: Moment, source: Type.String() })),
  traits: Type.Record(Type.String(), Json, { description: 'nested, with the types they were sent with' }),
  tags: Type.Record(Type.String(), Json),
  segments: Type.Array(Type.String()),
  consents: Type.Array(ConsentView, { description: 'what stands now of every purpose and channel that was spoken of' }),
  createdAt: Moment,
  updatedAt: Moment,
  eventCount: Type.Integer({ description: 'without $identify, $group and $alias' }),
  firstSeenAt: MaybeMoment,
  lastSeenAt: MaybeMoment,
  mergedFrom: Type.Optional(Type.Integer({ description: 'the id asked for, when it was merged away: this is the survivor' })),
});
export type ProfileView = Type.Static<typeof ProfileView>;

export const ProfilesQuery = Type.Object({
  ...PageQuery.properties,
  segment: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'only members of the segment with this key' })),
  list: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'only those on the list of people with this key' })),
  ids: Type.Optional(Type.String({ pattern: '^\\d{1,15}(,\\d{1,15}){0,199}$', description: 'only these, with commas; at most 200' })),
});
export const ProfilePage = PageOf(ProfileView);

export const ProfileSearchQuery = Type.Object({
  q: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S', description: 'what one knows of somebody' }),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
});
export const ProfileFound = Type.Object({
  profile: ProfileView,
  because: Type.Object({
    by: Type.Enum(['identifier', 'id', 'order', 'name', 'company', 'part', 'sound'], {
      description: 'part: the end or a word of an identifier; sound: a Chinese name that is read as the letters say',
    }),
    kind: Type.Optional(Type.String({ description: 'of the identifier' })),
  }),
});
export type ProfileFound = Type.Static<typeof ProfileFound>;
export const ProfileSearch = Type.Object({ items: Type.Array(ProfileFound) });

export const TimelineQuery = Type.Object({
  ...PageQuery.properties,
  event: Type.Optional(Type.String({ minLength: 1, maxLength: 512, description: 'only events of this name' })),
});

export const TimelineEvent = Type.Object({
  messageId: Type.String(),
  type: Type.String(),
  event: Type.String(),
  timestamp: Moment,
  receivedAt: Moment,
  source: Type.String(),
  identifiers: Type.Array(Type.String(), { description: 'kind=value' }),
  isBot: Type.Boolean(),
  isClamped: Type.Boolean({ description: 'its time lay in the future and was set to when it was received' }),
  properties: Json,
  context: Json,
});
export type TimelineEvent = Type.Static<typeof TimelineEvent>;
export const Timeline = PageOf(TimelineEvent);

export const EventsQuery = Type.Object({
  ...TimelineQuery.properties,
  from: Type.Optional(Type.String({ maxLength: 40, description: 'ISO 8601, inclusive; without an offset in the zone of the workspace' })),
  to: Type.Optional(Type.String({ maxLength: 40, description: 'ISO 8601, exclusive' })),
});
/** An event of anybody: as in a timeline, and whose it is. */
export const ProfileEvent = Type.Object({ profile: Id, ...TimelineEvent.properties });
export type ProfileEvent = Type.Static<typeof ProfileEvent>;
export const EventPage = PageOf(ProfileEvent);

export const IdentityView = Type.Object({
  edges: Type.Array(
    Type.Object({
      a: IdentifierRef,
      b: IdentifierRef,
      kind: Type.String(),
      messageId: Type.String(),
      source: Type.String(),
      firstSeen: Moment,
      lastSeen: Moment,
    }),
  ),
  merges: Type.Array(
    Type.Object({
      id: Type.Integer(),
      into: Type.Integer(),
      from: Type.Integer(),
      cause: Type.String(),
      messageId: Type.Union([Type.String(), Type.Null()]),
      author: Type.Union([Type.String(), Type.Null()]),
      reason: Type.Union([Type.String(), Type.Null()]),
      mergedAt: Moment,
      undoneAt: MaybeMoment,
      undoneBy: Type.Union([Type.String(), Type.Null()]),
      undoReason: Type.Union([Type.String(), Type.Null()]),
      homes: Type.Tuple([Type.Integer(), Type.Integer()], { description: 'the two profile ids that its link joins: an unmerge parts just these' }),
      link: Type.Union([Type.Object({ a: IdentifierRef, b: IdentifierRef }), Type.Null()], {
        description: 'the identifiers that were named together; null: by hand',
      }),
      isExact: Type.Boolean({ description: 'false: older than the version that can undo it exactly' }),
    }),
  ),
  conflicts: Type.Array(
    Type.Object({
      id: Type.Integer({ description: 'by which it is decided: POST /identity/conflicts/decide' }),
      state: Type.String({ description: 'open, decided, or solved: the two have become one by other means' }),
      decision: Type.Union([Type.String(), Type.Null()], { description: 'join, apart or shared' }),
      kept: Type.Integer({ description: 'the profile the event went to' }),
      other: Type.Union([Type.Integer(), Type.Null()], { description: 'the profile that stayed apart; null where the identifier was new' }),
      cause: Type.String({ description: '`limit`: a limit of `kind` stood in the way; `separated`: a merge of the two was undone' }),
      kind: Type.String(),
      a: IdentifierRef,
      b: IdentifierRef,
      messageId: Type.String(),
      firstSeen: Moment,
    }),
  ),
  separations: Type.Array(
    Type.Object({
      homes: Type.Tuple([Type.Integer(), Type.Integer()]),
      profiles: Type.Tuple([Type.Integer(), Type.Integer()], { description: 'what the homes lead to now; twice the same where a later merge has lifted it' }),
      mergeId: Type.Union([Type.Integer(), Type.Null()], { description: 'the merge that was undone; null: somebody said of a conflict that they are two' }),
      madeAt: Moment,
    }),
    { description: 'undone merges and conflicts that were decided: messages do not join these' },
  ),
});
export type IdentityView = Type.Static<typeof IdentityView>;

const Reason = Type.Optional(Type.String({ maxLength: 2000, description: 'kept with the merge' }));

export const MergeInput = Type.Object(
  {
    into: Type.Integer({ minimum: 1, description: 'a profile id; one that was merged away stands for what it became' }),
    from: Type.Integer({ minimum: 1 }),
    reason: Reason,
  },
  { additionalProperties: false },
);
export const MergeAnswer = Type.Object({ mergeId: Type.Integer() });

export const UnmergeInput = Type.Object({ mergeId: Type.Integer({ minimum: 1 }), reason: Reason }, { additionalProperties: false });
export const UnmergeAnswer = Type.Object({
  profiles: Type.Array(ProfileView, { description: 'both, the one with the lower id first' }),
  isExact: Type.Boolean({
    description: 'false: the merge is older than the version that keeps both sides apart, so what came after it stays with the survivor',
  }),
});
