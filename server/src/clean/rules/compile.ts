import { type CleaningRule, type CleaningStep } from '@danqing/contracts';
import { compileTest } from '#collect';
import { type JsonObject, type JsonValue, valueAt } from '#kernel';
import { hasList, type RulePath, rulePath } from './at-places.ts';
import { Refused, type Refusal, type Step, type Surroundings } from './result.ts';
import { compileStep } from './step.ts';

/** What a rule made of one value. */
interface Cleaned {
  value: JsonValue | undefined;
  refused: Refusal | undefined;
  isImputed: boolean;
  isDiscarded: boolean;
}

/** A rule, ready for use in one source. */
export interface CompiledRule {
  readonly rule: CleaningRule;
  readonly path: RulePath;
  readonly to: RulePath | undefined;
  readonly hasDefault: boolean;
  /** Whether its conditions hold of the part that it is about. */
  holds(part: JsonObject): boolean;
  /** Does the steps to one value. The answer is used up by the next call: no value costs an object. */
  clean(value: JsonValue | undefined): Cleaned;
}

type Doing =
  | { readonly kind: 'read'; readonly step: Step }
  | { readonly kind: 'default'; readonly value: JsonValue }
  | { readonly kind: 'drop' }
  | { readonly kind: 'discard' };

function doing(step: CleaningStep, around: Surroundings): Doing {
  switch (step.do) {
    case 'default':
      return { kind: 'default', value: step.value };
    case 'drop':
    case 'discard':
      return { kind: step.do };
    default:
      return { kind: 'read', step: compileStep(step, around) };
  }
}

/** Unknown: nothing, null, or a text of blanks. */
const isUnknown = (value: JsonValue | undefined): boolean => value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

export function compileRule(rule: CleaningRule, around: Surroundings): CompiledRule {
  const steps = rule.steps.map((step) => doing(step, around));
  const tests = (rule.when ?? []).map(({ path, op, value }) => ({ path, test: compileTest(op, value, { at: 0, zone: around.zone }) }));
  const path = rulePath(rule.path);
  const answer: Cleaned = { value: undefined, refused: undefined, isImputed: false, isDiscarded: false };
  return {
    rule,
    path,
    to: rule.to === undefined || hasList(path) ? undefined : rulePath(rule.to),
    hasDefault: steps.some(({ kind }) => kind === 'default'),
    holds: (part) => tests.every((one) => one.test(valueAt(part, one.path) ?? null)),
    clean: (sent) => {
      answer.refused = undefined;
      answer.isImputed = false;
      answer.isDiscarded = false;
      let value = isUnknown(sent) ? undefined : sent;
      for (const step of steps) {
        if (step.kind === 'default') {
          if (value === undefined) [value, answer.isImputed] = [step.value, true];
        } else if (value === undefined) continue;
        else if (step.kind === 'drop') value = undefined;
        else if (step.kind === 'discard') answer.isDiscarded = true;
        else {
          const result = step.step(value);
          if (!(result instanceof Refused)) value = result;
          else {
            answer.refused = result.reason;
            if (rule.otherwise !== 'empty') {
              answer.value = sent;
              return answer;
            }
            value = undefined;
          }
        }
      }
      // What was unknown and stays so is left as it was sent: null still unsets.
      answer.value = value === undefined && isUnknown(sent) ? sent : value;
      return answer;
    },
  };
}
