import { FixedOffsetZone, IANAZone, type Zone } from 'luxon';
import { momentOfWall } from '#kernel';

/** A moment as a wall clock and calendar show it. */
export interface Civil {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly ms: number;
}

const offsetForm = /^(?:UTC|GMT)?([+-])(\d{2}):?(\d{2})?$/;

/** Minutes east of Greenwich that a text such as `Z`, `+08:00`, `+0800`, `-05`, `UTC+8` says; undefined for anything else. */
export function offsetMinutes(text: string): number | undefined {
  if (text === 'Z' || text === 'z' || text === 'UTC' || text === 'GMT') return 0;
  const parts = offsetForm.exec(text);
  if (parts === null) return undefined;
  const minutes = Number(parts[2]) * 60 + Number(parts[3] ?? 0);
  return minutes > 14 * 60 ? undefined : parts[1] === '-' ? -minutes : minutes;
}

function zoneNamed(name: string): Zone | undefined {
  const offset = offsetMinutes(name);
  if (offset !== undefined) return FixedOffsetZone.instance(offset);
  return IANAZone.isValidZone(name) ? IANAZone.create(name) : undefined;
}

export const isKnownZone = (name: string): boolean => zoneNamed(name) !== undefined;

const daysIn = (year: number, month: number): number =>
  month === 2 ? ((year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

const isPossible = ({ year, month, day, hour, minute, second }: Civil): boolean =>
  year >= 0 &&
  year <= 9999 &&
  month >= 1 &&
  month <= 12 &&
  day >= 1 &&
  day <= daysIn(year, month) &&
  hour <= 24 &&
  minute < 60 &&
  second < 60 &&
  (hour < 24 || (minute === 0 && second === 0));

/** Milliseconds since the epoch if the clock stood at Greenwich; NaN for a day or an hour that does not exist. 24:00 is the next midnight. */
export function utcOf(civil: Civil): number {
  if (!isPossible(civil)) return Number.NaN;
  const ms = Date.UTC(civil.year, civil.month - 1, civil.day, civil.hour, civil.minute, civil.second, civil.ms);
  // Date.UTC reads years 0 to 99 as 1900 to 1999.
  return civil.year > 99 ? ms : new Date(ms).setUTCFullYear(civil.year);
}

const day = 86_400_000;
const quarter = 900_000;
const cacheLimit = 100_000;

/**
 * Wall clock → epoch milliseconds in one zone. The zone is asked once a day, and on days that change the clock
 * once a quarter of an hour (no zone changed it elsewhere since 1970): a look-up costs it 50 µs.
 * A wall clock inside a gap moves forward; one that comes twice is its first.
 */
export function zoneClock(name: string): (civil: Civil) => number {
  const zone = zoneNamed(name) ?? FixedOffsetZone.utcInstance;
  if (zone instanceof FixedOffsetZone) {
    const shift = zone.offset(0) * 60_000;
    return (civil) => utcOf(civil) - shift;
  }
  const quarters = cached((slot) => offsetAt(slot * quarter, zone));
  const midnights = cached((slot) => offsetAt(slot * day, zone));
  return (civil) => {
    const local = utcOf(civil);
    if (Number.isNaN(local)) return local;
    const slot = Math.floor(local / day);
    const offset = midnights(slot);
    return local - (midnights(slot + 1) === offset ? offset : quarters(Math.floor(local / quarter)));
  };
}

/** Keeps what was computed; forgets all of it rather than grow without end. */
function cached(compute: (slot: number) => number): (slot: number) => number {
  const known = new Map<number, number>();
  return (slot) => {
    let value = known.get(slot);
    if (value === undefined) {
      value = compute(slot);
      if (known.size >= cacheLimit) known.clear();
      known.set(slot, value);
    }
    return value;
  };
}

/** local − UTC at a wall clock, in milliseconds. */
const offsetAt = (local: number, zone: Zone): number => local - momentOfWall(local, zone.name);
