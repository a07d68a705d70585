import Type, { type Static } from 'typebox';
import { PageOf } from './page.ts';

const Moment = Type.String({ format: 'date-time' });

/** What people wrote about an event, a property, a trait or a kind of identifier. */
export const CatalogueNote = Type.Object({
  labelZh: Type.String(),
  labelEn: Type.String(),
  description: Type.String(),
  owner: Type.String(),
  unit: Type.String(),
  isHidden: Type.Boolean({ description: 'left out of lists to choose from; still counted' }),
  deprecated: Type.Union([Type.String(), Type.Null()], { description: 'null: in use; otherwise what to use instead, or empty' }),
  updatedAt: Type.Union([Moment, Type.Null()]),
  updatedBy: Type.String(),
});
export type CatalogueNote = Static<typeof CatalogueNote>;

const text = (longest: number) => Type.Optional(Type.String({ maxLength: longest }));
export const CatalogueNoteChange = Type.Object(
  {
    labelZh: text(100),
    labelEn: text(100),
    description: text(2000),
    owner: text(100),
    unit: text(30),
    isHidden: Type.Optional(Type.Boolean()),
    deprecated: Type.Optional(Type.Union([Type.String({ maxLength: 200 }), Type.Null()])),
  },
  { additionalProperties: false, minProperties: 1 },
);
export type CatalogueNoteChange = Static<typeof CatalogueNoteChange>;

/** A definition that reads what the catalogue shows. */
export const CatalogueUse = Type.Object({ kind: Type.Union([Type.Literal('tag'), Type.Literal('segment')]), key: Type.String(), name: Type.String() });
export type CatalogueUse = Static<typeof CatalogueUse>;

const DayCount = Type.Object({ day: Type.String({ format: 'date' }), events: Type.Integer() });

export const CatalogueQuery = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  cursor: Type.Optional(Type.String({ maxLength: 1000 })),
  search: Type.Optional(Type.String({ maxLength: 200, description: 'in names, labels and descriptions' })),
  hidden: Type.Optional(Type.Boolean({ default: false, description: 'with what is hidden' })),
});

export const CatalogueEvent = Type.Object({
  event: Type.String(),
  events: Type.Integer({ description: 'that have passed, ever; exact' }),
  lastDays: Type.Array(DayCount, { description: 'the last 30 days by event time, in the workspace’s zone; days without events are left out' }),
  firstAt: Moment,
  lastAt: Moment,
  sources: Type.Array(Type.Object({ source: Type.String(), events: Type.Integer() }), { description: 'largest first' }),
  note: CatalogueNote,
});
export type CatalogueEvent = Static<typeof CatalogueEvent>;
export const CatalogueEventPage = PageOf(CatalogueEvent);

export const CatalogueEventDetail = Type.Object({ ...CatalogueEvent.properties, usedBy: Type.Array(CatalogueUse) });
export type CatalogueEventDetail = Static<typeof CatalogueEventDetail>;

/** What was sent at a path: its JSON type, texts told apart by what they look like. */
export const FieldTypeName = Type.Union([
  Type.Literal('text'),
  Type.Literal('numeric_text'),
  Type.Literal('date_text'),
  Type.Literal('number'),
  Type.Literal('boolean'),
  Type.Literal('list'),
]);
export type FieldTypeName = Static<typeof FieldTypeName>;

const Example = Type.Object({ value: Type.String(), events: Type.Integer({ description: 'of the events looked at for examples' }) });

const field = {
  event: Type.String({ description: "the event that carries it; '' for traits" }),
  sampled: Type.Integer({ description: 'how many events were looked at for the shares' }),
  filledShare: Type.Number({ description: 'of these, the share that had a value there' }),
  types: Type.Array(Type.Object({ type: FieldTypeName, share: Type.Number() }), { description: 'as sent, of those that had a value; largest first' }),
  sources: Type.Array(Type.String()),
  firstAt: Moment,
  lastAt: Moment,
  examples: Type.Array(Example, { description: 'most frequent first, among some recent events' }),
  note: CatalogueNote,
};

export const CatalogueProperty = Type.Object({ prop: Type.String({ description: 'path as rules write it' }), ...field });
export type CatalogueProperty = Static<typeof CatalogueProperty>;
export const CatalogueTrait = Type.Object({ trait: Type.String({ description: 'path as rules write it' }), ...field });
export type CatalogueTrait = Static<typeof CatalogueTrait>;
export const CatalogueIdentifier = Type.Object({
  identifier: Type.String({ description: 'kind' }),
  sampled: field.sampled,
  filledShare: field.filledShare,
  sources: field.sources,
  firstAt: Moment,
  lastAt: Moment,
  note: CatalogueNote,
});

export const CataloguePropertyList = Type.Object({ items: Type.Array(CatalogueProperty), events: Type.Integer() });
export const CatalogueTraitList = Type.Object({ items: Type.Array(CatalogueTrait) });
export const CatalogueIdentifierList = Type.Object({ items: Type.Array(CatalogueIdentifier) });

/** One path in every event that carries it. */
export const CataloguePropertyDetail = Type.Object({ prop: Type.String(), inEvents: Type.Array(CatalogueProperty), usedBy: Type.Array(CatalogueUse) });
export const CatalogueTraitDetail = Type.Object({ ...CatalogueTrait.properties, usedBy: Type.Array(CatalogueUse) });

export const CatalogueEventParams = Type.Object({ event: Type.String({ minLength: 1, maxLength: 1000 }) });
export const CataloguePathParams = Type.Object({ path: Type.String({ minLength: 1, maxLength: 500 }) });
export const CatalogueEventPathParams = Type.Object({ ...CatalogueEventParams.properties, ...CataloguePathParams.properties });
