import type { ErasureParticipant } from './participant.ts';

/** By what it quotes, or by the profile's number. */
const forgetAnswers = `
  DELETE FROM govern.idempotent_answer WHERE workspace = $1
    AND EXISTS (SELECT FROM unnest($2::text[]) AS gone WHERE strpos(body #>> '{}', gone) > 0) RETURNING 1`;

/** Answers that are kept a day, so that a request which is sent again gets the same one. */
export const answersErasure = (): ErasureParticipant => ({
  name: 'answers',
  tables: ['govern.idempotent_answer'],
  forget: async (tx, { workspace, identifiers, homes }) => {
    const quoted = [
      ...identifiers.map(({ value }) => JSON.stringify(value)),
      ...homes.flatMap((id) => ['id', 'profile'].flatMap((name) => [`"${name}":${id},`, `"${name}":${id}}`])),
    ];
    const gone = await tx.query(forgetAnswers, [workspace, quoted]);
    return { removed: [{ store: 'postgres', what: 'kept answers', count: gone.length }] };
  },
});
