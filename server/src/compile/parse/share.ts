import type { Share } from '../rule.ts';
import { at, type Faults } from './faults.ts';
import type { JsonRecord } from './scope.ts';

/** Reads how many: `percent`, or `n`. */
export function shareAt({ percent, n }: JsonRecord, place: string, faults: Faults): Share | null {
  if ((percent === undefined) === (n === undefined)) return faults.add(place, 'DQ_RULE_SHAPE', 'either percent or n says how many', '"percent": 20');
  if (percent !== undefined) {
    if (typeof percent === 'number' && percent > 0 && percent <= 100) return { percent };
    return faults.add(at(place, 'percent'), 'DQ_RULE_VALUE', 'percent is a number above 0 and up to 100');
  }
  if (typeof n === 'number' && Number.isInteger(n) && n > 0 && n <= 1e12) return { n };
  return faults.add(at(place, 'n'), 'DQ_RULE_VALUE', 'n is a whole number above 0');
}
