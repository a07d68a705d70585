/** The front door of the rule compiler: wire form → tree → ClickHouse SQL, sentence, dependencies. Pure: no I/O, no clock. */
import { Fault, type FaultDetail } from '#kernel';
import type { Compiled, Dependencies, EvaluationContext, Sentence, Vocabulary } from './context.ts';
import type { Measure, Rule } from './rule.ts';

export type { Compiled, Dependencies, EvaluationContext, Sentence, TagShape, TagType, Vocabulary } from './context.ts';
export type { Measure, Rule } from './rule.ts';

export type Parsed<T, Name extends string> = { readonly ok: true } & { readonly [name in Name]: T } | { readonly ok: false; readonly errors: readonly FaultDetail[] };

const soon = (): never => {
  throw new Fault('DQ_NOT_AVAILABLE', 501, 'not available yet');
};

/** Reads a rule; all faults at once, each with its JSON Pointer relative to the rule. */
export const parseRule = (_json: unknown, _vocabulary: Vocabulary): Parsed<Rule, 'rule'> => soon();
/** Reads a measure, as tag definitions have it. */
export const parseMeasure = (_json: unknown, _vocabulary: Vocabulary): Parsed<Measure, 'measure'> => soon();
/** All stored segment rules that can be read, for `EvaluationContext.segments`. */
export const parseSegments = (_vocabulary: Vocabulary): ReadonlyMap<string, Rule> => soon();
/** SQL selecting one column `profile_id`: the members, each once. */
export const compileMembers = (_rule: Rule, _context: EvaluationContext): Compiled => soon();
/** SQL selecting `profile_id, value` (Float64): the profiles whose measure is known. */
export const compileMeasure = (_measure: Measure, _context: EvaluationContext): Compiled => soon();
/** SQL selecting `total`: the size of the population. */
export const compileTotal = (_context: EvaluationContext): Compiled => soon();
/** What the rule reads, segments that it names included. */
export const dependenciesOf = (_rule: Rule, _context: EvaluationContext): Dependencies => soon();
/** The rule as a sentence. */
export const describe = (_rule: Rule): Sentence => soon();
