import type { FieldCount } from '#profile';

/** Counts of one field over some days. */
export type FieldSums = Omit<FieldCount, 'event' | 'day' | 'source' | 'field'>;

export const noSums: FieldSums = { sent: 0, filled: 0, imputed: 0, refused: 0, numbers: 0, dates: 0, booleans: 0 };

export const addSums = (a: FieldSums, b: FieldSums): FieldSums => ({
  sent: a.sent + b.sent,
  filled: a.filled + b.filled,
  imputed: a.imputed + b.imputed,
  refused: a.refused + b.refused,
  numbers: a.numbers + b.numbers,
  dates: a.dates + b.dates,
  booleans: a.booleans + b.booleans,
});

export type UsualType = 'number' | 'date' | 'boolean' | 'text';

/** A field has a type when nine of ten values look like it; otherwise it is text, which anything is. */
const typical = 0.9;

export function usualTypeOf({ filled, numbers, dates, booleans }: FieldSums): UsualType {
  if (filled === 0) return 'text';
  if (numbers >= typical * filled) return 'number';
  if (dates >= typical * filled) return 'date';
  return booleans >= typical * filled ? 'boolean' : 'text';
}

const ofType = (type: UsualType, { filled, numbers, dates, booleans }: FieldSums): number =>
  type === 'number' ? numbers : type === 'date' ? dates : type === 'boolean' ? booleans : filled;

/**
 * How many values cannot be right: those that no cleaning rule could read, those against the tracking plan, those unlike the field's usual type. One value may be all of that,
 * so it is the largest of the three: at least so many are wrong.
 */
export function invalidOf(sums: FieldSums, { breaches, type }: { readonly breaches: number; readonly type: UsualType }): number {
  return Math.min(sums.sent, Math.max(sums.refused, breaches, sums.filled - ofType(type, sums)));
}
