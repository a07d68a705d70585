import type { FaultDetail } from '#kernel';
import type { Vocabulary } from '../context.ts';
import type { Measure, Rule } from '../rule.ts';
import { Faults } from './faults.ts';
import { measureAt } from './measure.ts';
import { ruleAt } from './rule.ts';
import { maxDepth, maxNodes, maxRuleBytes, type Scope } from './scope.ts';
import { cycleOf, sizeOf } from './size.ts';

interface Refused {
  readonly ok: false;
  readonly errors: readonly FaultDetail[];
}

/** `warnings`: names that can be read but that no data has brought yet; there only when the vocabulary knows names. */
interface Read {
  readonly ok: true;
  readonly warnings: readonly FaultDetail[];
}

export type ParsedRule = (Read & { readonly rule: Rule }) | Refused;
export type ParsedMeasure = (Read & { readonly measure: Measure }) | Refused;

const scopeOf = (vocabulary: Vocabulary): Scope => ({ faults: new Faults(), warnings: new Faults(), vocabulary });

/**
 * Reads the wire form of a rule. Faults come all at once, each with its JSON Pointer relative to the rule, a permanent code, a message and,
 * where one is near, a suggestion. Rules that are too deep or too large, name what does not exist, or reach themselves are refused.
 */
export function parseRule(json: unknown, vocabulary: Vocabulary): ParsedRule {
  const scope = scopeOf(vocabulary);
  const rule = isSmall(json, scope) ? ruleAt(json, '', scope, 0) : null;
  const cycle = rule === null ? undefined : cycleOf(json, vocabulary);
  if (cycle !== undefined) scope.faults.add('', 'DQ_RULE_CYCLE', `this rule reaches itself: ${cycle.join(' → ')}`);
  return rule === null || scope.faults.details.length > 0 ? { ok: false, errors: scope.faults.details } : { ok: true, rule, warnings: scope.warnings.details };
}

/** Reads the wire form of a measure, as tag definitions have it; faults as with rules. */
export function parseMeasure(json: unknown, vocabulary: Vocabulary): ParsedMeasure {
  const scope = scopeOf(vocabulary);
  const measure = isSmall(json, scope) ? measureAt(json, '', scope, 0) : null;
  return measure === null || scope.faults.details.length > 0
    ? { ok: false, errors: scope.faults.details }
    : { ok: true, measure, warnings: scope.warnings.details };
}

/** The stored rules of all segments that can still be read, for `EvaluationContext.segments`. */
export function parseSegments(vocabulary: Vocabulary): ReadonlyMap<string, Rule> {
  const rules = new Map<string, Rule>();
  const { known: _known, ...named } = vocabulary;
  for (const [key, json] of vocabulary.segments) {
    const parsed = parseRule(json, { ...named, self: key });
    if (parsed.ok) rules.set(key, parsed.rule);
  }
  return rules;
}

/** Before anything is read: recursion below is bounded by what passes here. */
function isSmall(json: unknown, { faults }: Scope): boolean {
  const size = sizeOf(json, maxDepth * 4);
  if (size.depth > maxDepth * 4) faults.add('', 'DQ_RULE_TOO_DEEP', `a rule nests at most ${maxDepth} levels`);
  else if (size.objects > maxNodes) faults.add('', 'DQ_RULE_TOO_LARGE', `a rule has at most ${maxNodes} parts, this one has ${size.objects}`);
  else if (size.bytes > maxRuleBytes) faults.add('', 'DQ_RULE_TOO_LARGE', `a rule has at most ${maxRuleBytes} bytes`, 'put long lists of values into a tag');
  return faults.details.length === 0;
}
