import type { Sentence } from '../context.ts';
import type { Measure, Rule, Selection, Step, Where } from '../rule.ts';
import { chinese } from './chinese.ts';
import { english } from './english.ts';
import type { Language } from './language.ts';
import { codesOf, saidTest } from './said-test.ts';

const both = (say: (language: Language) => string): Sentence => ({ zh: chinese.set(say(chinese)), en: english.set(say(english)) });

/** A rule as a sentence for people, in Chinese and English. */
export const describe = (rule: Rule): Sentence => both((language) => language.sentence(ruleIn(language, rule)));

/** A rule as a phrase, to stand inside other words. */
export const describePart = (rule: Rule): Sentence => both((language) => ruleIn(language, rule));

/** A measure as a noun phrase. */
export const describeMeasure = (measure: Measure): Sentence => both((language) => measureIn(language, measure));

const nameOf = ({ key, name = key }: { readonly key: string; readonly name?: string }): string => name;

/** A group of one reads as its part. */
function isGroup(part: Rule | Where): boolean {
  if (part.kind !== 'all' && part.kind !== 'any') return false;
  const [only] = part.of;
  return part.of.length === 1 && only !== undefined ? isGroup(only) : part.of.length > 1;
}

/** Inner groups get brackets, so that nobody has to know what binds closer. */
function partsIn<T extends Rule | Where>(language: Language, parts: readonly T[], say: (part: T) => string): readonly string[] {
  return parts.map((part) => (parts.length > 1 && isGroup(part) ? language.group(say(part)) : say(part)));
}

export function ruleIn(language: Language, rule: Rule): string {
  const say = (part: Rule): string => ruleIn(language, part);
  switch (rule.kind) {
    case 'all':
      return rule.of.length === 0 ? language.everyone : language.all(partsIn(language, rule.of, say));
    case 'any':
      return rule.of.length === 0 ? language.nobody : language.any(partsIn(language, rule.of, say));
    case 'not':
      return notIn(language, rule.of);
    case 'trait':
      return language.traitIs(rule.path, rule.test);
    case 'tag':
      return language.tagIs(nameOf(rule), rule.field, saidTest(`tag:${rule.key}`, rule.test, language.code));
    case 'has':
      return language.has(rule.identifier);
    case 'measure':
      if (rule.measure.kind === 'count') return language.did(rule.measure.of, whereOf(language, rule.measure.of), rule.test);
      return language.measureIs(measureIn(language, rule.measure), rule.test);
    case 'compare':
      return language.compare(measureIn(language, rule.left), rule.op, measureIn(language, rule.right));
    case 'edge':
      return language.edge(rule.edge, selectionIn(language, rule.of), rule.window);
    case 'rank':
      return language.rank(rule.rank, measureIn(language, rule.rank.by), rule.rank.among === null ? null : say(rule.rank.among));
    case 'sequence':
      return language.sequence(
        rule,
        rule.steps.map((step) => language.step(step, whereOf(language, step))),
      );
    case 'sample':
      return language.sample(rule.size, rule.seed);
    case 'list':
      return language.list(nameOf(rule));
    case 'account':
      return language.account(say(rule.of));
    case 'consent':
      return language.consent(rule.purpose, rule.channel);
    case 'anniversary':
      return language.anniversary(rule.path, rule.days);
    case 'segment':
      return language.segment(nameOf(rule));
  }
}

/** "Did it not" reads better than "not: did it at least once". */
function notIn(language: Language, rule: Rule): string {
  if (rule.kind === 'measure' && rule.measure.kind === 'count' && rule.measure.of.each === null && rule.test.op === 'gte' && rule.test.value === 1) {
    return language.did(rule.measure.of, whereOf(language, rule.measure.of), { op: 'eq', value: 0 });
  }
  return language.not(ruleIn(language, rule));
}

const whereOf = (language: Language, { where }: Step): string | null => (where === null ? null : whereIn(language, where));

const selectionIn = (language: Language, selection: Selection): string => language.selection(selection, whereOf(language, selection));

function whereIn(language: Language, where: Where): string {
  const say = (part: Where): string => whereIn(language, part);
  switch (where.kind) {
    case 'all':
      return where.of.length === 0 ? language.everything : language.all(partsIn(language, where.of, say));
    case 'any':
      return where.of.length === 0 ? language.nothing : language.any(partsIn(language, where.of, say));
    case 'not':
      return language.notCondition(say(where.of));
    case 'element':
      return language.element(where.list, say(where.where));
    default:
      return language.property(where, saidTest(codesOf(where), where.test, language.code));
  }
}

export function measureIn(language: Language, measure: Measure): string {
  switch (measure.kind) {
    case 'number':
      return String(measure.value);
    case 'trait':
      return language.trait(measure.path);
    case 'tag':
      return language.tag(nameOf(measure), measure.field);
    case 'metric':
      return language.metric(measure);
    case 'random':
      return language.random(measure.seed);
    case 'count':
      return language.count(selectionIn(language, measure.of), measure.of.each !== null);
    case 'since':
      return language.since(measure.edge, selectionIn(language, measure.of), measure.unit);
    case 'interval':
      return language.interval(measure.stat, selectionIn(language, measure.of), measure.unit);
    case 'times':
    case 'plus':
    case 'minus':
    case 'else':
      return language.operation(measure.kind, operandIn(language, measure.left), operandIn(language, measure.right));
    default:
      return language.aggregate(measure.kind, measure.subject, selectionIn(language, measure.of));
  }
}

function operandIn(language: Language, measure: Measure): string {
  const isOperation = measure.kind === 'times' || measure.kind === 'plus' || measure.kind === 'minus' || measure.kind === 'else';
  return isOperation ? language.group(measureIn(language, measure)) : measureIn(language, measure);
}
