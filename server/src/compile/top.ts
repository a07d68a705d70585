import type { Compiled, EvaluationContext, ListPaths } from './context.ts';
import type { Measure } from './rule.ts';
import { Compilation } from './sql/compilation.ts';
import { Elements } from './sql/elements.ts';
import { EventSource } from './sql/event-source.ts';
import { numberSql, type Reading } from './sql/reading.ts';
import { subjectReading } from './sql/where.ts';

type Aggregate = Extract<Measure, { readonly subject: unknown }>;

export interface Preference {
  /** Whose different values are ranked. */
  readonly values: Aggregate;
  /** What one event or element counts, of the same ones; null: 1. */
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
  const sums = events.column(values.of, (condition) => {
    const { texts, sizes } = values.of.each === null ? ofEvents(values, weight, events) : ofElements(values, weight, events);
    return `sumMapIf(${texts}, arrayMap(x -> toFloat64(x * ${decay}), ${sizes}), ${condition})`;
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

/** The values of one event, an Array(String), and beside it what each counts. */
interface Weighed {
  readonly texts: string;
  readonly sizes: string;
}

const known = (array: string): string => `arrayMap(x -> assumeNotNull(x), arrayFilter(x -> isNotNull(x), ${array}))`;

/** A reading's text as a Nullable(String); '' is unknown where the column cannot be NULL. */
const textOf = ({ text, isNullable }: Reading): string =>
  text === null ? "CAST(NULL, 'Nullable(String)')" : isNullable ? text : `nullIf(toString(${text}), '')`;

const numberOf = (reading: Reading): string => `ifNull(${reading.number ?? numberSql(textOf(reading))}, 0)`;

function ofEvents({ subject }: Aggregate, weight: Aggregate | null, { compilation }: EventSource): Weighed {
  const { listPaths } = compilation.context;
  const reading = plainReading(subject, listPaths);
  const single = textOf(reading);
  const texts = known(reading.list === null ? `[${single}]` : `if(isNull(${single}), ${reading.list}, [${single}])`);
  const size = weight === null ? '1' : numberOf(plainReading(weight.subject, listPaths));
  return { texts, sizes: `arrayMap(x -> ${size}, ${texts})` };
}

/** Without `each` the parser makes no other subjects. */
function plainReading(subject: Aggregate['subject'], lists: ListPaths | undefined): Reading {
  if (subject.kind === 'item' || subject.kind === 'product') throw new Error('there is no element at hand');
  return subjectReading(subject, lists);
}

/** Two passes over the elements that keep the same ones: those that satisfy and whose value is known. */
function ofElements({ of, subject }: Aggregate, weight: Aggregate | null, events: EventSource): Weighed {
  if (of.each === null) throw new Error('these are no elements');
  const [texts, sizes] = [new Elements(of.each, events), new Elements(of.each, events)];
  return {
    texts: texts.values(of.where, () => texts.text(subject)),
    sizes: sizes.values(of.where, () => `if(isNull(${sizes.text(subject)}), NULL, ${weight === null ? '1' : `ifNull(${sizes.number(weight.subject)}, 0)`})`),
  };
}
