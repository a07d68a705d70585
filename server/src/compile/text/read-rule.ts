import type { DurationJson, RankJson, RuleJson, WindowJson } from '@danqing/contracts';
import { readDid } from './read-did.ts';
import { readBracketed, readJoined, takeGroup } from './read-group.ts';
import { readClauses, readEvent, readMeasure, readOperand } from './read-measure.ts';
import { readDuration, readTest, takeOrder } from './read-test.ts';
import { readCondition } from './read-where.ts';
import { isWindow, readWindow } from './read-window.ts';
import type { Reader } from './reader.ts';

type WindowedEdge = Extract<RuleJson, { readonly first: string }>;

const forms: Readonly<Record<string, (reader: Reader) => RuleJson>> = {
  everyone: () => ({ all: [] }),
  nobody: () => ({ any: [] }),
  trait: (reader) => ({ trait: reader.name('the path of a trait'), ...readTest(reader) }),
  tag: (reader) => ({ tag: reader.name('the key of a tag'), ...readTest(reader) }),
  has: (reader) => ({ has: reader.name('a kind of identifier') }),
  did: readDid,
  first: (reader) => ({ first: readEvent(reader), ...readEdge(reader) }),
  last: (reader) => ({ last: readEvent(reader), ...readEdge(reader) }),
  sequence: readSequence,
  compare: readCompare,
  top: (reader) => ({ top: readRank(reader) }),
  bottom: (reader) => ({ bottom: readRank(reader) }),
  sample: (reader) => {
    const size = readSize(reader);
    reader.word('seed');
    return { sample: { ...size, seed: reader.string('the seed in quotes') } };
  },
  segment: (reader) => ({ segment: reader.name('the key of a segment') }),
  list: (reader) => ({ list: reader.name('the key of a list') }),
  account: (reader) => ({ account: readBracketed(reader, () => readRule(reader)) }),
  consent: (reader) => {
    const consent = reader.name('a purpose');
    return reader.takeWords('via') ? { consent, channel: reader.name('a channel') } : { consent };
  },
  anniversary: readAnniversary,
};

const starts = ['not', 'all', 'any', ...Object.keys(forms)];

/** Parts joined by "and" or "or". */
export const readRule = (reader: Reader): RuleJson => reader.placed(() => readJoined(reader, () => readPart(reader)));

function readPart(reader: Reader): RuleJson {
  return reader.placed(() => {
    if (reader.isSign('(')) return readBracketed(reader, () => readRule(reader));
    if (reader.takeWords('not')) return { not: reader.deeper(readPart) };
    const group = takeGroup(reader, () => readRule(reader));
    if (group !== undefined) return group;
    const token = reader.peek();
    const read = token.kind === 'word' && Object.hasOwn(forms, token.text) ? forms[token.text] : undefined;
    if (read === undefined) throw reader.fault(`a rule (${starts.join(', ')})`, starts);
    reader.name('a rule');
    return read(reader);
  });
}

function readEdge(reader: Reader): Pick<WindowedEdge, 'where' | 'window'> {
  const { where, window, each } = readClauses(reader);
  if (window === undefined) throw reader.fault('a window, like "in last 30 days",', ['in', 'during', 'from', 'between', 'around']);
  if (each !== undefined) throw reader.fault('no "each" in this rule; something else');
  return { window, ...(where === undefined ? {} : { where }) };
}

function readSequence(reader: Reader): RuleJson {
  const sequence = readBracketed(reader, () => {
    const steps = [readStep(reader)];
    while (reader.takeWords('then')) steps.push(readStep(reader));
    return steps;
  });
  let clauses: { readonly within?: DurationJson; readonly window?: WindowJson } = {};
  for (;;) {
    if (clauses.within === undefined && reader.takeWords('within')) clauses = { ...clauses, within: readDuration(reader) };
    else if (clauses.window === undefined && isWindow(reader)) clauses = { ...clauses, window: readWindow(reader) };
    else return { sequence, ...clauses };
  }
}

function readStep(reader: Reader): Extract<RuleJson, { readonly sequence: unknown }>['sequence'][number] {
  return reader.placed(() => {
    const event = readEvent(reader);
    return reader.takeWords('where') ? { event, where: readCondition(reader) } : { event };
  });
}

function readCompare(reader: Reader): RuleJson {
  const left = readOperand(reader);
  const op = takeOrder(reader);
  if (op === undefined) throw reader.fault('=, !=, >, >=, < or <=');
  return { compare: [left, op, readOperand(reader)] };
}

function readRank(reader: Reader): RankJson {
  const size = readSize(reader);
  reader.word('by');
  const by = readMeasure(reader);
  return { ...size, by, ...(reader.takeWords('among') ? { among: readBracketed(reader, () => readRule(reader)) } : {}) };
}

/** 20% or 100 */
function readSize(reader: Reader): { readonly percent: number } | { readonly n: number } {
  const n = reader.number('how many, like 20% or 100,');
  return reader.takeSign('%') ? { percent: n } : { n };
}

function readAnniversary(reader: Reader): RuleJson {
  const anniversary = reader.name('the path of a date trait');
  reader.word('next');
  const { n, unit } = readDuration(reader);
  if (unit !== 'day') throw reader.fault('a number of days before this; something else', [], 'next 7 days');
  return { anniversary, next: n, unit };
}
