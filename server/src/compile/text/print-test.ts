import type { OperandJson, ScalarJson, TimeUnit } from '@danqing/contracts';
import { Fault } from '#kernel';
import type { TestJson } from './read-test.ts';
import { isBare, isBareDate } from './tokens.ts';
import { countWords, isSignOperator, operatorSigns, pluralOf, textOperators } from './words.ts';

/** Stored rules have passed the parser; what has not may have no text. */
export const unprintable = (what: string): Fault => new Fault('DQ_RULE_SHAPE', 400, `${what} has no text form, because it is no valid rule`);

export const nameText = (name: string): string => (isBare(name) ? name : stringText(name));
export const stringText = (text: string): string =>
  JSON.stringify(text)
    .replaceAll('\u007f', '\\u007f')
    .replaceAll(/[\u0080-\u009f]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);
export const dateText = (text: string): string => (isBareDate(text) ? text : stringText(text));
export const numberText = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));
export const spanText = (n: number, unit: TimeUnit): string => `${numberText(n)} ${n === 1 ? unit : pluralOf(unit)}`;
export const eventText = (event: string): string => (event === '*' ? 'anything' : stringText(event));

export function scalarText(value: ScalarJson): string {
  return typeof value === 'string' ? stringText(value) : typeof value === 'number' ? numberText(value) : String(value);
}

type Listed = readonly ScalarJson[];
const isList = (value: OperandJson | undefined): value is Listed => Array.isArray(value);
const isDuration = (value: OperandJson | undefined): value is { readonly n: number; readonly unit: TimeUnit } => typeof value === 'object' && 'n' in value;

/** What stands behind the thing that is compared, with a space before it. */
export function testText({ op, value }: TestJson): string {
  switch (op) {
    case 'exists':
    case 'missing':
      return ` ${op}`;
    case 'between':
      return ` between ${pairText(value)}`;
    case 'in':
    case 'nin':
      if (isList(value)) return ` ${op === 'in' ? 'in' : 'not in'} (${value.map(scalarText).join(', ')})`;
      break;
    case 'before':
    case 'after':
      if (typeof value === 'string') return ` ${op} ${dateText(value)}`;
      break;
    case 'withinLast':
    case 'withinNext':
      if (isDuration(value)) return ` within ${op === 'withinLast' ? 'last' : 'next'} ${spanText(value.n, value.unit)}`;
      break;
    case 'contains':
    case 'ncontains':
    case 'startsWith':
    case 'endsWith':
      if (typeof value === 'string') return ` ${textOperators[op].join(' ')} ${stringText(value)}`;
      break;
    default:
      if (value !== undefined && typeof value !== 'object') return ` ${operatorSigns[op]} ${scalarText(value)}`;
  }
  throw unprintable(`the operator ${op} with such a value`);
}

function pairText(value: OperandJson | undefined): string {
  const [low, high] = isList(value) ? value : [];
  if (low === undefined || high === undefined) throw unprintable('"between" without two values');
  return `${scalarText(low)} and ${scalarText(high)}`;
}

/** How often: "at least 3 times". */
export function countText(count: TestJson): string {
  const { op, value } = count;
  if (op === 'between') return ` between ${pairText(value)} times`;
  if (!isSignOperator(op) || typeof value !== 'number') return ` times${testText(count)}`;
  return ` ${countWords[op].join(' ')} ${numberText(value)} ${value === 1 ? 'time' : 'times'}`;
}
