import type { Binder } from './binder.ts';

const isoDate = "'^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,9})?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?$'";
const hasOffset = "'(Z|[+-][0-9]{2}:?[0-9]{2})$'";

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
