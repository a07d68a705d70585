import type { Compiled, EvaluationContext } from './context.ts';
import type { Measure, Rule } from './rule.ts';
import { Compilation } from './sql/compilation.ts';
import { tables } from './tables.ts';
import { membersSql, valuesSql } from './sql/select.ts';

/**
 * SQL that selects one column, `profile_id`: the members, each once, in no order. Throws a Fault (422) when a tag or segment that the rule
 * names is not in the context, when segments reach themselves, or when inlining them makes the rule too large.
 */
export function compileMembers(rule: Rule, context: EvaluationContext): Compiled {
  const compilation = new Compilation(context);
  return compilation.finish(membersSql(rule, compilation, []));
}

/** SQL that selects `profile_id, value` (Float64) of the profiles whose measure is known. Faults as with members. */
export function compileMeasure(measure: Measure, context: EvaluationContext): Compiled {
  const compilation = new Compilation(context);
  return compilation.finish(valuesSql(measure, compilation, null));
}

/** SQL that selects one number, `total`: how many profiles there are. It does not depend on `at`. */
export function compileTotal(context: EvaluationContext): Compiled {
  const compilation = new Compilation(context);
  return compilation.finish(
    `SELECT count() AS total FROM ${tables.profiles} WHERE workspace = ${compilation.binder.bind(context.workspace, 'UInt32')} AND merged_into = 0`,
  );
}
