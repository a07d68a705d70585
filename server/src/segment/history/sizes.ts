/** What happened to a segment on one day of the workspace's zone. */
export interface DayChange {
  /** yyyy-MM-dd */
  readonly day: string;
  readonly entered: number;
  readonly left: number;
}

export interface DaySize extends DayChange {
  /** Members at the end of the day. */
  readonly size: number;
}

const dayMs = 86_400_000;

/** The days from one to another, both included. */
function daysBetween(from: string, to: string): readonly string[] {
  const [first, last] = [Date.parse(from), Date.parse(to)];
  return Array.from({ length: Math.max(0, Math.round((last - first) / dayMs) + 1) }, (_, index) => new Date(first + index * dayMs).toISOString().slice(0, 10));
}

/** A day so many days before another. */
export const dayBefore = (day: string, days: number): string => new Date(Date.parse(day) - days * dayMs).toISOString().slice(0, 10);

/** Sizes follow from changes: everybody who entered up to a day less everybody who left. `changes` hold every day on which something happened, oldest first. */
export function sizesOf(changes: readonly DayChange[], from: string, to: string): readonly DaySize[] {
  const byDay = new Map(changes.map((change) => [change.day, change]));
  let size = changes.filter(({ day }) => day < from).reduce((sum, { entered, left }) => sum + entered - left, 0);
  return daysBetween(from, to).map((day) => {
    const { entered, left } = byDay.get(day) ?? { entered: 0, left: 0 };
    size += entered - left;
    return { day, size, entered, left };
  });
}
