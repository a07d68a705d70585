import type { Compiled, EvaluationContext } from './context.ts';
import type { Path } from './rule.ts';
import { memberSql } from './sql/alias.ts';
import { Compilation } from './sql/compilation.ts';
import { tables } from './tables.ts';

/**
 * SQL that selects `profile_id, last, sources, is_disputed` of everybody of whom some source said a value of this trait up to the moment: when it was
 * said last (milliseconds), how many sources have a latest word that is a value, and whether those differ. A list is compared as a whole.
 */
export function compileTraitFacts(path: Path, context: EvaluationContext): Compiled {
  const compilation = new Compilation(context);
  const { binder } = compilation;
  const names = binder.bind(path.isList ? [path.text] : [path.text, `${path.text}[]`], 'Array(String)');
  const words = `
    SELECT ${memberSql(tables.traitChanges, context)} AS profile_id, source, max(ts) AS said_at, argMax((value, items), (ts, message_id)) AS word
    FROM ${tables.traitChanges}
    WHERE workspace = ${binder.bind(context.workspace, 'UInt32')} AND trait IN ${names} AND ts < ${binder.moment(context.at + 1)}
    GROUP BY profile_id, source`;
  return compilation.finish(`
    SELECT profile_id, toUnixTimestamp64Milli(max(said_at)) AS last, count() AS sources, uniqExact(word) > 1 AS is_disputed
    FROM (${words}) WHERE word.1 != '' OR notEmpty(word.2) GROUP BY profile_id`);
}
