import { wallOf } from '#kernel';
import type { Binder } from './binder.ts';
import { hasOffset, isoDate, momentSql } from './moment.ts';
import type { Reading } from './reading.ts';

const dayMs = 86_400_000;

/** Month and day of today and the `days` after it, as `MM-DD`; 29 February is among them on 28 February of common years. */
export function comingDays(days: number, at: number, timezone: string): readonly string[] {
  const today = wallOf(at, timezone);
  const coming = Array.from({ length: days + 1 }, (_, index) => new Date(today + index * dayMs).toISOString().slice(0, 10));
  const all = coming.flatMap((day) => {
    const [year, monthDay] = [Number(day.slice(0, 4)), day.slice(5)];
    return monthDay === '02-28' && !isLeap(year) ? ['02-28', '02-29'] : [monthDay];
  });
  return [...new Set(all)].sort();
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/**
 * Whether a date's month and day are among these. Dates are read as everywhere: a date alone and a local date-time by what is written, one with
 * an offset as the workspace's clocks show it; 29 February of a year that has none is no date.
 */
export function anniversarySql(reading: Reading, days: readonly string[], binder: Binder, timezone: string): string {
  const among = binder.bind(days, 'Array(String)');
  const holds = (text: string): string => {
    const moment = `ifNull(${momentSql(text, binder, timezone)}, 0)`;
    const shown = `formatDateTime(fromUnixTimestamp64Milli(${moment}, ${binder.text(timezone)}), '%m-%d')`;
    const monthDay = `if(length(${text}) > 10 AND match(${text}, ${hasOffset}), ${shown}, substring(${text}, 6, 5))`;
    const year = `toUInt16OrZero(substring(${text}, 1, 4))`;
    const isReal = `(substring(${text}, 6, 5) != '02-29' OR (${year} % 4 = 0 AND (${year} % 100 != 0 OR ${year} % 400 = 0)))`;
    return `ifNull(match(${text}, ${isoDate}) AND ${isReal} AND has(${among}, ${monthDay}), 0)`;
  };
  const choices = [
    ...(reading.text === null ? [] : [holds(reading.text)]),
    ...(reading.list === null ? [] : [`arrayExists(x -> ${holds('x')}, ${reading.list})`]),
  ];
  return choices.length === 1 ? (choices[0] ?? '0') : `(${choices.join(' OR ')})`;
}
