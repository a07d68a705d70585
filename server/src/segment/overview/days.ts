/** How many members a segment had when a day (yyyy-MM-dd) ended, as far as anybody looked that day. */
export interface DaySample {
  readonly id: number;
  readonly day: string;
  readonly members: number;
}

export interface SizeTrend {
  /** At the end of each day, the last of them now; null: before it was known. */
  readonly days: readonly (number | null)[];
  readonly sinceYesterday: number | null;
  readonly sinceWeek: number | null;
}

const weekDays = 7;

/** From the samples of one segment, the oldest first (one from before the first day may lead), to its size on each day. `now`: its size at this moment. */
export function trendOf(samples: readonly DaySample[], days: readonly string[], now: number | null): SizeTrend {
  const past = days.slice(0, -1).map((day) => samples.findLast((sample) => sample.day <= day)?.members ?? null);
  const since = (back: number): number | null => {
    const before = past.at(-back) ?? null;
    return now === null || before === null ? null : now - before;
  };
  return { days: [...past, now], sinceYesterday: since(1), sinceWeek: since(weekDays) };
}
