import Type, { type Static } from 'typebox';
import { Words } from './words.ts';

/** Who sends. `generic`: anybody who can sign a body, or name a secret. */
export const webhookKinds = ['generic', 'shopify', 'youzan', 'wechat', 'wecom', 'stripe'] as const;
export type WebhookKindName = (typeof webhookKinds)[number];

const KindName = Type.Union([
  Type.Literal('generic'),
  Type.Literal('shopify'),
  Type.Literal('youzan'),
  Type.Literal('wechat'),
  Type.Literal('wecom'),
  Type.Literal('stripe'),
]);
const Texts = Type.Record(Type.String({ maxLength: 60 }), Type.String({ maxLength: 2_000 }));
const Moment = Type.String({ format: 'date-time' });
const Name = Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' });

/** One topic's mapping; `*` is any topic, `orders/*` all that begin so. The mapping is one of imports, read from a body instead of a row. */
export const WebhookMapping = Type.Object(
  {
    topic: Type.String({ minLength: 1, maxLength: 200 }),
    mapping: Type.Unknown({ description: 'as in an import; columns are paths into the body, `lines[].sku` one value for each element; $topic is the topic' }),
  },
  { additionalProperties: false },
);
export type WebhookMapping = Static<typeof WebhookMapping>;
const Mappings = Type.Array(WebhookMapping, { maxItems: 50 });

export const WebhookField = Type.Object({
  name: Type.String(),
  label: Words,
  hint: Words,
  isSecret: Type.Boolean(),
  isRequired: Type.Boolean(),
  choices: Type.Array(Type.Object({ value: Type.String(), label: Words })),
  /** What it is when nothing is said. */
  default: Type.String(),
  /** Only asked where that other field has one of these values. */
  when: Type.Union([Type.Object({ field: Type.String(), is: Type.Array(Type.String()) }), Type.Null()]),
});
export type WebhookField = Static<typeof WebhookField>;

/** A kind of sender: what has to be known of it, and how it is set up there. */
export const WebhookKindView = Type.Object({
  kind: KindName,
  name: Words,
  about: Words,
  fields: Type.Array(WebhookField),
  steps: Type.Array(Words),
  topics: Type.Array(Type.Object({ topic: Type.String(), about: Words })),
});
export type WebhookKindView = Static<typeof WebhookKindView>;
export const WebhookKindList = Type.Object({ items: Type.Array(WebhookKindView) });

const body = {
  settings: Type.Optional(Texts),
  secrets: Type.Optional(
    Type.Record(Type.String({ maxLength: 60 }), Type.String({ maxLength: 2_000 }), { description: 'written only; what is left out stays' }),
  ),
  mappings: Type.Optional(Mappings),
};
export const WebhookInput = Type.Object({ name: Name, kind: KindName, ...body }, { additionalProperties: false });
export const WebhookChange = Type.Object(body, { additionalProperties: false, minProperties: 1 });
export type WebhookChange = Static<typeof WebhookChange>;

export const WebhookView = Type.Object({
  source: Type.Integer(),
  kind: KindName,
  address: Type.String({ description: 'where the sender has to send; the key in it is as good as half a secret' }),
  settings: Texts,
  secrets: Type.Array(Type.String(), { description: 'names of the secrets that were entered; they are never shown' }),
  mappings: Type.Array(Type.Object({ topic: Type.String(), mapping: Type.Unknown() })),
  /** Whether the mappings are those that come with the kind. */
  isReady: Type.Boolean(),
  refused: Type.Array(Type.Object({ reason: Type.String(), count: Type.Integer(), lastAt: Moment })),
});
export type WebhookView = Static<typeof WebhookView>;

export const WebhookDelivery = Type.Object({
  id: Type.String({ description: 'log position and item' }),
  receivedAt: Moment,
  topic: Type.String(),
  outcome: Type.Union([Type.Literal('passed'), Type.Literal('dropped'), Type.Literal('parked')]),
  reason: Type.String(),
  event: Type.String(),
});
export type WebhookDelivery = Static<typeof WebhookDelivery>;
export const WebhookDeliveries = Type.Object({ items: Type.Array(WebhookDelivery) });

/** One of the last bodies, and what mappings make of it. */
const Tried = Type.Object({
  id: Type.String(),
  receivedAt: Moment,
  topic: Type.String(),
  body: Type.Unknown(),
  /** The message that a mapping makes; null where none does. */
  message: Type.Unknown(),
  outcome: Type.Union([Type.Literal('made'), Type.Literal('unmapped'), Type.Literal('left_out')]),
  detail: Type.String(),
  zh: Type.String({ description: 'the detail in Chinese' }),
});
export const WebhookTry = Type.Object({ mappings: Type.Optional(Mappings) }, { additionalProperties: false });
export const WebhookTried = Type.Object({
  items: Type.Array(Tried),
  made: Type.Integer(),
  unmapped: Type.Integer(),
  leftOut: Type.Integer(),
});
export type WebhookTried = Static<typeof WebhookTried>;

/** What the last bodies of a topic hold, and a mapping that fits them. */
export const WebhookRecognition = Type.Object({
  topic: Type.String(),
  bodies: Type.Integer(),
  columns: Type.Array(Type.Object({ path: Type.String(), example: Type.String() })),
  mapping: Type.Union([Type.Unknown(), Type.Null()]),
});
export type WebhookRecognition = Static<typeof WebhookRecognition>;
export const WebhookTopicQuery = Type.Object({ topic: Type.Optional(Type.String({ maxLength: 200 })) });
