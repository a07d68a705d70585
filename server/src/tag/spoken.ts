import { type Compiled, compileRoots, type EvaluationContext } from '#compile';
import { combined } from './combine.ts';

/**
 * SQL selecting `profile_id, text, items, fields, source, expires_at` of a manual tag: what people and imports said of each profile and of those
 * that were merged into it, the newest word; taken away, too old or expired: no value. Rows that runs derived are nobody's words, so an unmerge
 * gives both sides their own back.
 */
export function spokenValues(tag: number, expiresAfterMs: number | null, context: EvaluationContext): Compiled {
  return combined(
    [compileRoots(context)],
    ([roots]) => `
      SELECT root AS profile_id, word.1 AS text, word.2 AS items, CAST(map(), 'Map(String, String)') AS fields, word.3 AS source, word.4 AS expires_at
      FROM (
        SELECT root, argMax((text, items, source, expires_at, is_gone, at), (at, run_id, said.profile_id)) AS word
        FROM (SELECT * FROM tag_change WHERE workspace = {own:UInt32} AND tag_id = {spoken:UInt32} AND is_derived = 0) AS said
        INNER JOIN (${roots}) AS roots ON said.profile_id = roots.profile_id
        GROUP BY root
      )
      WHERE word.5 = 0 AND (isNull(word.4) OR word.4 > fromUnixTimestamp64Milli({moment:Int64}, 'UTC'))
        AND word.6 > fromUnixTimestamp64Milli({oldest:Int64}, 'UTC')`,
    { own: context.workspace, spoken: tag, moment: context.at, oldest: expiresAfterMs === null ? 0 : context.at - expiresAfterMs },
  );
}
