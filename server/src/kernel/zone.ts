import { IANAZone } from 'luxon';

const dayMs = 86_400_000;
const zones = new Map<string, IANAZone>();

/** Whether the name is a time zone this machine knows. */
export const isTimeZone = (name: string): boolean => IANAZone.isValidZone(name);

/** The zone's distance from UTC at a moment, in milliseconds; east is positive. */
export function offsetMs(moment: number, timezone: string): number {
  let zone = zones.get(timezone);
  if (zone === undefined) {
    zone = IANAZone.create(timezone);
    zones.set(timezone, zone);
  }
  return Math.round(zone.offset(moment) * 60_000);
}

/**
 * The moment at which clocks in the zone show `wall` (milliseconds as if the local time were UTC). A time that a change of clocks skips moves
 * forward by the gap; of a time that comes twice it is the earlier.
 */
export function momentOfWall(wall: number, timezone: string): number {
  const before = offsetMs(wall - dayMs, timezone);
  if (offsetMs(wall - before, timezone) === before) return wall - before;
  const after = offsetMs(wall + dayMs, timezone);
  return offsetMs(wall - after, timezone) === after ? wall - after : wall - before;
}

/** What clocks in the zone show at a moment, as milliseconds as if that local time were UTC. */
export const wallOf = (moment: number, timezone: string): number => moment + offsetMs(moment, timezone);

const isoDate = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?)?$/;

/**
 * The moment an ISO 8601 date or date-time names, in milliseconds; null when it is neither. A date alone is local midnight, a date-time
 * without offset is local time. Years 0001 to 9999.
 */
export function parseMoment(text: string, timezone: string): number | null {
  const found = isoDate.exec(text);
  if (found === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1, 7).map((part) => Number(part ?? 0));
  if (year === 0 || hour > 23 || minute > 59 || second > 59) return null;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  const wall = date.getTime() + hour * 3_600_000 + minute * 60_000 + second * 1000 + Number((found[7] ?? '').padEnd(3, '0').slice(0, 3));
  const offset = found[8];
  return offset === undefined ? momentOfWall(wall, timezone) : wall - offsetOf(offset);
}

function offsetOf(text: string): number {
  if (text === 'Z') return 0;
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(-2));
  return (text.startsWith('-') ? -minutes : minutes) * 60_000;
}
