import type { PageQuery } from '@danqing/contracts';
import Type from 'typebox';
import { decodeCursor, encodeCursor } from '#platform';

/** A page cut out by id: for lists that are short, and in memory once read. */
export function pageById<T extends { readonly id: number }>(items: readonly T[], query: Type.Static<typeof PageQuery>): { items: T[]; next: string | null } {
  const [after] = query.cursor === undefined ? [0] : decodeCursor(Type.Tuple([Type.Integer()]), query.cursor);
  const limit = query.limit ?? 50;
  const rest = items.filter(({ id }) => id > after).slice(0, limit + 1);
  const last = rest[limit - 1];
  return { items: rest.slice(0, limit), next: rest.length > limit && last !== undefined ? encodeCursor([last.id]) : null };
}
