import type { Sentence } from '../context.ts';
import { metricOf } from '../metrics.ts';
import type { Measure, Rule, Selection, Where } from '../rule.ts';
import { english } from './english.ts';
import { chinese } from './chinese.ts';
import type { Language } from './language.ts';

/** A rule as a sentence for people, in Chinese and English. */
export const describe = (rule: Rule): Sentence => ({
  zh: chinese.sentence(ruleIn(chinese, rule)),
  en: english.sentence(ruleIn(english, rule)),
});

/** A measure as a noun phrase. */
export const describeMeasure = (measure: Measure): Sentence => ({ zh: measureIn(chinese, measure), en: measureIn(english, measure) });

const isGroup = (kind: string): boolean => kind === 'all' || kind === 'any';

/** Inner groups get brackets, so that nobody has to know what binds closer. */
function partsIn<T extends { readonly kind: string }>(language: Language, parts: readonly T[], say: (part: T) => string): readonly string[] {
  return parts.map((part) => (isGroup(part.kind) && parts.length > 1 ? language.group(say(part)) : say(part)));
}

function ruleIn(language: Language, rule: Rule): string {
  const say = (part: Rule): string => ruleIn(language, part);
  switch (rule.kind) {
    case 'all':
      return rule.of.length === 0 ? language.everyone : language.all(partsIn(language, rule.of, say));
    case 'any':
      return rule.of.length === 0 ? language.nobody : language.any(partsIn(language, rule.of, say));
    case 'not':
      return notIn(language, rule.of);
    case 'trait':
      return language.test(language.trait(rule.path), rule.test);
    case 'tag':
      return language.test(language.tag(rule.key, rule.field), rule.test);
    case 'has':
      return language.has(rule.identifier);
    case 'measure':
      if (rule.measure.kind === 'count') return language.did(selectionIn(language, rule.measure.of), rule.test);
      return language.test(measureIn(language, rule.measure), rule.test);
    case 'compare':
      return language.compare(measureIn(language, rule.left), rule.op, measureIn(language, rule.right));
    case 'edge':
      return language.edge(rule.edge, selectionIn(language, rule.of), language.window(rule.window));
    case 'rank':
      return language.rank(rule.rank, measureIn(language, rule.rank.by), rule.rank.among === null ? null : say(rule.rank.among));
    case 'segment':
      return language.segment(rule.key);
    default:
      return language.later(rule.kind);
  }
}

/** "Did it not" reads better than "not: did it at least once". */
function notIn(language: Language, rule: Rule): string {
  if (rule.kind === 'measure' && rule.measure.kind === 'count' && rule.test.op === 'gte' && rule.test.value === 1) {
    return language.did(selectionIn(language, rule.measure.of), { op: 'eq', value: 0 });
  }
  return language.not(ruleIn(language, rule));
}

function selectionIn(language: Language, selection: Selection): string {
  return language.selection(selection, selection.where === null ? null : whereIn(language, selection.where));
}

function whereIn(language: Language, where: Where): string {
  const say = (part: Where): string => whereIn(language, part);
  switch (where.kind) {
    case 'all':
      return where.of.length === 0 ? language.everyone : language.all(partsIn(language, where.of, say));
    case 'any':
      return where.of.length === 0 ? language.nobody : language.any(partsIn(language, where.of, say));
    case 'not':
      return language.not(say(where.of));
    case 'property':
    case 'context':
      return language.test(language.property(where), where.test);
    case 'item':
    case 'product':
      return language.test(language.property(where), where.test);
    case 'element':
      return language.group(say(where.where));
  }
}

function measureIn(language: Language, measure: Measure): string {
  switch (measure.kind) {
    case 'number':
      return String(measure.value);
    case 'trait':
      return language.trait(measure.path);
    case 'tag':
      return language.tag(measure.key, measure.field);
    case 'metric':
      return metricOf(measure.key)[language.code];
    case 'count':
      return language.count(selectionIn(language, measure.of));
    case 'since':
      return language.since(measure.edge, selectionIn(language, measure.of), measure.unit);
    case 'interval':
      return language.interval(measure.stat, selectionIn(language, measure.of), measure.unit);
    case 'times':
    case 'plus':
    case 'minus':
      return language.operation(measure.kind, measureIn(language, measure.left), measureIn(language, measure.right));
    default:
      return language.aggregate(measure.kind, language.property(measure.subject), selectionIn(language, measure.of));
  }
}
