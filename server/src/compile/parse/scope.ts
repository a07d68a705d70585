import { isJsonObject } from '#kernel';
import type { Vocabulary } from '../context.ts';
import { at, type Faults, nearest } from './faults.ts';

/** A rule deeper than this is no rule but an attack; people's rules have less than ten levels. */
export const maxDepth = 32;
/** Values travel in the URL of a request to ClickHouse, which ends at a megabyte; URL encoding makes three bytes of one. */
export const maxRuleBytes = 100_000;
export const maxNodes = 2000;

/** What every part of the parser needs; `depth` counts from the root. */
export interface Scope {
  readonly faults: Faults;
  /** What can be read but finds nothing today: names that no data has brought yet. */
  readonly warnings: Faults;
  readonly vocabulary: Vocabulary;
  /** The rule at hand is about accounts, not about profiles. */
  readonly isAccount?: boolean;
}

export type JsonRecord = Readonly<Record<string, unknown>>;

/** The object at this place, or a fault. */
export function objectAt(json: unknown, path: string, faults: Faults, what: string): JsonRecord | null {
  if (isJsonObject(json)) return json;
  return faults.add(path, 'DQ_RULE_SHAPE', `${what} must be an object, not ${kindOf(json)}`);
}

export const isList = (json: unknown): json is readonly unknown[] => Array.isArray(json);

export function listAt(json: unknown, path: string, faults: Faults): readonly unknown[] | null {
  if (isList(json)) return json;
  return faults.add(path, 'DQ_RULE_SHAPE', `a list is expected here, not ${kindOf(json)}`);
}

/** A name that is not empty. */
export function nameAt(json: unknown, path: string, faults: Faults, what: string): string | null {
  if (typeof json === 'string' && json.trim() !== '' && json.length <= 500) return json;
  return faults.add(path, 'DQ_RULE_VALUE', `${what} must be a text of 1 to 500 characters, not ${typeof json === 'string' ? 'this one' : kindOf(json)}`);
}

export function oneOf<T extends string>(json: unknown, known: readonly T[], path: string, faults: Faults, what: string): T | null {
  const found = known.find((name) => name === json);
  if (found !== undefined) return found;
  return faults.add(path, 'DQ_RULE_VALUE', `${what} must be one of ${known.join(', ')}`, typeof json === 'string' ? nearest(json, known) : undefined);
}

/** Reports members that this form does not have. */
export function onlyKnown(json: JsonRecord, known: readonly string[], path: string, faults: Faults): void {
  for (const name of Object.keys(json)) {
    if (known.includes(name)) continue;
    const missing = known.filter((candidate) => !(candidate in json));
    faults.add(at(path, name), 'DQ_RULE_UNKNOWN_KEY', `"${name.slice(0, 100)}" has no meaning here; known are ${known.join(', ')}`, nearest(name, missing));
  }
}

export function kindOf(json: unknown): string {
  if (json === undefined) return 'nothing';
  if (json === null) return 'null';
  if (Array.isArray(json)) return 'a list';
  return typeof json === 'object' ? 'an object' : `a ${typeof json === 'string' ? 'text' : typeof json}`;
}
