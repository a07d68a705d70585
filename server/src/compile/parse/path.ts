import { storable } from '#kernel';
import type { ContextField, Path, Subject } from '../rule.ts';
import { type Faults, nearest } from './faults.ts';
import { kindOf } from './scope.ts';

const contextFields = [
  'channel',
  'source',
  'locale',
  'ip',
  'groupId',
  'userAgent',
  'page.url',
  'page.path',
  'page.title',
  'page.referrer',
  'page.search',
  'utm.source',
  'utm.medium',
  'utm.campaign',
  'utm.term',
  'utm.content',
  'device.id',
  'device.type',
  'device.model',
  'os.name',
  'os.version',
  'app.name',
  'app.version',
  'geo.country',
  'geo.province',
  'geo.city',
] as const satisfies readonly ContextField[];

/** Reads a path of a trait or property: dots nest, `[]` ends the part that is a list. */
export function pathAt(json: unknown, place: string, faults: Faults): Path | null {
  if (typeof json !== 'string') return faults.add(place, 'DQ_RULE_PATH', `a path must be a text, not ${kindOf(json)}`);
  const text = storable(json);
  const parts = text.split('.');
  const problem = problemOf(text, parts);
  if (problem !== undefined) return faults.add(place, 'DQ_RULE_PATH', problem);
  return { text, parts, isList: parts.some((part) => part.endsWith('[]')) };
}

function problemOf(text: string, parts: readonly string[]): string | undefined {
  if (text.length > 500) return 'a path has at most 500 characters';
  if (parts.length > 20) return 'a path has at most 20 parts';
  if (parts.some((part) => part === '' || part === '[]')) return 'a path has a name before and after each dot';
  if (parts.filter((part) => part.endsWith('[]')).length > 1) return 'lists inside lists cannot be read: at most one [] a path';
  // ClickHouse reads a part that begins so as its own syntax for subcolumns, quoted or not.
  if (parts.some((part) => /^[:^]/.test(part))) return 'a name in a path cannot begin with : or ^';
  return undefined;
}

/** A path in an event: `$…` reads context, anything else a property. */
export function subjectAt(json: unknown, place: string, faults: Faults): Subject | null {
  if (typeof json !== 'string' || !json.startsWith('$')) {
    const path = pathAt(json, place, faults);
    return path === null ? null : { kind: 'property', path };
  }
  const name = json.slice(1);
  const field = contextFields.find((known) => known === name);
  if (field !== undefined) return { kind: 'context', field };
  const near = nearest(name, contextFields);
  return faults.add(place, 'DQ_RULE_CONTEXT', `"${json.slice(0, 100)}" is no field of the context`, near === undefined ? undefined : `$${near}`);
}
