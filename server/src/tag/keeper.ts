import { conflict } from '#kernel';
import type { PostgresSession } from '#platform';
import type { Tag } from './tag.store.ts';

/** Something that carries its values by a tag, and alone may change or delete that. */
interface Keeper {
  /** scheme:<key> */
  readonly name: string;
  /** Who saves it. */
  readonly by: string;
  /** What belongs to it and is kept or goes together with the tag, in the same transaction. */
  within(tx: PostgresSession, tag: Tag): Promise<void>;
}

/** Who saves a tag: somebody ('' where nobody was asked), or what keeps it. */
export type Author = string | Keeper;
export const nameOfAuthor = (author: Author): string => (typeof author === 'string' ? author : author.by);

/** Refuses to change what something else keeps. */
export function refuseKept({ key, keptBy }: Tag, author: Author): void {
  if (keptBy !== '' && (typeof author === 'string' || keptBy !== author.name))
    throw conflict(`the tag ${key} belongs to ${keptBy.replace(':', ' ')}; change it there`);
}

export async function keepTag(tx: PostgresSession, tag: Tag, keeper: Author): Promise<void> {
  if (typeof keeper === 'string') return;
  await tx.query('UPDATE tag.definition SET kept_by = $2 WHERE id = $1', [tag.id, keeper.name]);
  await keeper.within(tx, tag);
}

/** What belongs to the tag is changed or goes with it. */
export const withKeeper = async (tx: PostgresSession, tag: Tag, keeper: Author): Promise<void> => {
  if (typeof keeper !== 'string') await keeper.within(tx, tag);
};
