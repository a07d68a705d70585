import type { MeasureJson, RuleJson, TagDefinitionJson } from '@danqing/contracts';
import { Fault } from '#kernel';
import { readMeasure } from './read-measure.ts';
import { readRule } from './read-rule.ts';
import { readTag } from './read-tag.ts';
import { Reader } from './reader.ts';
import type { TextPlace } from './tokens.ts';

const maxLength = 200_000;

export interface RuleText {
  readonly rule: RuleJson;
  /** Where the part that a JSON Pointer into the rule leads to was written: the innermost part that the text knows the place of. */
  placeOf(pointer: string): TextPlace;
}

/** Reads the text form of a rule. Throws DQ_RULE_TEXT (400) with line, column, what was expected and, where one is near, a suggestion. */
export function parseRuleText(source: string): RuleText {
  const reader = opened(source);
  const rule = readRule(reader);
  reader.end();
  return { rule, placeOf: (pointer) => placeIn(rule, pointer, reader) };
}

/** The same of a measure. */
export const parseMeasureText = (source: string): MeasureJson => wholly(source, readMeasure);

/** The same of a tag's definition. */
export const parseTagText = (source: string): TagDefinitionJson => wholly(source, readTag);

function wholly<T>(source: string, read: (reader: Reader) => T): T {
  const reader = opened(source);
  const result = read(reader);
  reader.end();
  return result;
}

function opened(source: string): Reader {
  if (source.length > maxLength) throw new Fault('DQ_RULE_TOO_LARGE', 400, `a text has at most ${maxLength} characters`);
  return new Reader(source);
}

function placeIn(rule: RuleJson, pointer: string, reader: Reader): TextPlace {
  let place: TextPlace = reader.placeOf(rule) ?? { line: 1, column: 1 };
  let part: unknown = rule;
  for (const step of pointer.split('/').slice(1)) {
    part = typeof part === 'object' && part !== null ? new Map(Object.entries(part)).get(step.replaceAll('~1', '/').replaceAll('~0', '~')) : undefined;
    if (typeof part === 'object' && part !== null) place = reader.placeOf(part) ?? place;
  }
  return place;
}
