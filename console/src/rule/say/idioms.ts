import type { MeasureJson, RuleJson } from '@danqing/contracts';
import { type DidMeasure, type Operand, operationOf, tallyOf } from '../model/forms.ts';

/** Longer since the last one than so many times one's own usual interval. */
export interface Overdue {
  readonly event: string;
  readonly times: number;
}

/** More of one event than of another, by what pairs them: something that was opened and not closed. */
export interface Unanswered {
  readonly opened: DidMeasure;
  readonly closed: DidMeasure;
  readonly by: string;
}

/** The sum of something less that of its opposite, which counts as 0 where there is none: what was bought less what was returned. */
export interface Net {
  readonly plus: DidMeasure;
  readonly minus: DidMeasure;
  readonly prop: string;
}

const isDid = (operand: Operand): operand is DidMeasure => typeof operand === 'object' && 'did' in operand;

export function overdueIn(rule: RuleJson): Overdue | null {
  if (!('compare' in rule)) return null;
  const [left, op, right] = rule.compare;
  if (op !== 'gt' || typeof left !== 'object' || typeof right !== 'object' || !('since' in left)) return null;
  const product = operationOf(right);
  if (product?.kind !== 'times' || typeof product.left !== 'number' || typeof product.right !== 'object' || !('interval' in product.right)) return null;
  const { since, unit } = left;
  const { interval } = product.right;
  const isSame = since.last === interval.did && unit === product.right.unit && since.where === undefined && interval.where === undefined;
  return isSame && interval.stat === 'avg' ? { event: interval.did, times: product.left } : null;
}

export function unansweredIn(rule: RuleJson): Unanswered | null {
  if (!('compare' in rule)) return null;
  const [opened, op, closed] = rule.compare;
  if (op !== 'gt' || !isDid(opened) || !isDid(closed)) return null;
  const [a, b] = [tallyOf(opened), tallyOf(closed)];
  return a.stat === 'unique' && b.stat === 'unique' && a.prop === b.prop && a.prop !== '' ? { opened, closed, by: a.prop } : null;
}

const rest = ({ did: _did, ...others }: DidMeasure): string => JSON.stringify(others);

export function netIn(measure: MeasureJson): Net | null {
  const difference = operationOf(measure);
  if (difference?.kind !== 'minus' || !isDid(difference.left) || typeof difference.right !== 'object') return null;
  const known = operationOf(difference.right);
  if (known?.kind !== 'else' || known.right !== 0 || !isDid(known.left)) return null;
  const tally = tallyOf(difference.left);
  if (tally.stat !== 'sum' || rest(difference.left) !== rest(known.left)) return null;
  return { plus: difference.left, minus: known.left, prop: tally.prop };
}
