/** The list of customers: a page of profiles by rule, columns and order; views of it that are kept; what is done with all that match. */
import Type, { type Static } from 'typebox';
import { NullOr } from './define.ts';
import { ProfileView } from './profile.ts';
import { type RuleJson, RuleSchema } from './rule.ts';

const Moment = Type.String({ format: 'date-time' });

/** A column of the list, as views, the query and exports name it. */
export const ProfileColumn = Type.String({
  minLength: 1,
  maxLength: 500,
  pattern: '^(id|name|identifiers|segments|eventCount|createdAt|firstSeenAt|lastSeenAt|(identifiers|traits|tags|metrics)\\..+)$',
  description: 'id, name, identifiers, segments, eventCount, createdAt, firstSeenAt, lastSeenAt, identifiers.<kind>, traits.<path>, tags.<key>, metrics.<key>',
});
const ProfileColumns = Type.Array(ProfileColumn, { minItems: 1, maxItems: 40, uniqueItems: true });

export const ProfileSort = Type.Object(
  {
    by: { ...ProfileColumn, description: 'a column; identifiers and segments have no order, and personal fields have none for who may not see them' },
    order: Type.Enum(['asc', 'desc']),
  },
  { additionalProperties: false },
);
export type ProfileSort = Static<typeof ProfileSort>;

export const ProfileQueryInput = Type.Object(
  {
    rule: Type.Optional(RuleSchema),
    columns: Type.Optional(ProfileColumns),
    sort: Type.Optional(ProfileSort),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
    cursor: Type.Optional(Type.String({ maxLength: 4000, description: '`next` of the page before, with the same rule and order' })),
    count: Type.Optional(Type.Boolean({ default: false, description: 'also how many match' })),
  },
  { additionalProperties: false },
);
export type ProfileQueryInput = Static<typeof ProfileQueryInput>;

/** A profile with what the columns ask for; what they do not ask for is empty. */
export const ProfileRow = Type.Object({
  ...Type.Pick(ProfileView, ['id', 'tags', 'traits', 'segments', 'createdAt', 'firstSeenAt', 'lastSeenAt', 'eventCount']).properties,
  identifiers: Type.Array(Type.Object({ kind: Type.String(), value: Type.String() })),
  metrics: Type.Record(Type.String(), NullOr(Type.Number()), { description: 'null: unknown, such as the average value of no orders' }),
});
export type ProfileRow = Static<typeof ProfileRow>;

export const ProfileQueryPage = Type.Object({
  items: Type.Array(ProfileRow),
  next: NullOr(Type.String()),
  total: NullOr(Type.Integer({ description: 'how many match, where it was asked for' })),
  sortable: Type.Array(Type.String(), { description: 'which of the columns whoever asks can order by' }),
  at: Type.String({ format: 'date-time', description: 'when it was counted' }),
});
export type ProfileQueryPage = Static<typeof ProfileQueryPage>;

/** What a newcomer asks first, in the order of the screen. Shown where somebody is found, but everyone always. */
export const quickKeys = ['everyone', 'active', 'new', 'buyers', 'quiet', 'phone', 'email'] as const;
export const quickRules: Readonly<Record<(typeof quickKeys)[number], RuleJson>> = {
  everyone: { all: [] },
  active: { did: '*', window: { last: 7, unit: 'day' } },
  new: { first: '*', window: { last: 30, unit: 'day' } },
  buyers: { did: 'Order Completed' },
  quiet: { all: [{ did: 'Order Completed' }, { not: { did: '*', window: { last: 90, unit: 'day' } } }] },
  phone: { has: 'phone' },
  email: { has: 'email' },
};

/** A view that everybody finds at the top, made from what the data hold. */
export const QuickView = Type.Object({
  key: Type.Enum([...quickKeys]),
  rule: RuleSchema,
  count: Type.Integer(),
});
export type QuickView = Static<typeof QuickView>;
export const QuickViewList = Type.Object({ items: Type.Array(QuickView), at: Moment });
export type QuickViewList = Static<typeof QuickViewList>;

const viewFields = {
  name: Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' }),
  rule: NullOr(RuleSchema),
  columns: ProfileColumns,
  sort: ProfileSort,
  visibility: Type.Enum(['mine', 'everybody'], { description: 'everybody in the workspace; sharing needs definitions.write' }),
};

export const SavedViewInput = Type.Object(viewFields, { additionalProperties: false });
export type SavedViewInput = Static<typeof SavedViewInput>;
export const SavedViewChange = Type.Partial(Type.Object(viewFields), { additionalProperties: false, minProperties: 1 });
export type SavedViewChange = Static<typeof SavedViewChange>;

export const SavedView = Type.Object({
  id: Type.Integer(),
  ...viewFields,
  by: Type.String({ description: 'who made it' }),
  isMine: Type.Boolean(),
  mayChange: Type.Boolean({ description: 'whether whoever asks may change or delete it' }),
  isDefault: Type.Boolean({ description: 'what whoever asks opens the list with' }),
  version: Type.Integer({ description: 'the ETag' }),
  createdAt: Moment,
  updatedAt: Moment,
});
export type SavedView = Static<typeof SavedView>;
export const SavedViewList = Type.Object({ items: Type.Array(SavedView, { description: 'in the order that whoever asks has put them in' }) });
export type SavedViewList = Static<typeof SavedViewList>;

export const ViewParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) });

export const ViewArrangement = Type.Object(
  {
    order: Type.Optional(Type.Array(Type.Integer({ minimum: 1 }), { maxItems: 500, description: 'ids of views; those left out come behind' })),
    defaultView: Type.Optional(NullOr(Type.Integer({ minimum: 1 }))),
  },
  { additionalProperties: false, minProperties: 1 },
);
export type ViewArrangement = Static<typeof ViewArrangement>;

export const BulkListInput = Type.Object(
  { change: Type.Enum(['add', 'remove']), rule: RuleSchema },
  { additionalProperties: false, description: 'everybody whom the rule finds when the work begins' },
);
export type BulkListInput = Static<typeof BulkListInput>;

export const BulkListView = Type.Object({
  id: Type.Integer(),
  list: Type.String(),
  change: Type.Enum(['add', 'remove']),
  state: Type.Enum(['waiting', 'running', 'done', 'failed', 'stopped']),
  changed: NullOr(Type.Integer({ description: 'profiles that were put on the list, or taken off' })),
  error: NullOr(Type.String()),
  askedAt: Moment,
  finishedAt: NullOr(Moment),
});
export type BulkListView = Static<typeof BulkListView>;
export const BulkListParams = Type.Object({ key: Type.String({ minLength: 1, maxLength: 100 }), id: ViewParams.properties.id });

export const BulkListQuery = Type.Object({ wait: Type.Optional(Type.Integer({ minimum: 0, maximum: 5000, description: 'ms to wait for its end' })) });
