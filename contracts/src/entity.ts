import Type from 'typebox';
import { PageOf, PageQuery } from './page.ts';

/** Entities: what events and rules name besides people. Kinds: product, shop, staff, account, coupon, and whatever else a business keeps a list of. */
export const entityKind = /^[a-z][a-z0-9_]{0,63}$/;
export const longestEntityKey = 512;

const Kind = Type.String({ pattern: entityKind.source, description: 'product, shop, staff, account, coupon, or a kind of your own' });
const Key = Type.String({ minLength: 1, maxLength: longestEntityKey, description: 'a SKU, a shop’s number: what events say' });
const Moment = Type.String({ format: 'date-time' });
const Attributes = Type.Record(Type.String(), Type.Unknown(), {
  description: 'merged by leaf with what is known: objects nest, arrays and scalars replace, null makes unknown',
});

export const EntityKindParams = Type.Object({ kind: Kind });
export const EntityParams = Type.Object({ kind: Kind, key: Key });
export const EntityListQuery = Type.Object({
  ...PageQuery.properties,
  gone: Type.Optional(Type.Boolean({ description: 'true: also those that are no more' })),
});

export const EntityKindList = Type.Object({
  items: Type.Array(Type.Object({ kind: Type.String(), count: Type.Integer({ description: 'without those that are no more' }) })),
});

const said = {
  attributes: Type.Optional(Attributes),
  timestamp: Type.Optional(
    Type.String({
      description: 'from when on it is so, ISO 8601 (without offset: the workspace’s zone); default now. A past moment rewrites history from there on',
    }),
  ),
  gone: Type.Optional(Type.Boolean({ description: 'true: it is no more, from then on' })),
};

export const EntityInput = Type.Object(said, { additionalProperties: false });
export const EntityBatchInput = Type.Object(
  { entities: Type.Array(Type.Object({ kind: Kind, key: Key, ...said }, { additionalProperties: false }), { minItems: 1, maxItems: 1000 }) },
  { additionalProperties: false },
);
export type EntityBatchInput = Type.Static<typeof EntityBatchInput>;

export const EntityView = Type.Object({
  kind: Type.String(),
  key: Type.String(),
  attributes: Type.Record(Type.String(), Type.Unknown(), { description: 'as they stand now, with the types they were sent with' }),
  gone: Type.Boolean(),
  firstAt: Moment,
  lastAt: Type.String({ format: 'date-time', description: 'the newest moment at which anything was said of it' }),
  updatedAt: Moment,
});
export type EntityView = Type.Static<typeof EntityView>;

export const EntityPage = PageOf(EntityView);

export const EntityWithHistory = Type.Object({
  ...EntityView.properties,
  history: Type.Array(Type.Object({ at: Moment, attributes: Type.Record(Type.String(), Type.Unknown()), gone: Type.Boolean() }), {
    description: 'every version, newest first: the whole state from that moment on',
  }),
});
export type EntityWithHistory = Type.Static<typeof EntityWithHistory>;

export const EntityBatchAccepted = Type.Object({
  accepted: Type.Integer(),
  applied: Type.Boolean({ description: 'false: all of it is safe in the log and will be applied; the pipeline is busy' }),
});
