import Type, { type TSchema } from 'typebox';

/** The query of every list: how many, and where the page before ended. */
export const PageQuery = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 50 })),
  cursor: Type.Optional(Type.String({ maxLength: 500, description: '`next` of the page before' })),
});

/** One page of a list; `next` is null on the last one. */
export const PageOf = <Item extends TSchema>(item: Item) => Type.Object({ items: Type.Array(item), next: Type.Union([Type.String(), Type.Null()]) });
