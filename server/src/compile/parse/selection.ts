import { storable } from '#kernel';
import type { Measure, Selection, Window } from '../rule.ts';
import { at } from './faults.ts';
import { subjectAt } from './path.ts';
import { type JsonRecord, nameAt, type Scope } from './scope.ts';
import { whereAt } from './where.ts';
import { windowAt } from './window.ts';

export const aggregates = ['sum', 'avg', 'min', 'max', 'unique'] as const;

/** Reads which events count: `name` is the member that holds the event's name. */
export function selectionAt(object: JsonRecord, name: string, place: string, scope: Scope, depth: number): Selection | null {
  const event = nameAt(object[name], at(place, name), scope.faults, 'the name of an event');
  const where = object['where'] === undefined ? undefined : whereAt(object['where'], at(place, 'where'), scope, depth + 1);
  const window: Window | null | undefined = object['window'] === undefined ? undefined : windowAt(object['window'], at(place, 'window'), scope.faults);
  if (object['each'] !== undefined) scope.faults.add(at(place, 'each'), 'DQ_RULE_NOT_AVAILABLE', '"each" is not available yet');
  if (event === null || where === null || window === null || object['each'] !== undefined) return null;
  return { event: storable(event), where: where ?? null, window: window ?? null };
}

/** Reads `sum`, `avg`, `min`, `max` or `unique` of the events that count; undefined when there is none of them. */
export function aggregateAt(object: JsonRecord, place: string, scope: Scope, depth: number): Measure | null | undefined {
  const given = aggregates.filter((name) => name in object);
  const [kind, another] = given;
  if (kind === undefined) return undefined;
  if (another !== undefined) return scope.faults.add(at(place, another), 'DQ_RULE_SHAPE', `one of ${aggregates.join(', ')} at a time`);
  const of = selectionAt(object, 'did', place, scope, depth);
  const subject = subjectAt(object[kind], at(place, kind), scope.faults);
  return of === null || subject === null ? null : { kind, of, subject };
}
