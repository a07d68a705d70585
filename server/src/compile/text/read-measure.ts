import type { MeasureJson, WhereJson, WindowJson } from '@danqing/contracts';
import { readBracketed } from './read-group.ts';
import { readUnit } from './read-test.ts';
import { readCondition } from './read-where.ts';
import { isWindow, readWindow } from './read-window.ts';
import type { Reader } from './reader.ts';
import { aggregateWords, type AggregateWord, operationSigns, unitOf, units } from './words.ts';

export interface ClausesJson {
  readonly where?: WhereJson;
  readonly window?: WindowJson;
  readonly each?: string;
}

const measureWords = ['count', ...aggregateWords, 'median', 'trait', 'tag', 'metric', 'random', ...units];

/** "Order Completed", or anything. */
export const readEvent = (reader: Reader): string =>
  reader.takeWords('anything') ? '*' : reader.string('the name of an event in quotes, or "anything" without quotes');

/** Which of an event's clauses comes, if any; each may stand once, in any order. */
export function takeClause(reader: Reader, had: ClausesJson): ClausesJson | undefined {
  if (had.each === undefined && reader.takeWords('each')) return { ...had, each: reader.name('the list whose elements count') };
  if (had.where === undefined && reader.takeWords('where')) return { ...had, where: readCondition(reader) };
  return had.window === undefined && isWindow(reader) ? { ...had, window: readWindow(reader) } : undefined;
}

export function readClauses(reader: Reader): ClausesJson {
  let clauses: ClausesJson = {};
  for (let next = takeClause(reader, clauses); next !== undefined; next = takeClause(reader, clauses)) clauses = next;
  return clauses;
}

const readWhere = (reader: Reader): { readonly where?: WhereJson } => (reader.takeWords('where') ? { where: readCondition(reader) } : {});

/** A measure, or a number that stands for itself; times before plus and minus, from left to right. */
export function readOperand(reader: Reader): MeasureJson | number {
  let left = readFactor(reader);
  for (;;) {
    if (reader.takeSign(operationSigns.plus)) left = placedAt(reader, { plus: [left, readFactor(reader)] });
    else if (reader.takeSign(operationSigns.minus)) left = placedAt(reader, { minus: [left, readFactor(reader)] });
    else if (reader.takeWords(operationSigns.else)) left = placedAt(reader, { else: [left, readFactor(reader)] });
    else break;
  }
  const { kind, shown } = reader.peek();
  if (kind === 'number' && /^[+-]/.test(shown)) throw reader.fault('an operator', [], `${shown.slice(0, 1)} ${shown.slice(1)}`);
  return left;
}

function readFactor(reader: Reader): MeasureJson | number {
  let left = readAtom(reader);
  while (reader.takeSign(operationSigns.times)) left = placedAt(reader, { times: [left, readAtom(reader)] });
  return left;
}

const placedAt = (reader: Reader, measure: MeasureJson): MeasureJson => reader.placed(() => measure);

function readAtom(reader: Reader): MeasureJson | number {
  if (reader.isSign('(')) return readBracketed(reader, () => readOperand(reader));
  return reader.peek().kind === 'number' ? reader.number('a number') : reader.placed(() => readSimple(reader));
}

/** A measure, never a bare number. */
export function readMeasure(reader: Reader): MeasureJson {
  const { place } = reader.peek();
  const measure = readOperand(reader);
  if (typeof measure !== 'number') return measure;
  throw reader.fault(`a measure instead of the number at line ${place.line}, column ${place.column}`, measureWords);
}

function readSimple(reader: Reader): MeasureJson {
  if (reader.takeWords('trait')) return { trait: reader.name('the path of a trait') };
  if (reader.takeWords('tag')) return { tag: reader.name('the key of a tag') };
  if (reader.takeWords('random')) return { random: reader.string('the seed in quotes') };
  if (reader.takeWords('metric')) return { metric: reader.name('the key of a metric') };
  if (reader.takeWords('count')) {
    reader.word('of');
    return { did: readEvent(reader), count: true, ...readClauses(reader) };
  }
  const token = reader.peek();
  if (token.kind === 'word' && unitOf(token.text) !== undefined) return readSince(reader);
  if (reader.isWord('median') || (reader.isWord('avg') && !reader.isSign('(', 1))) return readInterval(reader);
  const aggregate = takeAggregate(reader);
  if (aggregate === undefined) throw reader.fault('a measure (count of, sum(…) of, trait, tag, metric, days since last, avg days between, …)', measureWords);
  reader.word('of');
  return { did: readEvent(reader), ...aggregate, ...readClauses(reader) };
}

/** sum(revenue) and its like, when one comes. */
export function takeAggregate(reader: Reader): Partial<Record<AggregateWord, string>> | undefined {
  const kind = aggregateWords.find((word) => reader.isWord(word) && reader.isSign('(', 1));
  if (kind === undefined) return undefined;
  reader.word(kind);
  return { [kind]: readBracketed(reader, () => reader.name('a property')) };
}

function readSince(reader: Reader): MeasureJson {
  const unit = readUnit(reader);
  reader.word('since');
  const edge = reader.oneOf(['first', 'last'], '"first" or "last"');
  const event = readEvent(reader);
  return { since: edge === 'first' ? { first: event, ...readWhere(reader) } : { last: event, ...readWhere(reader) }, unit };
}

function readInterval(reader: Reader): MeasureJson {
  const stat = reader.oneOf(['avg', 'median'], '"avg" or "median"');
  const unit = readUnit(reader);
  reader.word('between');
  const did = readEvent(reader);
  return { interval: { did, ...readWhere(reader), stat }, unit };
}
