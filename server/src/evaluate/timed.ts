import { isJsonObject } from '#kernel';

/** The parts of the rule language whose answer moves with the clock. */
const timedNames = new Set(['window', 'within', 'since', 'interval', 'anniversary', 'first', 'last', 'sequence', 'consent', 'holiday', 'rfm']);
const timedOperators = new Set(['withinLast', 'withinNext', 'before', 'after']);

/** Whether what a definition says, in its wire form, may change by time alone. Errs towards yes: that costs a run, not a wrong answer. */
export function isTimed(json: unknown): boolean {
  if (Array.isArray(json)) return json.some(isTimed);
  if (!isJsonObject(json)) return false;
  return Object.entries(json).some(
    ([name, value]) => timedNames.has(name) || (name === 'op' && typeof value === 'string' && timedOperators.has(value)) || isTimed(value),
  );
}
