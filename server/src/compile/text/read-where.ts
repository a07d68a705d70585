import type { WhereJson } from '@danqing/contracts';
import { readBracketed, readJoined, takeGroup } from './read-group.ts';
import { readTest } from './read-test.ts';
import type { Reader } from './reader.ts';

const readConditions = (reader: Reader): WhereJson => reader.placed(() => readJoined(reader, () => readCondition(reader)));

/** One condition on an event, or several in brackets. */
export function readCondition(reader: Reader): WhereJson {
  return reader.placed(() => {
    if (reader.isSign('(')) return readBracketed(reader, () => readConditions(reader));
    if (reader.isWord('not')) {
      reader.word('not');
      return { not: reader.deeper(readCondition) };
    }
    const group = takeGroup(reader, () => readConditions(reader));
    if (group !== undefined) return group;
    if (reader.takeWords('some')) {
      const element = reader.name('the path of a list');
      return { element, where: readBracketed(reader, () => readConditions(reader)) };
    }
    const prop = reader.name('a property, "not", "some" or an opening bracket');
    return { prop, ...readTest(reader) };
  });
}
