import { describe, type Rule, type Sentence } from '#compile';

/** One condition of a rule, as a step that narrows (or, in `any`, widens) what stands before it. */
export interface Step {
  /** JSON Pointer from the rule to the condition. */
  readonly path: string;
  readonly rule: Rule;
  readonly sentence: Sentence;
  /** It leaves people out: the condition is a `not`. */
  readonly isExclusion: boolean;
  /** What stands in an `any`; empty for every other condition. */
  readonly branches: readonly Step[];
}

export interface Steps {
  /** How the steps come together. */
  readonly join: 'all' | 'any';
  readonly of: readonly Step[];
}

/** The conditions of a rule in the order in which they are written: an `all` inside an `all` is opened, a `not` over an `any` excludes each branch. */
export function stepsOf(rule: Rule): Steps {
  if (rule.kind === 'any') return { join: 'any', of: rule.of.map((part, index) => stepOf(part, `/any/${index}`)) };
  return { join: 'all', of: conjuncts(rule, '') };
}

function conjuncts(rule: Rule, path: string): readonly Step[] {
  if (rule.kind === 'all') return rule.of.flatMap((part, index) => conjuncts(part, `${path}/all/${index}`));
  // Neither … nor: each branch excludes by itself.
  if (rule.kind === 'not' && rule.of.kind === 'any') {
    return rule.of.of.map((part, index) => exclusion(part, `${path}/not/any/${index}`));
  }
  return [stepOf(rule, path)];
}

function exclusion(part: Rule, path: string): Step {
  const rule: Rule = { kind: 'not', of: part };
  return { path, rule, sentence: describe(rule), isExclusion: true, branches: [] };
}

function stepOf(rule: Rule, path: string): Step {
  const branches = rule.kind === 'any' ? rule.of.map((part, index) => stepOf(part, `${path}/any/${index}`)) : [];
  return { path, rule, sentence: describe(rule), isExclusion: rule.kind === 'not', branches };
}
