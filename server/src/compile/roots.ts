import type { Compiled, EvaluationContext } from './context.ts';
import { Compilation } from './sql/compilation.ts';
import { tables } from './tables.ts';

/** SQL that selects `profile_id, root` of every profile of the workspace: itself, or the one it was merged into. */
export function compileRoots(context: EvaluationContext): Compiled {
  const compilation = new Compilation(context);
  const workspace = compilation.binder.bind(context.workspace, 'UInt32');
  return compilation.finish(`SELECT profile_id, if(merged_into = 0, profile_id, merged_into) AS root FROM ${tables.profiles} WHERE workspace = ${workspace}`);
}
