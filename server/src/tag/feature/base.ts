import { type AskedColumn, type Compiled, compileColumns, type EvaluationContext, type Measure } from '#compile';
import { unitMs } from '#kernel';
import { type FeaturePlan, type FieldMeasure, figureOf, isField, isReading, lineOf } from './plan.ts';

/** A field read as the text it is stored as. */
const textOf = (field: FieldMeasure): AskedColumn =>
  field.kind === 'trait' ? { kind: 'trait', path: field.path } : { kind: 'tag', key: field.key, field: field.field };

/** The fields whose groups fill what is missing. */
export const placesOf = (plan: FeaturePlan): readonly FieldMeasure[] => figureOf(plan)?.within ?? [];

/** What else is asked of everybody: each further measure as a number and, of a trait or tag, as the text that it is stored as. */
const furtherOf = (measures: readonly Measure[]): Readonly<Record<string, AskedColumn>> =>
  Object.fromEntries(
    measures.flatMap((measure, index): readonly (readonly [string, AskedColumn])[] =>
      isField(measure) ? [[`f_more_${index}`, textOf(measure)]] : [[`f_more_${index}`, { kind: 'measure', measure }]],
    ),
  );

const furtherSql = (measures: readonly Measure[]): string => {
  if (measures.length === 0) return '';
  const number = (index: number): string => (isField(measures[index] ?? { kind: 'number', value: 0 }) ? `f_more_${index}_number` : `f_more_${index}`);
  const text = (index: number): string => (isField(measures[index] ?? { kind: 'number', value: 0 }) ? `ifNull(toString(f_more_${index}), '')` : "''");
  const listed = (one: (index: number) => string): string => measures.map((_, index) => one(index)).join(', ');
  return `, CAST([${listed((index) => `if(isFinite(${number(index)}), ${number(index)}, NULL)`)}], 'Array(Nullable(Float64))') AS f_numbers, CAST([${listed(text)}], 'Array(String)') AS f_texts`;
};

/**
 * SQL selecting everybody once: `profile_id, f_value` (NULL: not known; a number or a text), the texts of the groups' fields, `f_place_0`, `f_place_1`, and
 * of further measures, where there are any, `f_numbers` and `f_texts`.
 */
export function featureBase(plan: FeaturePlan, context: EvaluationContext, further: readonly Measure[] = []): Compiled {
  const { of, isText } = plan;
  const value: AskedColumn = isText && isField(of) ? textOf(of) : { kind: 'measure', measure: of };
  const places = placesOf(plan).map((field, index) => [`f_place_${index}`, textOf(field)] as const);
  const line = lineOf(plan);
  const lined: Readonly<Record<string, AskedColumn>> =
    line === null || !isReading(of) ? {} : { f_line: { kind: 'line', measure: of, carryMs: line.carryDays === null ? null : line.carryDays * unitMs.day } };
  const { sql, params } = compileColumns({ f_value: value, ...lined, ...Object.fromEntries(places), ...furtherOf(further) }, context);
  const names = places.map(([name]) => `, ifNull(toString(${name}), '') AS ${name}`);
  const known = isText ? `nullIf(trimBoth(toString(f_value)), '')` : 'if(isFinite(f_value), f_value, NULL)';
  return { sql: `SELECT profile_id, ${known} AS f_value${names.join('')}${line === null ? '' : ', f_line'}${furtherSql(further)} FROM (${sql})`, params };
}
