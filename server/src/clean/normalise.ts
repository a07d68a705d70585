import { storable } from '#kernel';
import { defaultKinds, type KindRules } from './kinds.ts';

/** Longer values are no identifiers but accidents. */
const maxLength = 512;

const whole = /^\d+\.0+$/;

/**
 * The value under which an identifier is kept and looked up; undefined when it identifies nobody (blocked, masked, malformed, too long).
 * `region` (ISO 3166-1 alpha-2) reads phone numbers without a country code; `kinds`: how its workspace tells people apart.
 */
export function normaliseIdentifier(kind: string, value: unknown, region: string, kinds: KindRules = defaultKinds): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'bigint') return undefined;
  const text = storable(String(value).trim());
  if (text === '' || text.length > maxLength) return undefined;
  return kinds.ruleOf(kind).normalise(text, region);
}

/** A spreadsheet's `13085.0` is the number 13085. For values read from files. */
export const withoutDecimals = (text: string): string => (whole.test(text) ? text.slice(0, text.indexOf('.')) : text);
