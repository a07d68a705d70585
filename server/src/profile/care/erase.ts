import type { ErasureParticipant } from '#govern';

const forget = 'DELETE FROM profile.care WHERE workspace = $1 AND origin_id = ANY($2::bigint[]) RETURNING 1';

/** What people wrote down about them, with everything that it said before. */
export const careErasure = (): ErasureParticipant => ({
  name: 'care',
  tables: ['profile.care', 'profile.care_version'],
  forget: async (tx, { workspace, homes }) => {
    const gone = await tx.query(forget, [workspace, homes]);
    return { removed: [{ store: 'postgres', what: 'notes, follow-ups and complaints', count: gone.length }] };
  },
});
