/** The front door of the rule compiler: wire form → tree → ClickHouse SQL, sentence, dependencies. Pure: no I/O, no clock. */
export { type AskedColumn, compileColumns } from './columns.ts';
export { compileListPaths, compileMeasure, compileMeasures, compileMembers, compileTotal, listPathsOf } from './compile.ts';
export type {
  Compiled,
  DefinitionNames,
  Dependencies,
  EvaluationContext,
  KnownNames,
  ListIds,
  ListPaths,
  Names,
  Sentence,
  TagShape,
  TagType,
  TraitColumn,
  Vocabulary,
} from './context.ts';
export { dependenciesOf, measureDependencies } from './dependencies.ts';
export { contextNames, holidaysNamed, metricNames, namesOf, usualWords } from './describe/names.ts';
export { describe, describeMeasure, describePart } from './describe/sentence.ts';
export { type DescribedTag, describeTag } from './describe/tag.ts';
export { ranksFirstN } from './first-n.ts';
export { compileFieldValues } from './field-values.ts';
export { compileKnownNames, knownNamesOf } from './known-names.ts';
export { type Metric, metricEvents, type MetricKey, metricKeys, metricOf, type MetricUnit } from './metrics.ts';
export { type ParsedMeasure, type ParsedRule, parseMeasure, parseRule, parseSegments } from './parse/parse.ts';
export { compileAnniversaryCrossings, compileConsentCrossings, compileCrossings, compileDateCrossings, crossingsOf } from './live/crossings.ts';
export { type TimeEdges, timeEdgesOf } from './live/time-edges.ts';
export { type Claim, type Proofs, planProofs } from './proof/proof.ts';
export { traitRank } from './tables.ts';
export type { OriginRow } from './proof/evidence.ts';
export type { Measure, Path, Reading, Rule } from './rule.ts';
export { compileRoots } from './roots.ts';
export { sqlErrorOf } from './safe/engine-words.ts';
export { explicitSql } from './safe/explicit.ts';
export { type Field, type FieldForm, fieldColumn, type FieldRoot } from './safe/fields.ts';
export { offeredFunctions } from './safe/functions.ts';
export { type Forbidden, placeWords } from './safe/guard.ts';
export type { ViewMask } from './safe/mask.ts';
export { maskedLiterals } from './safe/literals.ts';
export { type ParameterType, type ReadStatement, readStatement, type SafeStatement, safeViews, statementSql, type StatementScope } from './safe/statement.ts';
export { compileTraitNames } from './safe/trait-names.ts';
export { compileTop } from './top.ts';
export { compileTraitFacts } from './trait-facts.ts';
export { compileTrait } from './trait.ts';
export { drawn } from './sql/scope.ts';
export { storedNames } from './vendor-names.ts';
export { traitColumnNames, traitColumnSql, traitColumnSqlOver } from './trait-column.ts';
export { propertyTextSql } from './property-text.ts';
export { compileTraitPaths } from './trait-paths.ts';
export { parseRuleText, parseTagText, type RuleText } from './text/parse-text.ts';
export { printRule } from './text/print-rule.ts';
export { printTag } from './text/print-tag.ts';
