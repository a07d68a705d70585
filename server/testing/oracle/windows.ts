/** Windows, straight from API.md ("Rules", "Time"), with luxon. */
import type { WindowJson } from '@danqing/contracts';
import { DateTime } from 'luxon';
import { dateFrom, steps } from './values.ts';
import { worldHolidays } from './holidays.ts';

export function isInWindow(ts: number, window: WindowJson, at: number, timezone: string): boolean {
  if ('last' in window) return steps(at, -window.last, window.unit, timezone) < ts && ts <= at;
  if ('between' in window) return steps(at, -window.between[0], window.unit, timezone) < ts && ts <= steps(at, -window.between[1], window.unit, timezone);
  if ('from' in window) return ts >= (dateFrom(window.from, timezone) ?? 0) && (window.to === undefined || ts < (dateFrom(window.to, timezone) ?? 0));
  if ('holiday' in window) return isAround(ts, window, at, timezone);
  const today = DateTime.fromMillis(at, { zone: timezone });
  const { unit, back } = periods[window.calendar];
  const start = today
    .startOf(unit)
    .minus({ [unit]: back })
    .startOf(unit);
  const end = start.plus({ [unit]: 1 }).startOf(unit);
  return start.toMillis() <= ts && ts < end.toMillis();
}

const periods = {
  today: { unit: 'day', back: 0 },
  yesterday: { unit: 'day', back: 1 },
  this_week: { unit: 'week', back: 0 },
  last_week: { unit: 'week', back: 1 },
  this_month: { unit: 'month', back: 0 },
  last_month: { unit: 'month', back: 1 },
  this_quarter: { unit: 'quarter', back: 0 },
  last_quarter: { unit: 'quarter', back: 1 },
  this_year: { unit: 'year', back: 0 },
  last_year: { unit: 'year', back: 1 },
} as const;

type Around = Extract<WindowJson, { holiday: string }>;

/** The brand's own, of no fixed date. */
const brandDays = worldHolidays.get('周年庆')?.starts ?? [];

function isAround(ts: number, { holiday, days: [first, last], year }: Around, at: number, timezone: string): boolean {
  if (holiday === '周年庆') return isAroundOwn(ts, [first, last], year, at, timezone);
  const startOf = (one: number, offset: number): number => {
    const [month, day] = dateOf(holiday, one);
    return DateTime.fromObject({ year: one, month, day }, { zone: timezone }).plus({ days: offset }).startOf('day').toMillis();
  };
  const began = Array.from({ length: 12 }, (_, index) => DateTime.fromMillis(at).year + 3 - index).find((one) => startOf(one, first) <= at);
  const chosen = year ?? began;
  return chosen !== undefined && startOf(chosen, first) <= ts && ts < startOf(chosen, last + 1);
}

function isAroundOwn(ts: number, [first, last]: readonly [number, number], year: number | undefined, at: number, timezone: string): boolean {
  const dayOf = (start: string, offset: number): number => DateTime.fromISO(start, { zone: timezone }).plus({ days: offset }).startOf('day').toMillis();
  const times = brandDays.filter((start) => (year === undefined ? dayOf(start, first) <= at : start.startsWith(String(year))));
  const latest = times.toSorted().at(-1);
  return latest !== undefined && dayOf(latest, first) <= ts && ts < dayOf(latest, last + 1);
}

const gregorian: Readonly<Record<string, readonly [number, number]>> = {
  '618': [6, 18],
  double_11: [11, 11],
  double_12: [12, 12],
  labour_day: [5, 1],
  national_day: [10, 1],
  valentine: [2, 14],
  womens_day: [3, 8],
};
/** As the Hong Kong Observatory publishes them. */
const lunar: Readonly<Record<string, readonly string[]>> = {
  spring_festival: ['2022-02-01', '2023-01-22', '2024-02-10', '2025-01-29', '2026-02-17', '2027-02-06', '2028-01-26', '2029-02-13', '2030-02-03'],
  lantern: ['2022-02-15', '2023-02-05', '2024-02-24', '2025-02-12', '2026-03-03', '2027-02-20', '2028-02-09', '2029-02-27', '2030-02-17'],
  dragon_boat: ['2022-06-03', '2023-06-22', '2024-06-10', '2025-05-31', '2026-06-19', '2027-06-09', '2028-05-28', '2029-06-16', '2030-06-05'],
  mid_autumn: ['2022-09-10', '2023-09-29', '2024-09-17', '2025-10-06', '2026-09-25', '2027-09-15', '2028-10-03', '2029-09-22', '2030-09-12'],
};

/** Month and day in a year. */
function dateOf(holiday: string, year: number): readonly [number, number] {
  const fixed = gregorian[holiday];
  if (fixed !== undefined) return fixed;
  const date = lunar[holiday]?.find((one) => one.startsWith(String(year)));
  if (date === undefined) throw new Error(`no ${holiday} in ${year}`);
  return [Number(date.slice(5, 7)), Number(date.slice(8))];
}
