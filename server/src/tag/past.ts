import { type Compiled, compileRoots, type EvaluationContext } from '#compile';
import { combined } from './combine.ts';

/**
 * SQL selecting `profile_id, text, items, fields` of a tag as it was at the context's moment, by today's profiles: of a profile and those merged into it
 * the newest value that was there, its own first among equally new ones.
 */
export const pastValues = (tag: number, context: EvaluationContext): Compiled =>
  combined(
    [compileRoots(context)],
    ([roots]) => `
      SELECT root AS profile_id, best.2 AS text, best.3 AS items, best.4 AS fields
      FROM (
        SELECT root, argMax(value, (value.1 = 0, moment, stored.profile_id = root)) AS best
        FROM (
          SELECT profile_id, argMax((is_gone, text, items, fields), (at, run_id)) AS value, max((at, run_id)) AS moment FROM tag_change
          WHERE workspace = {own:UInt32} AND tag_id = {past:UInt32} AND at <= fromUnixTimestamp64Milli({moment:Int64}, 'UTC') GROUP BY profile_id
        ) AS stored
        INNER JOIN (${roots}) AS roots ON stored.profile_id = roots.profile_id
        GROUP BY root
      )
      WHERE best.1 = 0`,
    { own: context.workspace, past: tag, moment: context.at },
  );

/**
 * SQL selecting `profile_id, text` of a tag of texts as it was at the context's moment, of those who had a value: the same as `pastValues`, reading less.
 */
export const compilePastTexts = (tag: number, context: EvaluationContext): Compiled =>
  combined(
    [compileRoots(context)],
    ([roots]) => `
      SELECT root AS profile_id, argMax(value, (value.1 = 0, moment, owner = root)).2 AS text
      FROM (
        SELECT profile_id AS owner, argMax((is_gone, text), (at, run_id)) AS value, max((at, run_id)) AS moment FROM tag_change
        WHERE workspace = {own:UInt32} AND tag_id = {past:UInt32} AND at <= fromUnixTimestamp64Milli({moment:Int64}, 'UTC') GROUP BY owner
      ) AS stored
      INNER JOIN (${roots}) AS roots ON stored.owner = roots.profile_id
      GROUP BY root
      HAVING argMax(value, (value.1 = 0, moment, owner = root)).1 = 0`,
    { own: context.workspace, past: tag, moment: context.at },
  );
