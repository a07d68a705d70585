import Type from 'typebox';
import { ComputeState, Refresh } from './define.ts';
import { PageQuery } from './page.ts';
import { TagKind, TagValueType, TagView } from './tag.ts';

/** A filter that may be given several times: any of them. */
const AnyOf = <Item extends Type.TSchema>(item: Item) => Type.Optional(Type.Union([item, Type.Array(item, { maxItems: 20 })]));

export const TagSort = Type.Union(
  [Type.Literal('key'), Type.Literal('name'), Type.Literal('category'), Type.Literal('coverage'), Type.Literal('computed'), Type.Literal('updated')],
  { default: 'key', description: 'names and categories ascending; the widest coverage, the latest computed or changed first' },
);

export const TagListQuery = Type.Object({
  ...PageQuery.properties,
  search: Type.Optional(Type.String({ maxLength: 200, description: 'in name, key, description and owner' })),
  category: Type.Optional(Type.String({ maxLength: 200, description: 'in this one or below; / for those in none' })),
  kind: AnyOf(TagKind),
  type: AnyOf(TagValueType),
  refresh: AnyOf(Refresh),
  state: AnyOf(ComputeState),
  owner: Type.Optional(Type.String({ maxLength: 200 })),
  sort: Type.Optional(TagSort),
});
export type TagListQuery = Type.Static<typeof TagListQuery>;

const Counts = Type.Record(Type.String(), Type.Integer());

export const TagList = Type.Object({
  items: Type.Array(TagView),
  next: Type.Union([Type.String(), Type.Null()]),
  total: Type.Integer({ description: 'tags that match, on all pages' }),
  facets: Type.Object(
    { kind: Counts, type: Counts, refresh: Counts, state: Counts, owner: Counts },
    { description: 'how many there are of each, among those that match search and category' },
  ),
});
export type TagList = Type.Static<typeof TagList>;
