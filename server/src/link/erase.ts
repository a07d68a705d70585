import type { ErasureParticipant } from '#govern';

const forgetPairs = 'DELETE FROM link.pair WHERE workspace = $1 AND (a_home = ANY($2::bigint[]) OR b_home = ANY($2::bigint[])) RETURNING 1';
const forgetSeen = 'DELETE FROM link.seen WHERE profile_id = ANY($1::bigint[])';

/** Pairs that linkage weighed, with what people said of them. */
export const linkErasure = (): ErasureParticipant => ({
  name: 'linkage',
  tables: ['link.pair', 'link.seen'],
  forget: async (tx, { workspace, homes }) => {
    const pairs = await tx.query(forgetPairs, [workspace, homes]);
    await tx.query(forgetSeen, [homes]);
    return { removed: [{ store: 'postgres', what: 'pairs of linkage', count: pairs.length }] };
  },
});
