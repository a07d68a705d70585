/** Where alerts are sent: a webhook, e-mail, the bots of group chats; and what became of what was sent. */
import Type from 'typebox';
import { NullOr } from './define.ts';
import { PageOf } from './page.ts';

export const channelKinds = ['webhook', 'email', 'wecom', 'feishu', 'dingtalk'] as const;
export type ChannelKind = (typeof channelKinds)[number];

const Moment = Type.String({ format: 'date-time' });
const Name = Type.String({ minLength: 1, maxLength: 100 });
const Recipients = Type.Array(Type.String({ format: 'email', maxLength: 255 }), { minItems: 1, maxItems: 50 });
const common = {
  name: Name,
  language: Type.Enum(['zh', 'en']),
  isEnabled: Type.Optional(Type.Boolean({ default: true })),
};

/** `url` and `secret` are taken and never given back; in a change, what is left out stays. */
export const ChannelInput = Type.Object(
  {
    kind: Type.Enum([...channelKinds]),
    ...common,
    url: Type.Optional(Type.String({ minLength: 1, maxLength: 2000, description: 'webhook and bots: the address, with its key' })),
    secret: Type.Optional(NullOr(Type.String({ maxLength: 500, description: 'Feishu and DingTalk: the key of signing; webhooks are given one' }))),
    to: Type.Optional(Recipients),
  },
  { additionalProperties: false },
);
export type ChannelInput = Type.Static<typeof ChannelInput>;

export const ChannelChange = Type.Object(
  {
    name: Type.Optional(Name),
    language: Type.Optional(Type.Enum(['zh', 'en'])),
    isEnabled: Type.Optional(Type.Boolean()),
    url: Type.Optional(Type.String({ minLength: 1, maxLength: 2000 })),
    secret: Type.Optional(NullOr(Type.String({ maxLength: 500 }))),
    to: Type.Optional(Recipients),
  },
  { additionalProperties: false },
);
export type ChannelChange = Type.Static<typeof ChannelChange>;

export const deliveryStates = ['waiting', 'sent', 'dead'] as const;

export const ChannelView = Type.Object({
  id: Type.Integer(),
  kind: Type.Enum([...channelKinds]),
  name: Type.String(),
  language: Type.Enum(['zh', 'en']),
  isEnabled: Type.Boolean(),
  addressHint: NullOr(Type.String({ description: 'host and end of the address' })),
  hasSecret: Type.Boolean(),
  to: Type.Array(Type.String()),
  lastDelivery: NullOr(Type.Object({ state: Type.Enum([...deliveryStates]), at: Moment, problem: NullOr(Type.String()) })),
  updatedAt: Moment,
  updatedBy: Type.String(),
});
export type ChannelView = Type.Static<typeof ChannelView>;
export const ChannelList = Type.Object({ items: Type.Array(ChannelView) });
/** A webhook's signing key is in the answer that made it, and never again. */
export const ChannelCreated = Type.Object({ ...ChannelView.properties, secret: NullOr(Type.String({ description: 'shown once' })) });
export type ChannelCreated = Type.Static<typeof ChannelCreated>;

export const ChannelTested = Type.Object({ isSent: Type.Boolean(), problem: NullOr(Type.String()) });
export type ChannelTested = Type.Static<typeof ChannelTested>;

export const DeliveryView = Type.Object({
  id: Type.String(),
  channel: Type.Object({ id: Type.Integer(), name: Type.String() }),
  about: Type.Enum(['alert', 'test']),
  title: Type.String(),
  state: Type.Enum([...deliveryStates], { description: 'dead: given up; `attempts` says why' }),
  createdAt: Moment,
  endedAt: NullOr(Moment),
  nextAt: NullOr(Moment),
  attempts: Type.Array(
    Type.Object({
      at: Moment,
      elapsedMs: Type.Integer(),
      status: NullOr(Type.Integer({ description: 'of HTTP' })),
      problem: NullOr(Type.String({ description: 'null: it was taken' })),
    }),
  ),
});
export type DeliveryView = Type.Static<typeof DeliveryView>;
export const DeliveryPage = PageOf(DeliveryView);
export const DeliveryQuery = Type.Object({
  state: Type.Optional(Type.Enum([...deliveryStates])),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  cursor: Type.Optional(Type.String({ maxLength: 500 })),
});
export const DeliveryParams = Type.Object({ id: Type.String({ format: 'uuid' }) });
