import type { MirrorStores } from '#profile';
import { dropTagColumns } from './mirror.ts';
import type { Tag } from './tag.store.ts';
import { removeValues } from './values.read.ts';

/** Takes away what a deleted tag leaves: its values and its columns in the mirror. May be repeated. */
export async function forgetTag(stores: MirrorStores, tag: Tag): Promise<void> {
  await removeValues(stores.clickhouse, tag);
  await dropTagColumns(stores, tag);
}
