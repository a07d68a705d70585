import { offsetMinutes } from './civil.ts';
import { type CivilRead, hourOf, monthNamed } from './format.ts';

/** Which number comes first where a date has two before its year. */
export type DateOrder = 'dmy' | 'mdy';

const tail = String.raw`(?:(?:\s*,?\s+|T|t)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:\s*([AaPp])\.?[Mm]\.?)?(?:\s*(Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?))?)?\s*$`;
const weekday = String.raw`^\s*(?:[A-Za-z]{3,9}\.?,\s*)?`;

const yearFirst = new RegExp(String.raw`^\s*(\d{4})([-/.])(\d{1,2})\2(\d{1,2})${tail}`);
const yearLast = new RegExp(String.raw`^\s*(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})${tail}`);
const dayMonthName = new RegExp(String.raw`${weekday}(\d{1,2})[\s-]+([A-Za-z]{3,9})\.?,?[\s-]+(\d{4})${tail}`);
const monthNameDay = new RegExp(String.raw`${weekday}([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})${tail}`);
const chinese = /^\s*(\d{4})年(\d{1,2})月(\d{1,2})日?\s*(?:(\d{1,2})[时時点點:：](\d{1,2})(?:分|[:：](?=\d))?(?:(\d{1,2})秒?)?)?\s*$/;
const compact = /^\s*(\d{4})(\d{2})(\d{2})(?:[T\s]?(\d{2}):?(\d{2})(?::?(\d{2}))?)?\s*(Z)?$/;
const epoch = /^\s*(\d{9,10}|\d{12,13})(?:\.\d+)?\s*$/;

/** Whether a text is a date whose day and month only an order tells apart (01/02/2010, 1-2-10), and its first two numbers. 01.02.2010 is day first everywhere. */
export function orderEvidence(text: string): { readonly first: number; readonly second: number; readonly hasShortYear: boolean } | undefined {
  const parts = yearLast.exec(text);
  if (parts === null) return undefined;
  const hasShortYear = parts[4]?.length === 2;
  if (parts[2] === '.' && !hasShortYear) return undefined;
  return { first: Number(parts[1]), second: Number(parts[3]), hasShortYear };
}

const time = (parts: readonly (string | undefined)[], from: number): Pick<CivilRead, 'hour' | 'minute' | 'second' | 'ms' | 'offset'> => {
  const hour = Number(parts[from] ?? 0);
  const half = parts[from + 4];
  const offset = parts[from + 5];
  return {
    hour: half === undefined ? hour : hourOf(hour, half),
    minute: Number(parts[from + 1] ?? 0),
    second: Number(parts[from + 2] ?? 0),
    ms: Number((parts[from + 3] ?? '').padEnd(3, '0').slice(0, 3)),
    offset: offset === undefined ? undefined : offsetMinutes(offset),
  };
};

/**
 * Reads the forms that files really have: ISO 8601, 2010/1/2, 20100102(150405), 2010年1月2日 15时04分, 2 Jan 2010, Jan 2, 2010 3:04 PM, RFC 2822,
 * 02.01.2010 and, where `order` is known, 02/01/2010. Undefined when it is none of these.
 */
export function readForm(text: string, order: DateOrder | undefined): CivilRead | undefined {
  let parts = yearFirst.exec(text);
  if (parts !== null) return { year: Number(parts[1]), month: Number(parts[3]), day: Number(parts[4]), ...time(parts, 5) };
  parts = yearLast.exec(text);
  if (parts !== null) return readYearLast(parts, order);
  parts = compact.exec(text);
  if (parts !== null && !epoch.test(text)) {
    return {
      year: Number(parts[1]),
      month: Number(parts[2]),
      day: Number(parts[3]),
      ...time([parts[4], parts[5], parts[6]], 0),
      offset: parts[7] === undefined ? undefined : 0,
    };
  }
  parts = dayMonthName.exec(text);
  if (parts !== null) return { year: Number(parts[3]), month: monthNamed(parts[2] ?? ''), day: Number(parts[1]), ...time(parts, 4) };
  parts = monthNameDay.exec(text);
  if (parts !== null) return { year: Number(parts[3]), month: monthNamed(parts[1] ?? ''), day: Number(parts[2]), ...time(parts, 4) };
  parts = chinese.exec(text);
  if (parts !== null) return { year: Number(parts[1]), month: Number(parts[2]), day: Number(parts[3]), ...time([parts[4], parts[5], parts[6]], 0) };
  return undefined;
}

function readYearLast(parts: RegExpExecArray, order: DateOrder | undefined): CivilRead | undefined {
  const year = Number(parts[4]);
  const real = parts[2] === '.' && parts[4]?.length === 4 ? 'dmy' : order;
  if (real === undefined || parts[4]?.length === 2) return undefined;
  const [day, month] = real === 'dmy' ? [Number(parts[1]), Number(parts[3])] : [Number(parts[3]), Number(parts[1])];
  return { year, month, day, ...time(parts, 5) };
}

/** Epoch seconds (9 or 10 digits) or milliseconds (12 or 13 digits), as milliseconds. */
export function readEpoch(text: string): number | undefined {
  const digits = epoch.exec(text)?.[1];
  if (digits === undefined) return undefined;
  return digits.length <= 10 ? Math.round(Number(text) * 1000) : Math.trunc(Number(text));
}

const serial = /^\s*([2-5]\d{4})(?:\.(\d{1,15}))?\s*$/;

/** Days since the end of 1899 and their fraction, as a spreadsheet has dates that nobody gave a format: 20000 (1954) to 59999 (2064). */
export function readSerial(text: string): CivilRead | undefined {
  const parts = serial.exec(text);
  if (parts === null) return undefined;
  // A day's fraction in a double is good to a millisecond; people meant a second.
  const date = new Date(Math.round((Number(text) - 25_569) * 86_400) * 1000);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    ms: 0,
    offset: undefined,
  };
}

/** The order that a date shows by itself: a number above 12 is no month, and of two equal numbers either is either. Undefined where it shows none. */
export function ownOrder(text: string): DateOrder | undefined {
  const evidence = orderEvidence(text);
  if (evidence === undefined || evidence.hasShortYear) return undefined;
  if (evidence.second > 12) return 'mdy';
  return evidence.first > 12 || evidence.first === evidence.second ? 'dmy' : undefined;
}
