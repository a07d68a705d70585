/** The front door of the rule compiler: wire form → tree → ClickHouse SQL, sentence, dependencies. Pure: no I/O, no clock. */
import { Fault } from '#kernel';
import type { Dependencies, EvaluationContext, Sentence } from './context.ts';
import type { Rule } from './rule.ts';

export { compileMeasure, compileMembers, compileTotal } from './compile.ts';
export type { Compiled, Dependencies, EvaluationContext, Sentence, TagShape, TagType, Vocabulary } from './context.ts';
export { type ParsedMeasure, type ParsedRule, parseMeasure, parseRule, parseSegments } from './parse/parse.ts';
export type { Measure, Path, Rule } from './rule.ts';
export { compileTrait } from './trait.ts';
const soon = (): never => {
  throw new Fault('DQ_NOT_AVAILABLE', 501, 'not available yet');
};
/** What the rule reads, segments that it names included. */
export const dependenciesOf = (_rule: Rule, _context: EvaluationContext): Dependencies => soon();
/** The rule as a sentence. */
export const describe = (_rule: Rule): Sentence => soon();
