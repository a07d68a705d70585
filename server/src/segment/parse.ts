import { type EvaluationContext, parseRule, type Rule, type Vocabulary } from '#compile';
import { contextAt, type EvaluationDeps, readVocabulary } from '#evaluate';
import { invalid } from '#kernel';
import { under } from './given-rule.ts';

/** A rule of a request, and where it stands there. */
export interface PlacedRule {
  readonly rule: unknown;
  /** JSON Pointer into the request. */
  readonly path: string;
}

/** Reads the rules of a request, with the faults of all of them at once, and the context they are evaluated in (`at` in milliseconds; by default now). */
export async function readRules(
  deps: EvaluationDeps,
  workspace: number,
  placed: readonly PlacedRule[],
  at?: number,
): Promise<{ readonly rules: readonly Rule[]; readonly context: EvaluationContext; readonly vocabulary: Vocabulary }> {
  const vocabulary = await readVocabulary(deps.lookup, workspace);
  const parsed = placed.map(({ rule, path }) => ({ path, ...parseRule(rule, vocabulary) }));
  const errors = parsed.flatMap((each) => (each.ok ? [] : under(each.path, each.errors)));
  if (errors.length > 0) throw invalid(placed.length > 1 ? 'not all rules are valid' : 'the rule is not valid', errors);
  return { rules: parsed.flatMap((each) => (each.ok ? [each.rule] : [])), context: await contextAt(deps, workspace, at, vocabulary), vocabulary };
}
