import type { DurationJson, Operator, OperandJson, ScalarJson } from '@danqing/contracts';
import type { Reader } from './reader.ts';
import { isSignOperator, operatorSigns, type SignOperator, textOperators, unitOf, units } from './words.ts';

export interface TestJson {
  readonly op: Operator;
  readonly value?: OperandJson;
}

const signOperators = Object.entries(operatorSigns).flatMap(([op, sign]): (readonly [SignOperator, string])[] => (isSignOperator(op) ? [[op, sign]] : []));
const testWords = ['between', 'in', 'not', 'contains', 'starts', 'ends', 'exists', 'missing', 'before', 'after', 'within'];

/** = != > >= < <=, when one comes. */
export function takeOrder(reader: Reader): SignOperator | undefined {
  return signOperators.find(([, sign]) => reader.takeSign(sign))?.[0];
}

/** A condition on a value: an operator and what it is compared with. */
export function readTest(reader: Reader): TestJson {
  const order = takeOrder(reader);
  if (order !== undefined) return { op: order, value: readScalar(reader) };
  if (reader.takeWords('exists')) return { op: 'exists' };
  if (reader.takeWords('missing')) return { op: 'missing' };
  if (reader.takeWords('between')) return { op: 'between', value: readPair(reader) };
  if (reader.takeWords('in')) return { op: 'in', value: readList(reader) };
  if (reader.takeWords('not', 'in')) return { op: 'nin', value: readList(reader) };
  if (reader.takeWords(...textOperators.contains)) return { op: 'contains', value: reader.string('a text in quotes') };
  if (reader.takeWords(...textOperators.ncontains)) return { op: 'ncontains', value: reader.string('a text in quotes') };
  if (reader.takeWords(...textOperators.startsWith)) return { op: 'startsWith', value: reader.string('a text in quotes') };
  if (reader.takeWords(...textOperators.endsWith)) return { op: 'endsWith', value: reader.string('a text in quotes') };
  if (reader.takeWords('before')) return { op: 'before', value: reader.date() };
  if (reader.takeWords('after')) return { op: 'after', value: reader.date() };
  if (reader.takeWords('within', 'last')) return { op: 'withinLast', value: readDuration(reader) };
  if (reader.takeWords('within', 'next')) return { op: 'withinNext', value: readDuration(reader) };
  throw reader.fault('an operator (=, !=, >, >=, <, <=, between, in, not in, contains, starts with, ends with, exists, missing, …)', testWords);
}

export function readScalar(reader: Reader): ScalarJson {
  const token = reader.peek();
  if (token.kind === 'number') return reader.number('a value');
  if (token.kind === 'date') return reader.date();
  if (reader.takeWords('true')) return true;
  if (reader.takeWords('false')) return false;
  return reader.string('a text in quotes, a number, true or false');
}

function readPair(reader: Reader): readonly [ScalarJson, ScalarJson] {
  const low = readScalar(reader);
  reader.word('and');
  return [low, readScalar(reader)];
}

const readList = (reader: Reader): readonly ScalarJson[] => readListed(reader, () => readScalar(reader));

/** ( item, item, … ) */
export function readListed<T>(reader: Reader, item: () => T): readonly T[] {
  reader.sign('(');
  const items: T[] = [];
  while (!reader.takeSign(')')) {
    if (items.length > 0) reader.sign(',');
    items.push(item());
  }
  return items;
}

export function readDuration(reader: Reader): DurationJson {
  const n = reader.number('a number');
  return { n, unit: readUnit(reader) };
}

export function readUnit(reader: Reader): DurationJson['unit'] {
  const token = reader.peek();
  const unit = token.kind === 'word' ? unitOf(token.text) : undefined;
  if (unit === undefined) throw reader.fault(`a unit (${units.join(', ')})`, units);
  reader.name('a unit');
  return unit;
}
