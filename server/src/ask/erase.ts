import type { ErasureParticipant } from '#govern';

const forgetAnswers = `
  DELETE FROM ask.run_page p USING ask.run r WHERE r.id = p.run_id AND r.workspace = $1 RETURNING 1`;
const forgetResults = 'UPDATE ask.question SET result_run = NULL WHERE workspace = $1';
const quotes = 'EXISTS (SELECT FROM unnest($2::text[]) AS gone WHERE strpos(parameters::text, gone) > 0 OR strpos(sql, gone) > 0)';
/** What is asked is kept as a digest; a text that names them goes. */
const forgetTexts = `UPDATE ask.run SET parameters = '{}', sql = '', is_whole = false WHERE workspace = $1 AND ${quotes} RETURNING 1`;
const forgetValues = `UPDATE ask.question SET parameters = '{}' WHERE workspace = $1 AND EXISTS (SELECT FROM unnest($2::text[]) AS gone WHERE strpos(parameters::text, gone) > 0)`;
const forgetOldValues = `
  UPDATE ask.question_version v SET parameters = '{}' FROM ask.question q
  WHERE q.id = v.question_id AND q.workspace = $1 AND EXISTS (SELECT FROM unnest($2::text[]) AS gone WHERE strpos(v.parameters::text, gone) > 0)`;

/** Shorter identifiers stand in any text. */
const shortest = 4;

/** Kept answers go all together: nobody can tell which row of a statement's answer was made from whom, and they can be asked anew. */
export const askErasure = (): ErasureParticipant => ({
  name: 'ask',
  tables: ['ask.run', 'ask.run_page', 'ask.question', 'ask.question_version'],
  forget: async (tx, { workspace, identifiers }) => {
    const gone = await tx.query(forgetAnswers, [workspace]);
    await tx.query(forgetResults, [workspace]);
    const values = identifiers.map(({ value }) => value).filter((value) => value.length >= shortest);
    const texts = await tx.query(forgetTexts, [workspace, values]);
    await tx.query(forgetValues, [workspace, values]);
    await tx.query(forgetOldValues, [workspace, values]);
    return { removed: [{ store: 'postgres', what: 'answers of statements', count: gone.length + texts.length }] };
  },
});
