import type { ErasureParticipant } from '#govern';

/** Reasons quote cells, and a dry run's report quotes rows. */
const forgetQuotes = `
  UPDATE collect.import i
  SET rejected = coalesce((SELECT jsonb_agg(item) FROM jsonb_array_elements(i.rejected) AS item
                           WHERE NOT EXISTS (SELECT FROM unnest($2::text[]) AS gone WHERE strpos(item::text, gone) > 0)), '[]'),
      report = CASE WHEN EXISTS (SELECT FROM unnest($2::text[]) AS gone WHERE strpos(i.report::text, gone) > 0) THEN NULL ELSE i.report END
  WHERE i.workspace = $1 AND EXISTS (SELECT FROM unnest($2::text[]) AS gone WHERE strpos(i.rejected::text, gone) > 0 OR strpos(i.report::text, gone) > 0) RETURNING 1`;

/** Shorter texts are found in everything. */
const shortest = 4;

/** What reports of imports quote. Files wait for their import and go a while after it. */
export const importErasure = (): ErasureParticipant => ({
  name: 'imports',
  tables: ['collect.import'],
  forget: async (tx, { workspace, identifiers }) => {
    const values = identifiers.map(({ value }) => JSON.stringify(value).slice(1, -1)).filter((value) => value.length >= shortest);
    const trimmed = await tx.query(forgetQuotes, [workspace, values]);
    return { removed: [{ store: 'postgres', what: 'reports of imports that quoted them', count: trimmed.length }] };
  },
});
