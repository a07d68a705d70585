import type { Rule, Step } from '../rule.ts';
import { at } from './faults.ts';
import { type JsonRecord, listAt, objectAt, onlyKnown, type Scope } from './scope.ts';
import { eventAt } from './selection.ts';
import { whereAt } from './where.ts';
import { durationAt, windowAt } from './window.ts';

/** Longer ways are no behaviour that anybody has in mind. */
const maxSteps = 20;

/** Reads {"sequence": [{"event", "where"?}…], "within"?, "window"?}. */
export function sequenceAt(object: JsonRecord, place: string, scope: Scope, depth: number): Rule | null {
  onlyKnown(object, ['sequence', 'within', 'window'], place, scope.faults);
  const path = at(place, 'sequence');
  const list = listAt(object['sequence'], path, scope.faults);
  if (list !== null && (list.length === 0 || list.length > maxSteps)) scope.faults.add(path, 'DQ_RULE_VALUE', `a sequence has 1 to ${maxSteps} steps`);
  const steps = list?.slice(0, maxSteps).map((item, index) => stepAt(item, at(path, index), scope, depth));
  const within = object['within'] === undefined ? undefined : durationAt(object['within'], at(place, 'within'), scope.faults);
  const window = object['window'] === undefined ? undefined : windowAt(object['window'], at(place, 'window'), scope);
  const known = steps?.filter((step) => step !== null);
  if (known === undefined || known.length === 0 || known.length !== list?.length || within === null || window === null) return null;
  return { kind: 'sequence', steps: known, within: within ?? null, window: window ?? null };
}

function stepAt(json: unknown, place: string, scope: Scope, depth: number): Step | null {
  const object = objectAt(json, place, scope.faults, 'a step, like {"event": "Product Viewed"},');
  if (object === null) return null;
  onlyKnown(object, ['event', 'where'], place, scope.faults);
  const event = eventAt(object['event'], at(place, 'event'), scope);
  const where = object['where'] === undefined ? undefined : whereAt(object['where'], at(place, 'where'), scope, depth + 1, { of: 'event' });
  return event === null || where === null ? null : { event, where: where ?? null };
}
