import Type from 'typebox';
import { NullOr, Refresh } from './define.ts';
import { PageOf, PageQuery } from './page.ts';
import { TimelineEvent } from './profile.ts';
import { TagKind } from './tag.ts';
import { Words } from './words.ts';

/** One customer seen from all sides: what the page of a customer shows besides the profile itself. */

const Count = Type.Integer();
const Moment = Type.String({ format: 'date-time' });
const MaybeMoment = NullOr(Moment);
const Said = { value: Type.Unknown(), source: Type.String(), at: Moment };

/** A customer attribute with where it comes from. */
export const ProfileTrait = Type.Object({
  trait: Type.String({ description: 'its path' }),
  ...Said,
  messageId: Type.String(),
  others: Type.Array(Type.Object(Said), { description: 'what other sources, or the same one elsewhere, said last and what does not count; the newest first' }),
});
export type ProfileTrait = Type.Static<typeof ProfileTrait>;
export const ProfileTraits = Type.Object({ items: Type.Array(ProfileTrait) });
export type ProfileTraits = Type.Static<typeof ProfileTraits>;

export const LifeQuery = Type.Object({
  ...PageQuery.properties,
  event: Type.Optional(Type.String({ minLength: 1, maxLength: 512, description: 'only events of this name' })),
  source: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  channel: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'the channel of the context, such as web or app' })),
  from: Type.Optional(Type.String({ maxLength: 40, description: 'ISO 8601, inclusive; without an offset in the zone of the workspace' })),
  to: Type.Optional(Type.String({ maxLength: 40, description: 'ISO 8601, exclusive; a date alone ends that day' })),
  text: Type.Optional(
    Type.String({ minLength: 1, maxLength: 200, description: 'stands in the event’s name or properties as whoever asks sees them, without regard to case' }),
  ),
  message: Type.Optional(Type.String({ minLength: 1, maxLength: 512, description: 'the page begins with this message' })),
});

/** An event of one customer; of an order, what is left of it. */
export const LifeEvent = Type.Object({
  ...TimelineEvent.properties,
  channel: Type.String(),
  order: Type.Optional(
    Type.Object({
      id: NullOr(Type.String()),
      value: NullOr(Type.Number({ description: 'revenue, or total where no number was sent as revenue' })),
      refunded: Type.Number({ description: 'of refunds with the same order id' }),
      currency: Type.String(),
    }),
  ),
});
export type LifeEvent = Type.Static<typeof LifeEvent>;
export const LifePage = PageOf(LifeEvent);

export const ProfileTag = Type.Object({
  tag: Type.String(),
  name: Type.String(),
  category: Type.String(),
  description: Type.String(),
  tagKind: TagKind,
  value: Type.Unknown(),
  since: Moment,
  said: NullOr(Type.String({ description: 'of a manual value: who or what said it' })),
  expiresAt: MaybeMoment,
});
export type ProfileTag = Type.Static<typeof ProfileTag>;
export const ProfileTags = Type.Object({ items: Type.Array(ProfileTag, { description: 'by category and name' }) });
export type ProfileTags = Type.Static<typeof ProfileTags>;

export const ProfileCrowds = Type.Object({
  segments: Type.Array(
    Type.Object({ key: Type.String(), name: Type.String(), folder: Type.String(), description: Type.String(), refresh: Refresh, since: Moment }),
  ),
  lists: Type.Array(Type.Object({ key: Type.String(), name: Type.String(), description: Type.String(), since: Moment })),
});
export type ProfileCrowds = Type.Static<typeof ProfileCrowds>;

/** What a customer is worth, in the workspace’s currency. */
export const ProfileValue = Type.Object({
  currency: Type.String(),
  orders: Count,
  grossSales: Type.Number(),
  refunds: Type.Number(),
  netSales: Type.Number(),
  averageOrder: NullOr(Type.Number({ description: 'gross sales by orders' })),
  firstOrderAt: MaybeMoment,
  lastOrderAt: MaybeMoment,
  cycleDays: NullOr(Type.Number({ description: 'mean days between consecutive orders; needs two' })),
  daysSinceLastOrder: NullOr(Type.Number()),
  overdue: NullOr(Type.Number({ description: 'days since the last order by the mean days between orders; above 1: later than usual' })),
  recent: Type.Object({ days: Count, orders: Count, netSales: Type.Number() }),
});
export type ProfileValue = Type.Static<typeof ProfileValue>;

export const dimensionKeys = ['basic', 'interest', 'behaviour', 'purchase', 'social'] as const;
export type DimensionKey = (typeof dimensionKeys)[number];

/** How much is known of what could be known. */
export const Dimension = Type.Object({
  key: Type.Enum([...dimensionKeys]),
  coverage: Type.Number({ description: 'known facts by all facts of the dimension, each counting the same' }),
  facts: Type.Array(
    Type.Object({
      key: Type.String(),
      isKnown: Type.Boolean(),
      shown: Type.Optional(Type.Union([Type.String(), Type.Number(), Type.Array(Type.String())], { description: 'never personal data' })),
    }),
  ),
});
export type Dimension = Type.Static<typeof Dimension>;

export const reachChannels = ['sms', 'phone', 'email', 'wecom', 'wechat', 'push', 'mail'] as const;
export type ReachChannel = (typeof reachChannels)[number];

export const Reach = Type.Object({
  channel: Type.Enum([...reachChannels]),
  isReachable: Type.Boolean(),
  obstacles: Type.Array(
    Type.Object({
      why: Type.Enum(['no_identifier', 'no_mobile', 'no_consent', 'refused', 'expired', 'unsubscribed', 'spam', 'bounced', 'asked_not_to'], {
        description:
          'no_mobile: a phone number is known, but none that takes text messages · no_consent: nobody ever said yes · expired: the yes has run out · unsubscribed, spam, bounced: an event said so and nothing since says otherwise · asked_not_to: a customer attribute says so',
      }),
      at: MaybeMoment,
      source: NullOr(Type.String()),
    }),
  ),
  touches: Count,
  opened: Count,
  lastTouchAt: MaybeMoment,
});
export type Reach = Type.Static<typeof Reach>;

const Sentence = Type.Object({ part: Type.String(), ...Words.properties });

export const ProfileSummary = Type.Object({
  profile: Count,
  at: Moment,
  value: ProfileValue,
  dimensions: Type.Array(Dimension),
  reach: Type.Object({ purpose: Type.String(), days: Count, channels: Type.Array(Reach) }),
  portrait: Type.Array(Sentence, { description: 'part: who, bought, likes, does, service, reach, missing, sure' }),
  seen: Type.Object({
    events: Type.Array(Type.Object({ event: Type.String(), count: Count, lastAt: Moment })),
    sources: Type.Array(Type.String()),
    channels: Type.Array(Type.String()),
  }),
});
export type ProfileSummary = Type.Static<typeof ProfileSummary>;

export const SummaryQuery = Type.Object({
  purpose: Type.Optional(Type.String({ minLength: 1, maxLength: 100, default: 'marketing', description: 'of the consent that reaching them needs' })),
});

/** Where a customer’s net sales stand among all who bought. */
export const ProfileRank = Type.Object({
  netSales: Type.Number(),
  buyers: Count,
  percentile: NullOr(Type.Integer({ minimum: 0, maximum: 99, description: 'so many of a hundred buyers have less; null: never bought' })),
  at: Moment,
});
export type ProfileRank = Type.Static<typeof ProfileRank>;

export const MergeParams = Type.Object({ id: Type.Integer({ minimum: 1 }) });
/** What each side gets when a merge is undone. */
export const MergeSides = Type.Object({
  mergeId: Count,
  isExact: Type.Boolean(),
  sides: Type.Array(
    Type.Object({
      profile: Count,
      identifiers: Type.Array(Type.Object({ kind: Type.String(), value: Type.String() })),
      traits: Type.Record(Type.String(), Type.Unknown()),
      eventCount: Count,
      firstSeenAt: MaybeMoment,
      lastSeenAt: MaybeMoment,
      consents: Count,
      care: Count,
    }),
    { description: 'both, the one that keeps the id first' },
  ),
});
export type MergeSides = Type.Static<typeof MergeSides>;
