import type { Binder } from './binder.ts';

const year = '([1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])';
const date = `${year}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])`;
const time = '([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,9})?)?';
const offset = '(Z|[+-](0[0-9]|1[0-4]):?[0-5][0-9])';
/** ClickHouse reads much more than ISO dates, and day 00 as a day before the first; it refuses 30 February by itself. */
export const isoDate = `'^${date}([T ]${time}${offset}?)?$'`;
export const hasOffset = `'${offset}$'`;

/**
 * The moment a text names, in milliseconds, NULL for any other text; exactly kernel's parseMoment. ClickHouse moves a local time that a change
 * of clocks skips backward (and a skipped midnight into the day before), so the local time is read as UTC and its offset taken off.
 */
export function momentSql(text: string, binder: Binder, timezone: string): string {
  const zone = binder.text(timezone);
  const asUtc = `toUnixTimestamp64Milli(parseDateTime64BestEffortOrNull(${text}, 3, 'UTC'))`;
  const asLocal = `parseDateTime64BestEffortOrNull(${text}, 3, ${zone})`;
  const isMoment = `match(${text}, ${isoDate})`;
  const isAbsolute = `length(${text}) > 10 AND match(${text}, ${hasOffset})`;
  return `if(${isMoment}, ${asUtc} - if(${isAbsolute}, 0, 1000 * timeZoneOffset(${asLocal})), NULL)`;
}
