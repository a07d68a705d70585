import type { DateStyle } from './styles.ts';

const dayMs = 86_400_000;
/** 1899-12-30: Excel counts days from there, because it takes 1900 for a leap year. */
const epoch1900 = Date.UTC(1899, 11, 30);
const epoch1904 = Date.UTC(1904, 0, 1);
const lastSerial = 2_958_466;

const two = (value: number): string => String(value).padStart(2, '0');

/**
 * A number as its text in the file, without what binary fractions add: 15 significant digits are all that Excel keeps (0.1 + 0.2 is 0.3). A run of
 * digits stays as it is written, so that long order numbers are exact where the file has them exactly.
 */
export function numberText(raw: string): string {
  if (/^-?\d+$/.test(raw)) return raw;
  const value = Number(raw);
  if (!Number.isFinite(value)) return raw;
  const rounded = Number(value.toPrecision(15));
  if (Number.isInteger(rounded)) return Math.abs(rounded) < 1e21 ? BigInt(rounded).toString() : String(rounded);
  const text = String(rounded);
  return text.includes('e') ? rounded.toFixed(20).replace(/0+$/, '') : text;
}

/** A serial date as ISO text: a day alone where it has no time, to the second otherwise. A number that is no possible date stays one. */
function dateText(raw: string, style: 'date' | 'moment' | 'time', is1904: boolean): string {
  const serial = Number(raw);
  if (!Number.isFinite(serial) || serial < 0 || serial >= lastSerial) return numberText(raw);
  const seconds = Math.round((serial % 1) * 86_400);
  const clock = `${two(Math.floor(seconds / 3600) % 24)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  if (style === 'time' && serial < 1) return clock;
  // Before March 1900 the day that never was has not passed yet.
  const days = Math.floor(serial) + (seconds === 86_400 ? 1 : 0) + (!is1904 && serial < 60 ? 1 : 0);
  const at = new Date((is1904 ? epoch1904 : epoch1900) + days * dayMs);
  const day = `${String(at.getUTCFullYear()).padStart(4, '0')}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`;
  return seconds % 86_400 === 0 ? day : `${day} ${clock}`;
}

export const styledText = (raw: string, style: DateStyle, is1904: boolean): string => (style === undefined ? numberText(raw) : dateText(raw, style, is1904));

/** 0 for A, 26 for AA, of a reference such as AA12; −1 for none. */
export function columnOf(reference: string): number {
  let column = 0;
  for (let index = 0; index < reference.length; index++) {
    const code = reference.charCodeAt(index) & ~32;
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return column - 1;
}

/** A, B, …, AA: how people name a column. */
export const columnLetters = (index: number): string => (index < 26 ? '' : columnLetters(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26));
