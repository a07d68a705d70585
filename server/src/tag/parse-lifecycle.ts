import type { StageJson } from '@danqing/contracts';
import { parseRule, type Rule, type Vocabulary } from '#compile';
import type { FaultDetail } from '#kernel';
import type { Findings } from './findings.ts';
import { at, under } from './forms.ts';

interface Stage {
  readonly name: string;
  readonly rule: Rule;
  /** Places of the stages somebody in this one may move to; its own is not among them. */
  readonly to: readonly number[];
}

/** In the order in which stages are tried. */
export interface LifecyclePlan {
  readonly stages: readonly Stage[];
}

const isText = (json: unknown): json is string => typeof json === 'string' && json.trim() !== '';

/** Reads [{"stage", "rule", "to"?}…]; undefined when faults were found. */
export function parseLifecycle(json: readonly StageJson[], vocabulary: Vocabulary, path: string, { faults, warnings }: Findings): LifecyclePlan | undefined {
  const before = faults.length;
  const names = json.map(({ stage }) => stage);
  const stages = json.flatMap(({ stage, rule, to, ...rest }, index): Stage[] => {
    const place = `${path}/${index}`;
    for (const name of Object.keys(rest)) faults.push(at(`${place}/${name}`, 'DQ_UNKNOWN_PROPERTY', 'is not known here'));
    if (!isText(stage)) faults.push(at(`${place}/stage`, 'DQ_REQUIRED', 'must be the name of the stage'));
    else if (names.indexOf(stage) !== index) faults.push(at(`${place}/stage`, 'DQ_NOT_ALLOWED', `the stage ${stage} stands here twice`));
    const moves = movesOf(to, index, names, place, faults);
    const parsed = parseRule(rule, vocabulary);
    if (parsed.ok) warnings.push(...under(`${place}/rule`, parsed.warnings));
    else faults.push(...under(`${place}/rule`, parsed.errors));
    return parsed.ok ? [{ name: stage, rule: parsed.rule, to: moves }] : [];
  });
  return faults.length > before ? undefined : { stages };
}

function movesOf(to: unknown, self: number, names: readonly string[], place: string, faults: FaultDetail[]): readonly number[] {
  if (to === undefined) return names.flatMap((_, index) => (index === self ? [] : [index]));
  if (!Array.isArray(to)) {
    faults.push(at(`${place}/to`, 'DQ_TYPE', 'must be a list of stages'));
    return [];
  }
  return to.flatMap((name: unknown, index) => {
    const found = typeof name === 'string' ? names.indexOf(name) : -1;
    if (found < 0) faults.push(at(`${place}/to/${index}`, 'DQ_NOT_ALLOWED', 'is none of the stages', names.filter(isText).join(', ')));
    return found < 0 || found === self ? [] : [found];
  });
}
