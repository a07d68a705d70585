import type { RuleJson } from '@danqing/contracts';
import { type ClausesJson, readEvent, takeAggregate, takeClause } from './read-measure.ts';
import { readTest, type TestJson } from './read-test.ts';
import { readAgo } from './read-window.ts';
import type { Reader } from './reader.ts';
import { type AggregateWord, countWords, type SignOperator } from './words.ts';

const counts: readonly SignOperator[] = ['gte', 'lte', 'eq', 'ne', 'gt', 'lt'];

interface DidParts extends ClausesJson {
  readonly count?: TestJson;
  readonly aggregate?: Partial<Record<AggregateWord, string>> & TestJson;
}

/** What follows "did": an event, and in any order how often or how much of it, in which window, under which condition. */
export function readDid(reader: Reader): RuleJson {
  const did = readEvent(reader);
  let parts: DidParts = {};
  for (let next = takePart(reader, parts); next !== undefined; next = takePart(reader, parts)) parts = next;
  const { aggregate, ...rest } = parts;
  return { did, ...rest, ...aggregate };
}

function takePart(reader: Reader, parts: DidParts): DidParts | undefined {
  const hasNumber = parts.count !== undefined || parts.aggregate !== undefined;
  if (reader.isWord('between')) return takeBetween(reader, parts, hasNumber);
  if (!hasNumber) {
    const aggregate = takeAggregate(reader);
    if (aggregate !== undefined) return { ...parts, aggregate: { ...aggregate, ...readTest(reader) } };
    const count = takeCount(reader);
    if (count !== undefined) return { ...parts, count };
  }
  const { count, aggregate, ...clauses } = parts;
  const next = takeClause(reader, clauses);
  return next === undefined ? undefined : { ...parts, ...next };
}

/** "between 2 and 5 times" is how often, "between 60 and 30 days ago" is when. */
function takeBetween(reader: Reader, parts: DidParts, hasNumber: boolean): DidParts | undefined {
  const isTimes = reader.isWord('times', 4);
  if (isTimes ? hasNumber : parts.window !== undefined) return undefined;
  reader.word('between');
  const low = reader.number('a number');
  reader.word('and');
  const high = reader.number('a number');
  if (!isTimes) return { ...parts, window: readAgo(reader, low, high) };
  reader.word('times');
  return { ...parts, count: { op: 'between', value: [low, high] } };
}

function takeCount(reader: Reader): TestJson | undefined {
  if (reader.takeWords('times')) return readTest(reader);
  for (const op of counts) {
    if (!reader.takeWords(...countWords[op])) continue;
    const value = reader.number('a number');
    if (!reader.takeWords('time') && !reader.takeWords('times')) throw reader.fault('"times"', ['times']);
    return { op, value };
  }
  if (reader.takeWords('at')) throw reader.fault('"least" or "most"', ['least', 'most']);
  return undefined;
}
