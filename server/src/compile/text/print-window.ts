import type { WindowJson } from '@danqing/contracts';
import { dateText, nameText, numberText, spanText, unprintable } from './print-test.ts';
import { periodWords, pluralOf } from './words.ts';

/** A window, with a space before it. */
export function windowText(window: WindowJson): string {
  if ('last' in window) return ` in last ${spanText(window.last, window.unit)}`;
  if ('between' in window) return ` between ${numberText(window.between[0])} and ${numberText(window.between[1])} ${pluralOf(window.unit)} ago`;
  if ('from' in window) return ` from ${dateText(window.from)}${window.to === undefined ? '' : ` to ${dateText(window.to)}`}`;
  if ('calendar' in window) return ` during ${periodWords(window.calendar).join(' ')}`;
  if (!('holiday' in window)) throw unprintable('this window');
  const [first, last] = window.days;
  return ` around ${nameText(window.holiday)} days ${numberText(first)} to ${numberText(last)}${window.year === undefined ? '' : ` of ${numberText(window.year)}`}`;
}
