import type { RuleJson } from '@danqing/contracts';
import { parseRuleText } from '#compile';
import { type FaultDetail, invalid } from '#kernel';

/** A rule that somebody sent as JSON or as text. */
export interface GivenRule {
  readonly rule: RuleJson;
  /** Points the faults of the rule into the request: to its JSON, or to the line of its text. */
  placed(errors: readonly FaultDetail[]): readonly FaultDetail[];
}

interface Body {
  readonly rule?: RuleJson;
  readonly text?: string;
}

/** Points the faults of a part into the request that holds it. */
export const under = (path: string, errors: readonly FaultDetail[]): readonly FaultDetail[] =>
  errors.map((error) => ({ ...error, path: `${path}${error.path}` }));

export const underRule = (errors: readonly FaultDetail[]): readonly FaultDetail[] => under('/rule', errors);

/** Throws DQ_RULE_TEXT when the text cannot be read, DQ_INVALID when there is not exactly one of `rule` and `text`. */
export function givenRule(body: Body): GivenRule {
  const given = givenIfAny(body);
  if (given !== undefined) return given;
  throw invalid('a rule is needed', [{ path: '/rule', code: 'DQ_REQUIRED', message: 'is needed, or "text" instead' }]);
}

/** Undefined when the request holds no rule. */
export function givenIfAny({ rule, text }: Body): GivenRule | undefined {
  if (rule !== undefined && text !== undefined) {
    throw invalid('one rule at a time', [{ path: '/text', code: 'DQ_NOT_ALLOWED', message: 'stands beside "rule"; one of them says what the rule is' }]);
  }
  if (rule !== undefined) return { rule, placed: underRule };
  if (text === undefined) return undefined;
  const read = parseRuleText(text);
  return {
    rule: read.rule,
    placed: (errors) =>
      errors.map((error) => {
        const { line, column } = read.placeOf(error.path);
        return { ...error, path: '/text', message: `line ${line}, column ${column}: ${error.message}` };
      }),
  };
}
