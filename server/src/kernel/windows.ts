import { momentOfWall, wallOf } from './zone.ts';

export type Unit = 'minute' | 'hour' | 'day' | 'week' | 'month';
export type Period =
  | 'today'
  | 'yesterday'
  | 'this_week'
  | 'last_week'
  | 'this_month'
  | 'last_month'
  | 'this_quarter'
  | 'last_quarter'
  | 'this_year'
  | 'last_year';

/** Moments from `fromMs` inclusive to `toMs` exclusive, in milliseconds since the epoch. */
export interface Bounds {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Units of fixed length; a month is none. */
export const unitMs = { minute: 60_000, hour: 3_600_000, day: 86_400_000, week: 604_800_000 } as const;

/** `n` units away from a moment. A day is 24 hours; months go by the calendar, day clamped, at the same local time. `n` may be negative. */
export function shift(moment: number, n: number, unit: Unit, timezone: string): number {
  return unit === 'month' ? momentOfWall(shiftMonths(wallOf(moment, timezone), n), timezone) : moment + n * unitMs[unit];
}

function shiftMonths(wall: number, n: number): number {
  const date = new Date(wall);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + n + 1, 0)).getUTCDate();
  return date.setUTCFullYear(date.getUTCFullYear(), date.getUTCMonth() + n, Math.min(date.getUTCDate(), lastDay));
}

/** at − n units < ts ≤ at. Milliseconds are the finest there is, so "after x" is "from x + 1". */
export const lastBounds = (at: number, n: number, unit: Unit, timezone: string): Bounds => betweenBounds(at, n, 0, unit, timezone);

/** at < ts ≤ at + n units. */
export const nextBounds = (at: number, n: number, unit: Unit, timezone: string): Bounds => betweenBounds(at, 0, -n, unit, timezone);

/** at − far units < ts ≤ at − near units. */
export function betweenBounds(at: number, far: number, near: number, unit: Unit, timezone: string): Bounds {
  return { fromMs: shift(at, -far, unit, timezone) + 1, toMs: shift(at, -near, unit, timezone) + 1 };
}

/** The calendar period around (this_…, today) or before (last_…, yesterday) the moment, whole: a present period ends in the future. */
export function calendarBounds(at: number, period: Period, timezone: string): Bounds {
  const { start, next } = periods[period];
  const today = new Date(wallOf(at, timezone));
  const [year, month, day] = [today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate()];
  const monday = day - ((today.getUTCDay() + 6) % 7);
  const boundary = (steps: number, unit: 'day' | 'week' | 'month' | 'quarter' | 'year'): number => {
    const wall = {
      day: () => Date.UTC(year, month, day + steps),
      week: () => Date.UTC(year, month, monday + 7 * steps),
      month: () => Date.UTC(year, month + steps, 1),
      quarter: () => Date.UTC(year, month - (month % 3) + 3 * steps, 1),
      year: () => Date.UTC(year + steps, 0, 1),
    }[unit]();
    return momentOfWall(wall, timezone);
  };
  return { fromMs: boundary(start[0], start[1]), toMs: boundary(next[0], next[1]) };
}

type Boundary = readonly [number, 'day' | 'week' | 'month' | 'quarter' | 'year'];
const current = (unit: Boundary[1]): { start: Boundary; next: Boundary } => ({ start: [0, unit], next: [1, unit] });
const previous = (unit: Boundary[1]): { start: Boundary; next: Boundary } => ({ start: [-1, unit], next: [0, unit] });
const periods: Readonly<Record<Period, { start: Boundary; next: Boundary }>> = {
  today: current('day'),
  yesterday: previous('day'),
  this_week: current('week'),
  last_week: previous('week'),
  this_month: current('month'),
  last_month: previous('month'),
  this_quarter: current('quarter'),
  last_quarter: previous('quarter'),
  this_year: current('year'),
  last_year: previous('year'),
};
