/** The front door of the rule compiler: wire form → tree → ClickHouse SQL, sentence, dependencies. Pure: no I/O, no clock. */
export { type AskedColumn, compileColumns } from './columns.ts';
export { compileListPaths, compileMeasure, compileMeasures, compileMembers, compileTotal, listPathsOf } from './compile.ts';
export type { Compiled, Dependencies, EvaluationContext, KnownNames, ListIds, ListPaths, Sentence, TagShape, TagType, Vocabulary } from './context.ts';
export { dependenciesOf, measureDependencies } from './dependencies.ts';
export { describe, describeMeasure, describePart } from './describe/sentence.ts';
export { type DescribedTag, describeTag } from './describe/tag.ts';
export { type Metric, type MetricKey, metricKeys, metricOf, type MetricUnit } from './metrics.ts';
export { type ParsedMeasure, type ParsedRule, parseMeasure, parseRule, parseSegments } from './parse/parse.ts';
export { compileConsentCrossings, compileCrossings, compileDateCrossings, crossingsOf } from './live/crossings.ts';
export { type TimeEdges, timeEdgesOf } from './live/time-edges.ts';
export type { Measure, Path, Rule } from './rule.ts';
export { compileTop } from './top.ts';
export { compileTrait } from './trait.ts';
export { storedNames } from './vendor-names.ts';
export { compileTraitPaths } from './trait-paths.ts';
export { parseRuleText, parseTagText, type RuleText } from './text/parse-text.ts';
export { printRule } from './text/print-rule.ts';
export { printTag } from './text/print-tag.ts';
