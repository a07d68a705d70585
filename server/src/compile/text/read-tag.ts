import type { AxisJson, GridJson, RfmJson, StageJson, TagDefinitionJson, TiersJson, TopJson } from '@danqing/contracts';
import { readFeature } from './read-feature.ts';
import { readEvent, readMeasure, takeClause } from './read-measure.ts';
import { readRule } from './read-rule.ts';
import { readDuration, readListed, readScalar } from './read-test.ts';
import type { Reader } from './reader.ts';

type CutMethod = NonNullable<TiersJson['method']>;
type CasesJson = Extract<TagDefinitionJson, { readonly cases: unknown }>;

const starts = ['if', 'when', 'measure', 'trait', 'rfm', 'top', 'stage', 'tiers', 'rows', 'feature', 'sql', 'manual'];

export function readTag(reader: Reader): TagDefinitionJson {
  if (reader.takeWords('if')) return { rule: readRule(reader) };
  if (reader.isWord('when')) return readCases(reader);
  if (reader.takeWords('measure')) return { measure: readMeasure(reader) };
  if (reader.takeWords('trait')) return { trait: reader.name('the path of a trait') };
  if (reader.takeWords('rfm')) return { rfm: readRfm(reader) };
  if (reader.takeWords('top')) return { top: readTop(reader) };
  if (reader.isWord('stage')) return { lifecycle: readAll(reader, 'stage', readStage) };
  if (reader.isWord('tiers')) return { tiers: readTiers(reader) };
  if (reader.isWord('rows')) return { grid: readGrid(reader) };
  if (reader.takeWords('feature')) return { feature: readFeature(reader) };
  if (reader.takeWords('sql')) return { sql: readLines(reader) };
  if (reader.takeWords('manual')) return { manual: true };
  throw reader.fault(`a definition (${starts.join(', ')})`, starts);
}

function readAll<T>(reader: Reader, word: string, read: (reader: Reader) => T): readonly T[] {
  const parts: T[] = [];
  while (reader.takeWords(word)) parts.push(read(reader));
  return parts;
}

function readCases(reader: Reader): CasesJson {
  const cases = readAll(reader, 'when', () => {
    const rule = readRule(reader);
    reader.word('then');
    return { rule, value: readScalar(reader) };
  });
  return reader.takeWords('else') ? { cases, else: readScalar(reader) } : { cases };
}

function readGrid(reader: Reader): GridJson {
  reader.word('rows');
  const rows = readAxis(reader);
  reader.word('columns');
  return { rows, columns: readAxis(reader) };
}

function readAxis(reader: Reader): AxisJson {
  if (reader.isWord('tiers')) return { tiers: readTiers(reader) };
  if (!reader.isWord('when')) throw reader.fault('"when" or "tiers"', ['when', 'tiers']);
  const cases = readAll(reader, 'when', () => {
    const rule = readRule(reader);
    reader.word('then');
    return { rule, value: reader.string('a text in quotes') };
  });
  return { cases };
}

function readTiers(reader: Reader): TiersJson {
  reader.word('tiers');
  const names = readListed(reader, () => reader.string('the name of a tier in quotes'));
  const cuts = reader.takeWords('cuts') ? readNumbers(reader) : undefined;
  const method = reader.takeWords('by') ? reader.oneOf<CutMethod>(['quantile', 'equal', 'natural'], '"quantile", "equal" or "natural"') : undefined;
  const shares = reader.takeWords('shares') ? readNumbers(reader) : undefined;
  reader.word('of');
  return {
    names,
    ...(cuts === undefined ? {} : { cuts }),
    ...(method === undefined ? {} : { method }),
    ...(shares === undefined ? {} : { shares }),
    by: readMeasure(reader),
  };
}

function readStage(reader: Reader): StageJson {
  const stage = reader.string('the name of a stage in quotes');
  reader.word('when');
  const rule = readRule(reader);
  return reader.takeWords('next') ? { stage, rule, to: readListed(reader, () => reader.string('the name of a stage in quotes')) } : { stage, rule };
}

/** A statement line by line. */
function readLines(reader: Reader): string {
  const lines = [reader.string('a line of SQL in quotes')];
  while (reader.peek().kind === 'string') lines.push(reader.string('a line of SQL in quotes'));
  return lines.join('\n');
}

function readRfm(reader: Reader): RfmJson {
  reader.word('of');
  const of = readEvent(reader);
  reader.word('value');
  let rfm: RfmJson = { of, value: reader.name('a property') };
  for (let next = takeRfmPart(reader, rfm); next !== undefined; next = takeRfmPart(reader, rfm)) rfm = next;
  return rfm;
}

function takeRfmPart(reader: Reader, rfm: RfmJson): RfmJson | undefined {
  if (rfm.bins === undefined && reader.takeWords('bins')) return { ...rfm, bins: reader.number('a number of bins') };
  if (rfm.method === undefined && reader.takeWords('by')) return { ...rfm, method: reader.oneOf(['quantile', 'threshold'], '"quantile" or "threshold"') };
  if (rfm.edges === undefined && reader.takeWords('edges')) return { ...rfm, edges: readEdges(reader) };
  if (rfm.high === undefined && reader.takeWords('high')) return { ...rfm, high: readHigh(reader) };
  if (rfm.names === undefined && reader.takeWords('names')) return { ...rfm, names: readNames(reader) };
  const { where, window } = rfm;
  const clauses = takeClause(reader, { each: '', ...(where === undefined ? {} : { where }), ...(window === undefined ? {} : { window }) });
  if (clauses === undefined) return undefined;
  const { each: _none, ...rest } = clauses;
  return { ...rfm, ...rest };
}

const readNumbers = (reader: Reader): readonly number[] => readListed(reader, () => reader.number('a number'));

function readEdges(reader: Reader): NonNullable<RfmJson['edges']> {
  reader.word('recency');
  const recency = readNumbers(reader);
  reader.word('frequency');
  const frequency = readNumbers(reader);
  reader.word('monetary');
  return { recency, frequency, monetary: readNumbers(reader) };
}

function readHigh(reader: Reader): NonNullable<RfmJson['high']> {
  if (!reader.takeWords('r')) return reader.oneOf(['middle', 'average', 'r'], '"middle", "average" or "r"') === 'average' ? 'average' : 'middle';
  const r = reader.number('a score');
  reader.word('f');
  const f = reader.number('a score');
  reader.word('m');
  return { r, f, m: reader.number('a score') };
}

function readNames(reader: Reader): NonNullable<RfmJson['names']> {
  if (!reader.isSign('(')) return reader.oneOf<'zh' | 'en'>(['zh', 'en'], '"zh", "en" or names in brackets');
  return Object.fromEntries(
    readListed(reader, () => {
      const key = reader.name('the key of a tier');
      reader.sign('=');
      return [key, reader.string('a name in quotes')];
    }),
  );
}

function readTop(reader: Reader): TopJson {
  const k = reader.number('how many values');
  const prop = reader.name('a property');
  reader.word('of');
  let top: TopJson = { k, prop, of: readEvent(reader) };
  for (let next = takeTopPart(reader, top); next !== undefined; next = takeTopPart(reader, top)) top = next;
  return top;
}

function takeTopPart(reader: Reader, top: TopJson): TopJson | undefined {
  if (top.weight === undefined && reader.takeWords('weight')) return { ...top, weight: reader.name('"count" or a property') };
  if (top.halfLife === undefined && reader.takeWords('half-life')) return { ...top, halfLife: readDuration(reader) };
  const { each, where, window } = top;
  const clauses = takeClause(reader, {
    ...(each === undefined ? {} : { each }),
    ...(where === undefined ? {} : { where }),
    ...(window === undefined ? {} : { window }),
  });
  return clauses === undefined ? undefined : { ...top, ...clauses };
}
