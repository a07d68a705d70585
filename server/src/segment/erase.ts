import type { ErasureParticipant } from '#govern';
import { type ClickHouse, deleteForGood } from '#platform';

const changes = 'SELECT count() AS count FROM segment_change WHERE workspace = {workspace:UInt32} AND profile_id IN {ids:Array(UInt64)}';
const entries = 'SELECT count() AS count FROM list_member WHERE workspace = {workspace:UInt32} AND origin_id IN {ids:Array(UInt64)}';

// Not by a mutation: the squash updates this table. A row is numbers only, and its part is written anew when parts are merged.
const leaveLists = 'DELETE FROM list_member WHERE workspace = {workspace:UInt32} AND origin_id IN {ids:Array(UInt64)}';

/** Values of uploads that led to nobody stand there as they were sent: in any way in which an identifier can be written. */
const forgetUnmatched = `
  DELETE FROM segment.list_unmatched u USING segment.list l, unnest($2::text[], $3::text[]) AS gone (kind, value)
  WHERE l.id = u.list_id AND l.workspace = $1 AND u.kind = gone.kind
    AND (lower(trim(u.value)) = lower(gone.value)
      OR (gone.kind = 'phone' AND length(regexp_replace(u.value, '\\D', '', 'g')) >= 7
        AND starts_with(reverse(gone.value), reverse(ltrim(regexp_replace(u.value, '\\D', '', 'g'), '0')))))
  RETURNING 1`;

/** Tables of ClickHouse that it takes rows from. */
export const erasedBySegments: readonly string[] = ['segment_change', 'membership', 'membership_by_profile', 'segment_pending'];

/** Memberships with their history, and places on lists. */
export const segmentErasure = ({ clickhouse }: { readonly clickhouse: ClickHouse }): ErasureParticipant => ({
  name: 'segments',
  tables: ['segment.list_unmatched'],
  forget: async (tx, { workspace, identifiers }) => {
    const gone = await tx.query(forgetUnmatched, [workspace, identifiers.map(({ kind }) => kind), identifiers.map(({ value }) => value)]);
    return { removed: [{ store: 'postgres', what: 'unmatched values of lists', count: gone.length }] };
  },
  sweep: async ({ workspace, homes }) => {
    const countOf = async (statement: string): Promise<number> =>
      (await clickhouse.query<{ count: number }>(statement, { workspace, ids: homes }, { lane: 'batch' }))[0]?.count ?? 0;
    const [memberships, places] = [await countOf(changes), await countOf(entries)];
    await deleteForGood(clickhouse, { tables: erasedBySegments, column: 'profile_id', workspace, ids: homes });
    await clickhouse.command(leaveLists, { workspace, ids: homes }, { lane: 'interactive' });
    return {
      removed: [
        { store: 'clickhouse', what: 'segment memberships and their history', count: memberships },
        { store: 'clickhouse', what: 'places on lists', count: places },
      ],
      isDone: true,
    };
  },
});
