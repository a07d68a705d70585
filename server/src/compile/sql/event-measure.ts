import { unitMs } from '#kernel';
import type { Measure, Path, Selection, Subject } from '../rule.ts';
import { Elements } from './elements.ts';
import type { EventSource } from './event-source.ts';
import type { Quantity } from './expression.ts';
import { jsonReading, numberSql } from './reading.ts';
import { contextColumn } from './where.ts';

type EventMeasure = Extract<Measure, { readonly of: unknown }>;
const fromEvents: Quantity['sources'] = new Set(['events']);
const unknown = (sql: string): Quantity => ({ sql, isNullable: true, sources: fromEvents, whenEmpty: null });
const none = (sql: string): Quantity => ({ sql, isNullable: false, sources: fromEvents, whenEmpty: 0 });

/** A number that events make. Every column's default is what the measure is over nothing, so that an outer join needs no mending. */
export function eventQuantity(measure: EventMeasure, events: EventSource): Quantity {
  const { context, binder } = events.compilation;
  switch (measure.kind) {
    case 'count':
      return none(events.column(measure.of, (condition) => countSql(measure.of, condition, events)));
    case 'unique':
      return none(events.column(measure.of, (condition) => uniqueSql(measure, condition, events)));
    case 'sum':
      return unknown(roundedSql(events.column(measure.of, (condition) => `sumIf(${numbersOf(measure, events).sum}, ${condition})`)));
    case 'avg':
      return unknown(roundedSql(events.column(measure.of, (condition) => averageSql(numbersOf(measure, events), condition))));
    case 'min':
      return unknown(events.column(measure.of, (condition) => `minIf(${numbersOf(measure, events).min}, ${condition})`));
    case 'max':
      return unknown(events.column(measure.of, (condition) => `maxIf(${numbersOf(measure, events).max}, ${condition})`));
    case 'since': {
      const edge = measure.edge === 'first' ? 'min' : 'max';
      const moment = events.column(measure.of, (condition) => `${edge}OrNullIf(toUnixTimestamp64Milli(ts), ${condition})`);
      return unknown(`((${binder.bind(context.at, 'Int64')} - ${moment}) / ${lengthOf(measure.unit)})`);
    }
    case 'interval':
      return unknown(`(${events.column(measure.of, measure.stat === 'avg' ? averageGapSql : medianGapSql)} / ${lengthOf(measure.unit)})`);
  }
}

/** Months are refused by the parser: they have no fixed length. */
const lengthOf = (unit: keyof typeof unitMs | 'month'): number => unitMs[unit === 'month' ? 'day' : unit];

/** Six decimals; from 2^33 on doubles lie further apart than that, and scaling them could overflow (kernel's roundSix). */
export const roundedSql = (value: string): string => `if(abs(${value}) < 8589934592, round(${value}, 6), ${value})`;

const averageGapSql = (condition: string): string =>
  `if(countIf(${condition}) < 2, NULL, (maxIf(toUnixTimestamp64Milli(ts), ${condition}) - minIf(toUnixTimestamp64Milli(ts), ${condition})) / (countIf(${condition}) - 1))`;

const medianGapSql = (condition: string): string =>
  `if(countIf(${condition}) < 2, NULL, arrayReduce('quantileExactInclusive(0.5)', arrayPopFront(arrayDifference(arraySort(groupArrayIf(toUnixTimestamp64Milli(ts), ${condition}))))))`;

interface Numbers {
  readonly sum: string;
  readonly min: string;
  readonly max: string;
  /** How many numbers the event has; null: one where sum is not NULL. */
  readonly count: string | null;
}

type Aggregate = Extract<Measure, { readonly subject: unknown }>;

/** The one number of an event of which a measure takes single readings. */
export const readingNumber = (measure: Pick<Aggregate, 'of' | 'subject'>, events: EventSource): string => numbersOf(measure, events).max;

/** The numbers one event gives; of a list every element counts, and with `each` every element that satisfies. */
function numbersOf({ of, subject }: Pick<Aggregate, 'of' | 'subject'>, events: EventSource): Numbers {
  if (of.each !== null) return listNumbers(elementNumbers(of.each, of, subject, events), unknownNumber);
  const { listPaths } = events.compilation.context;
  if (subject.kind === 'context') return same(numberSql(contextColumn(subject.field)));
  if (subject.path.text === 'revenue') return same('revenue');
  const reading = jsonReading('properties', subject.path, listPaths);
  const own = reading.text === null ? unknownNumber : numberSql(reading.text);
  if (reading.list === null) return same(own);
  return listNumbers(`arrayMap(x -> assumeNotNull(x), arrayFilter(x -> isNotNull(x), arrayMap(x -> ${numberSql('x')}, ${reading.list})))`, own);
}

const unknownNumber = "CAST(NULL, 'Nullable(Float64)')";

/** `own`: the number where the list has none. */
function listNumbers(list: string, own: string): Numbers {
  const of = (name: string): string => `if(empty(${list}), ${own}, ${name}(${list}))`;
  return { sum: of('arraySum'), min: of('arrayMin'), max: of('arrayMax'), count: `if(empty(${list}), toUInt64(isNotNull(${own})), length(${list}))` };
}

/** The numbers of the elements that satisfy, as an alias. */
function elementNumbers(list: Path, { where }: Selection, subject: Subject, events: EventSource): string {
  const elements = new Elements(list, events);
  return events.alias(elements.values(where, () => elements.number(subject)));
}

const same = (number: string): Numbers => ({ sum: number, min: number, max: number, count: null });

const averageSql = ({ sum, count }: Numbers, condition: string): string =>
  count === null ? `avgIf(${sum}, ${condition})` : `sumIf(${sum}, ${condition}) / sumIf(${count}, ${condition})`;

function countSql({ each, where }: Selection, condition: string, events: EventSource): string {
  return each === null ? `countIf(${condition})` : `sumIf(${events.elements(each, where)}, ${condition})`;
}

function uniqueSql({ of, subject }: Aggregate, condition: string, events: EventSource): string {
  if (of.each !== null) {
    const elements = new Elements(of.each, events);
    return `uniqExactArrayIf(${elements.values(of.where, () => elements.text(subject))}, ${condition})`;
  }
  if (subject.kind === 'context') {
    const column = contextColumn(subject.field);
    return `uniqExactIf(${column}, ${condition} AND ${column} != '')`;
  }
  const { text, list } = jsonReading('properties', subject.path, events.compilation.context.listPaths);
  if (list === null) return `uniqExactIf(${text ?? 'NULL'}, ${condition})`;
  const known = `arrayMap(x -> assumeNotNull(x), arrayFilter(x -> isNotNull(x), ${list}))`;
  const values = text === null ? known : `if(isNull(${text}), ${known}, [assumeNotNull(${text})])`;
  return `uniqExactArrayIf(${values}, ${condition})`;
}
