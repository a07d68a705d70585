import Type, { type Static } from 'typebox';

/** Where visits come from, as codes that are stored. `other`: a campaign that no definition knows. */
export const trafficChannelCodes = [
  'direct',
  'organic_search',
  'paid_search',
  'organic_social',
  'paid_social',
  'video',
  'paid_video',
  'email',
  'sms',
  'push',
  'affiliate',
  'display',
  'ai',
  'referral',
  'offline',
  'internal',
  'other',
] as const;
export type TrafficChannel = (typeof trafficChannelCodes)[number];

const Channel = Type.Enum([...trafficChannelCodes]);
const Host = Type.String({ minLength: 3, maxLength: 200, pattern: '^[a-z0-9.-]+\\.[a-z0-9-]+$' });

/** One definition of a workspace's own: all of `when` must hold, whatever the case of letters. */
export const ChannelRule = Type.Object(
  {
    channel: Channel,
    when: Type.Array(
      Type.Object(
        {
          field: Type.Enum(['source', 'medium', 'campaign', 'referrer', 'landing']),
          op: Type.Enum(['is', 'contains', 'startsWith']),
          value: Type.String({ minLength: 1, maxLength: 200 }),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 5 },
    ),
  },
  { additionalProperties: false },
);
export type ChannelRule = Static<typeof ChannelRule>;

export const EnrichmentInput = Type.Object(
  { rules: Type.Array(ChannelRule, { maxItems: 50 }), ownHosts: Type.Array(Host, { maxItems: 50 }) },
  { additionalProperties: false },
);
export type EnrichmentInput = Static<typeof EnrichmentInput>;

export const EnrichmentView = Type.Object({
  ...EnrichmentInput.properties,
  /** The file that tells places by network addresses; null: nobody brought one, and nothing is invented. */
  placeFile: Type.Union([
    Type.Object({
      type: Type.String(),
      builtAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
      bytes: Type.Integer(),
      nodes: Type.Integer(),
    }),
    Type.Null(),
  ]),
});
export type EnrichmentView = Static<typeof EnrichmentView>;

export const ChannelTry = Type.Object(
  {
    url: Type.String({ maxLength: 4_000 }),
    referrer: Type.String({ maxLength: 4_000 }),
    userAgent: Type.Optional(Type.String({ maxLength: 1_000 })),
    ip: Type.Optional(Type.String({ maxLength: 64 })),
    rules: Type.Optional(EnrichmentInput.properties.rules),
    ownHosts: Type.Optional(EnrichmentInput.properties.ownHosts),
  },
  { additionalProperties: false },
);
export type ChannelTry = Static<typeof ChannelTry>;
export const ChannelTried = Type.Object({ found: Type.Record(Type.String(), Type.String(), { description: 'context field → what would be put in' }) });
export type ChannelTried = Static<typeof ChannelTried>;
