import type { CleaningRule } from '@danqing/contracts';
import { hasList, rulePath, safePattern, testExamples } from '#clean';
import { isKnownFormat } from '#collect';
import { invalid } from '#kernel';

interface Finding {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** What is wrong with one rule, its failing examples among it. `at`: its place among the rules. */
function faultsOf(rule: CleaningRule, at: number): readonly Finding[] {
  const found: Finding[] = [];
  const add = (path: string, code: string, message: string): void => void found.push({ path: `/rules/${at}${path}`, code, message });
  rule.steps.forEach((step, index) => {
    const place = `/steps/${index}`;
    if (step.do === 'pattern') {
      const shape = safePattern(step.pattern);
      if (typeof shape === 'string') add(`${place}/pattern`, 'DQ_PATTERN', shape);
    }
    if (step.do === 'date' && step.format !== undefined && !isKnownFormat(step.format))
      add(`${place}/format`, 'DQ_FORMAT', 'names no day, or has a part that is not known');
    if (step.do === 'range' && (step.least ?? step.most) === undefined) add(place, 'DQ_REQUIRED', 'a range has an end at least on one side');
    if (step.do === 'split' && step.take === 0) add(`${place}/take`, 'DQ_RANGE', 'parts are counted from 1, or from the end from -1');
    if (step.do === 'default' && rule.part === 'entity') add(place, 'DQ_UNSUPPORTED', 'what is said of things is not imputed: it could not be marked');
  });
  if (rule.to !== undefined && (hasList(rulePath(rule.path)) || hasList(rulePath(rule.to))))
    add('/to', 'DQ_UNSUPPORTED', 'a value inside a list stays where it is');
  if (found.length > 0) return found;
  testExamples(rule, exampleSurroundings).forEach(({ ok, said }, index) => {
    if (!ok) add(`/examples/${index}`, 'DQ_EXAMPLE_FAILS', `gives ${said === '' ? 'nothing' : said}`);
  });
  return found;
}

/** Examples are judged in one place, wherever they are read: China. */
export const exampleSurroundings = { zone: 'Asia/Shanghai', region: 'CN' } as const;

/** Throws with everything that stands against publishing. */
export function checkRules(rules: readonly CleaningRule[]): void {
  const twice = rules.flatMap(({ id }, at) =>
    rules.findIndex((one) => one.id === id) < at ? [{ path: `/rules/${at}/id`, code: 'DQ_TWICE', message: 'another rule has this id' }] : [],
  );
  const findings = [...twice, ...rules.flatMap(faultsOf)];
  if (findings.length > 0) throw invalid('the rules cannot be published as they are', findings);
}
