import type { Compiled, EvaluationContext } from './context.ts';
import { tables } from './tables.ts';

/**
 * SQL that selects `path`: every path under which a profile of the workspace holds a trait, as rules write it: a list of scalars under its plain name,
 * fields of a list of objects as `a[].b`. Reads where values stand, not the values.
 */
export function compileTraitPaths({ workspace }: Pick<EvaluationContext, 'workspace'>): Compiled {
  return {
    sql: `SELECT DISTINCT if(endsWith(stored, '[]'), substring(stored, 1, length(stored) - 2), stored) AS path
      FROM (SELECT arrayJoin(distinctJSONPaths(traits)) AS stored FROM ${tables.profiles} WHERE workspace = {workspace:UInt32} AND merged_into = 0)
      WHERE NOT endsWith(stored, '{}') ORDER BY path`,
    params: { workspace },
  };
}
