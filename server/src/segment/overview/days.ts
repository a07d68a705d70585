import { DateTime } from 'luxon';

/** How many members a segment had at one of the moments that were asked for; `place`: the moment's, from 0. */
export interface SizeAt {
  readonly id: number;
  readonly place: number;
  readonly members: number;
}

export interface SizeTrend {
  /** At the end of each day, the last of them now; null: before it was known. */
  readonly days: readonly (number | null)[];
  readonly sinceYesterday: number | null;
  readonly sinceWeek: number | null;
}

const weekDays = 7;

/** When each of so many days before today ended in the zone, the oldest first. */
export function endsOfDays(nowMs: number, timezone: string, days: number): readonly Date[] {
  const today = DateTime.fromMillis(nowMs, { zone: timezone }).startOf('day');
  return Array.from({ length: days }, (_, index) => today.minus({ days: days - 1 - index }).toJSDate());
}

/** From the sizes of one segment at so many past ends of days, and its size now. */
export function trendOf(sizes: readonly SizeAt[], past: number, now: number | null): SizeTrend {
  const at = new Map(sizes.map(({ place, members }) => [place, members]));
  const ends = Array.from({ length: past }, (_, place) => at.get(place) ?? null);
  const since = (back: number): number | null => {
    const before = ends.at(-back) ?? null;
    return now === null || before === null ? null : now - before;
  };
  return { days: [...ends, now], sinceYesterday: since(1), sinceWeek: since(weekDays) };
}
