import { storable } from '#kernel';
import type { ContextField, Path, Subject } from '../rule.ts';
import { type Faults, nearest } from './faults.ts';
import { kindOf } from './scope.ts';

export const contextFields = [
  'channel',
  'traffic.channel',
  'traffic.source',
  'browser.name',
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

/** Reads the name of a list, `products` or `products[]`, as the path of its elements. */
export function listPathAt(json: unknown, place: string, faults: Faults): Path | null {
  const path = pathAt(json, place, faults);
  if (path === null || path.text.endsWith('[]')) return path;
  if (path.isList) return faults.add(place, 'DQ_RULE_PATH', 'lists inside lists cannot be read: this must be the list itself', `${path.text.split('[]')[0]}[]`);
  const text = `${path.text}[]`;
  return { text, parts: text.split('.'), isList: true };
}

/** A path in an event: `$…` reads context, anything else a property. */
export function subjectAt(json: unknown, place: string, faults: Faults): Subject | null {
  if (typeof json === 'string' && json.startsWith('$')) return contextAt(json, place, faults);
  const path = pathAt(json, place, faults);
  return path === null ? null : { kind: 'property', path };
}

/**
 * A path where an element is at hand: the element's, `product.…` of the catalogue, `$…` of the context. `event.…` reads the event itself, but only
 * where elements are counted (`each`): inside `element` all paths are the element's.
 */
export function elementSubjectAt(json: unknown, place: string, faults: Faults, isCounted: boolean): Subject | null {
  if (typeof json === 'string' && json.startsWith('$')) return contextAt(json, place, faults);
  if (isCounted && typeof json === 'string' && json.startsWith('event.')) return subjectAt(json.slice('event.'.length), place, faults);
  const path = pathAt(json, place, faults);
  if (path === null) return null;
  if (path.isList) return faults.add(place, 'DQ_RULE_PATH', 'a path here begins at the element: no list is inside it', path.text.split('[].')[1]);
  const [first, ...rest] = path.parts;
  return first === 'product' && rest.length > 0 ? { kind: 'product', path: { text: rest.join('.'), parts: rest, isList: false } } : { kind: 'item', path };
}

function contextAt(json: string, place: string, faults: Faults): Subject | null {
  const name = json.slice(1);
  const field = contextFields.find((known) => known === name);
  if (field !== undefined) return { kind: 'context', field };
  const near = nearest(name, contextFields);
  return faults.add(place, 'DQ_RULE_CONTEXT', `"${json.slice(0, 100)}" is no field of the context`, near === undefined ? undefined : `$${near}`);
}
