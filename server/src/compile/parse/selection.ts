import { storable } from '#kernel';
import type { Measure, Path, Selection, Window } from '../rule.ts';
import { at } from './faults.ts';
import { warnOfEvent } from './known.ts';
import { listPathAt } from './path.ts';
import { type JsonRecord, nameAt, type Scope } from './scope.ts';
import { type Reads, subjectReadAt, whereAt } from './where.ts';
import { windowAt } from './window.ts';

export const aggregates = ['sum', 'avg', 'min', 'max', 'unique'] as const;

/** Reads which events count: `name` is the member that holds the event's name. */
export function selectionAt(object: JsonRecord, name: string, place: string, scope: Scope, depth: number): Selection | null {
  const event = eventAt(object[name], at(place, name), scope);
  const each = eachAt(object, place, scope);
  const where = object['where'] === undefined ? undefined : whereAt(object['where'], at(place, 'where'), scope, depth + 1, readsOf(each ?? null));
  const window: Window | null | undefined = object['window'] === undefined ? undefined : windowAt(object['window'], at(place, 'window'), scope);
  if (event === null || where === null || window === null || each === null) return null;
  return { event, where: where ?? null, window: window ?? null, each: each ?? null };
}

/** Reads an event's name. */
export function eventAt(json: unknown, place: string, scope: Scope): string | null {
  const event = nameAt(json, place, scope.faults, 'the name of an event');
  if (event !== null) warnOfEvent(event, place, scope);
  return event === null ? null : storable(event);
}

const eachAt = (object: JsonRecord, place: string, scope: Scope): Path | null | undefined =>
  object['each'] === undefined ? undefined : listPathAt(object['each'], at(place, 'each'), scope.faults);

const readsOf = (each: Path | null): Reads => (each === null ? { of: 'event' } : { of: 'each', list: each });

/** Reads `sum`, `avg`, `min`, `max` or `unique` of the events that count; undefined when there is none of them. */
export function aggregateAt(object: JsonRecord, place: string, scope: Scope, depth: number): Measure | null | undefined {
  const given = aggregates.filter((name) => name in object);
  const [kind, another] = given;
  if (kind === undefined) return undefined;
  if (another !== undefined) return scope.faults.add(at(place, another), 'DQ_RULE_SHAPE', `one of ${aggregates.join(', ')} at a time`);
  const of = selectionAt(object, 'did', place, scope, depth);
  const subject = subjectReadAt(object[kind], at(place, kind), readsOf(of?.each ?? null), scope);
  return of === null || subject === null ? null : { kind, of, subject };
}
