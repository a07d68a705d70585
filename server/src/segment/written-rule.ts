import { parseRule, type Rule, type Vocabulary } from '#compile';
import { type EvaluationDeps, readAsWritten } from '#evaluate';
import { type FaultDetail, invalid } from '#kernel';
import type { GivenRule } from './given-rule.ts';

interface WrittenRule {
  readonly rule: Rule;
  /** Names that no data has brought yet, placed in the request. */
  readonly warnings: readonly FaultDetail[];
  readonly vocabulary: Vocabulary;
}

/** Reads a rule that somebody wrote; throws all its faults, warns of names that no data has brought. `self`: the segment it is to become. */
export async function readWrittenRule(
  deps: Pick<EvaluationDeps, 'lookup' | 'knownNames'>,
  workspace: number,
  { rule: json, placed }: GivenRule,
  self?: string,
): Promise<WrittenRule> {
  const read = (vocabulary: Vocabulary): { readonly rule: Rule; readonly warnings: readonly FaultDetail[] } => {
    const parsed = parseRule(json, vocabulary);
    if (!parsed.ok) throw invalid('the rule is not valid', placed(parsed.errors));
    return parsed;
  };
  const { read: parsed, vocabulary } = await readAsWritten(deps, workspace, read, self);
  return { rule: parsed.rule, warnings: placed(parsed.warnings), vocabulary };
}
