import type { ErasureParticipant } from '#govern';
import { type ClickHouse, deleteForGood } from '#platform';

const count = 'SELECT count() AS count FROM tag_change WHERE workspace = {workspace:UInt32} AND profile_id IN {ids:Array(UInt64)}';

/** Tables of ClickHouse that it takes rows from. */
export const erasedByTags: readonly string[] = ['tag_change', 'tag_value', 'tag_value_by_profile', 'tag_pending'];

/** Values of tags, set by hand or computed, with their history. Runs that had begun before must have ended: they would bring values back. */
export const tagErasure = ({ clickhouse }: { readonly clickhouse: ClickHouse }): ErasureParticipant => ({
  name: 'tags',
  sweep: async ({ workspace, homes }) => {
    const [row] = await clickhouse.query<{ count: number }>(count, { workspace, ids: homes }, { lane: 'batch' });
    await deleteForGood(clickhouse, { tables: erasedByTags, column: 'profile_id', workspace, ids: homes });
    return { removed: [{ store: 'clickhouse', what: 'tag values and their history', count: row?.count ?? 0 }], isDone: true };
  },
});
