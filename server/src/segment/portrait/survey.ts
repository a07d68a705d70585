import { type Compiled, compileColumns, type EvaluationContext } from '#compile';
import { askedColumns, type Attribute, readingsOf } from './catalogue.ts';

/** What an attribute looks like among everyone, from a sample of them. */
export interface Survey {
  readonly known: number;
  /** Profiles that hold a list. */
  readonly lists: number;
  /** Different single values. */
  readonly distinct: number;
  readonly numbers: number;
  readonly dates: number;
  /** Values with an @, or masked by asterisks. */
  readonly contacts: number;
  /** Seven digits and more, as phone and card numbers are. */
  readonly codes: number;
  readonly longest: number;
  /** The most frequent values, or elements of lists. */
  readonly top: readonly string[];
  /** Quintiles of numbers, or of dates in days since 1970 (UTC). */
  readonly cuts: readonly number[];
}

const levels = [0.2, 0.4, 0.6, 0.8];
/** As many profiles are looked at: enough to tell what a column is and to cut it into fifths; what is shown is counted exactly. */
export const surveyed = 50_000;
export const maxValues = 30;

const dateText = "'^[0-9]{4}-[0-9]{2}-[0-9]{2}($|[T ])'";

/** A date's place in time as days since 1970. */
export const daySql = (text: string): string =>
  `if(match(ifNull(${text}, ''), ${dateText}), toUnixTimestamp64Milli(parseDateTime64BestEffortOrNull(${text}, 3, 'UTC')) / 86400000., NULL)`;

/** One row: what each attribute looks like among one profile in `every`, the same ones each time. */
export function surveyQuery(attributes: readonly Attribute[], context: EvaluationContext, every: number): Compiled {
  const { sql, params } = compileColumns(askedColumns(attributes), every > 1 ? { ...context, oneIn: every } : context);
  const looks = attributes.map((attribute, place) => {
    const { text, number, list } = readingsOf(attribute, place);
    const columns = {
      known: `countIf(isNotNull(${text}) OR notEmpty(${list}))`,
      lists: `countIf(notEmpty(${list}))`,
      distinct: `uniqExact(${text})`,
      numbers: `count(${number})`,
      dates: `countIf(match(ifNull(${text}, ''), ${dateText}))`,
      contacts: `countIf(position(ifNull(${text}, ''), '@') > 0 OR position(ifNull(${text}, ''), '**') > 0)`,
      codes: `countIf(match(ifNull(${text}, ''), '^[0-9+() -]{7,}$'))`,
      longest: `max(length(ifNull(${text}, '')))`,
      top: `if(lists_${place} > 0, topKArray(${maxValues})(${list}), arrayMap(x -> ifNull(x, ''), topK(${maxValues})(${text})))`,
      cuts: `quantilesExactInclusive(${levels.join(', ')})(coalesce(${number}, ${daySql(text)}))`,
    };
    return Object.entries(columns).map(([name, expression]) => `${expression} AS ${name}_${place}`);
  });
  return {
    sql: `SELECT ${['count() AS people', ...looks.flat()].join(', ')} FROM (${sql})`,
    params,
  };
}

/** The survey of the attribute at a place. */
export function readSurvey(row: Readonly<Record<string, unknown>>, place: number): Survey {
  const number = (name: string): number => Number(row[`${name}_${place}`] ?? 0);
  const list = (name: string): readonly unknown[] => {
    const value = row[`${name}_${place}`];
    return Array.isArray(value) ? value : [];
  };
  return {
    known: number('known'),
    lists: number('lists'),
    distinct: number('distinct'),
    numbers: number('numbers'),
    dates: number('dates'),
    contacts: number('contacts'),
    codes: number('codes'),
    longest: number('longest'),
    top: list('top').filter((value) => typeof value === 'string'),
    cuts: list('cuts').filter((value) => typeof value === 'number'),
  };
}
