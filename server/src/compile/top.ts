import type { Compiled, EvaluationContext } from './context.ts';
import type { Measure } from './rule.ts';
import { Compilation } from './sql/compilation.ts';
import { EventSource } from './sql/event-source.ts';
import { jsonReading, numberSql } from './sql/reading.ts';
import { contextColumn } from './sql/where.ts';

type Aggregate = Extract<Measure, { readonly subject: unknown }>;

export interface Preference {
  /** Whose different values are ranked. */
  readonly values: Aggregate;
  /** What one event counts, of the same events; null: 1. */
  readonly weight: Aggregate | null;
  readonly k: number;
  /** An event of this age counts half; null: age does not matter. */
  readonly halfLifeMs: number | null;
}

/**
 * SQL that selects `profile_id, items, scores`: the k values (Array(String)) that a profile's events speak of most, the highest score first, ties by
 * value; only those with a score above 0. score = Σ weight × 2^(−age / halfLife), the usual exponential decay; nine digits of it count, because sums
 * of doubles differ behind that with the order of rows. An unknown weight is 0; in an event with several values each has the whole weight.
 */
export function compileTop({ values, weight, k, halfLifeMs }: Preference, context: EvaluationContext): Compiled {
  const compilation = new Compilation(context);
  const { binder } = compilation;
  const events = new EventSource(compilation);
  const decay = halfLifeMs === null ? '1' : `exp2((toUnixTimestamp64Milli(ts) - ${binder.bind(context.at, 'Int64')}) / ${binder.number(halfLifeMs)})`;
  const size = weight === null ? '1' : `ifNull(${numberOf(weight, compilation)}, 0)`;
  const sums = events.column(values.of, (condition) => {
    const known = valuesOf(values, compilation);
    return `sumMapIf(${known}, arrayMap(x -> toFloat64(${size} * ${decay}), ${known}), ${condition})`;
  });
  return compilation.finish(`
    SELECT profile_id, arrayMap(x -> x.1, best) AS items, arrayMap(x -> x.2, best) AS scores
    FROM (
      SELECT profile_id, arrayMap((item, sum) -> (item, if(sum > 0, round(sum * exp10(8 - floor(log10(sum)))) / exp10(8 - floor(log10(sum))), 0)), sums.1, sums.2) AS scored,
        arraySlice(arraySort(x -> (-x.2, x.1), arrayFilter(x -> x.2 > 0, scored)), 1, ${binder.bind(k, 'UInt32')}) AS best
      FROM (SELECT profile_id, ${sums} AS sums FROM (${events.sql()}))
    )
    WHERE notEmpty(best)`);
}

/** The texts that one event gives, as an Array(String). */
function valuesOf({ subject }: Aggregate, { context }: Compilation): string {
  if (subject.kind === 'context') return `arrayFilter(x -> x != '', [toString(${contextColumn(subject.field)})])`;
  const { text, list } = jsonReading('properties', subject.path, context.listPaths);
  const elements = list ?? "CAST([], 'Array(Nullable(String))')";
  const all = text === null ? elements : list === null ? `[${text}]` : `if(isNull(${text}), ${elements}, [${text}])`;
  return `arrayMap(x -> assumeNotNull(x), arrayFilter(x -> isNotNull(x), ${all}))`;
}

function numberOf({ subject }: Aggregate, { context }: Compilation): string {
  if (subject.kind === 'context') return numberSql(contextColumn(subject.field));
  const { text } = jsonReading('properties', subject.path, context.listPaths);
  return text === null ? "CAST(NULL, 'Nullable(Float64)')" : numberSql(text);
}
