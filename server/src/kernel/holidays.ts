import calendars from 'lunar-javascript';
import { momentOfWall, wallOf } from './zone.ts';
import type { Bounds } from './windows.ts';

const dayMs = 86_400_000;

/** A day of the Gregorian calendar, as milliseconds at its midnight as if local time were UTC. */
type WallDay = number;

const fixed =
  (month: number, day: number) =>
  (year: number): WallDay =>
    Date.UTC(year, month - 1, day);

/** The day of the Chinese lunar calendar; leap months do not count. The lunar year is the one that begins in the Gregorian year. */
const lunar =
  (month: number, day: number) =>
  (year: number): WallDay =>
    wallDayOf(calendars.Lunar.fromYmd(year, month, day).getSolar());

const wallDayOf = (solar: { getYear(): number; getMonth(): number; getDay(): number }): WallDay =>
  Date.UTC(solar.getYear(), solar.getMonth() - 1, solar.getDay());

/** Pure Brightness, a solar term: 4 to 6 April, by Beijing's clock. */
function qingming(year: number): WallDay {
  const term = calendars.Lunar.fromYmd(year, 3, 1).getJieQiTable()['清明'];
  return term === undefined ? Date.UTC(year, 3, 5) : wallDayOf(term);
}

/** The n-th weekday (0: Sunday) of a month. */
const nth =
  (n: number, weekday: number, month: number) =>
  (year: number): WallDay => {
    const first = new Date(Date.UTC(year, month - 1, 1)).getUTCDay();
    return Date.UTC(year, month - 1, 1 + ((weekday - first + 7) % 7) + 7 * (n - 1));
  };

/** The days sales go by. What lasts several days is counted from its first. */
const holidays = {
  new_year: { zh: '元旦', en: 'New Year', day: fixed(1, 1) },
  /** 40 days of travel home and back. */
  spring_travel: { zh: '春运', en: 'the Spring Festival travel season', day: (year: number) => lunar(1, 1)(year) - 15 * dayMs },
  spring_festival: { zh: '春节', en: 'Spring Festival', day: lunar(1, 1) },
  lantern: { zh: '元宵节', en: 'the Lantern Festival', day: lunar(1, 15) },
  valentine: { zh: '情人节', en: 'Valentine’s Day', day: fixed(2, 14) },
  womens_day: { zh: '妇女节', en: 'Women’s Day', day: fixed(3, 8) },
  qingming: { zh: '清明节', en: 'Qingming', day: qingming },
  labour_day: { zh: '劳动节', en: 'Labour Day', day: fixed(5, 1) },
  mothers_day: { zh: '母亲节', en: 'Mother’s Day', day: nth(2, 0, 5) },
  '520': { zh: '520', en: '520', day: fixed(5, 20) },
  childrens_day: { zh: '儿童节', en: 'Children’s Day', day: fixed(6, 1) },
  dragon_boat: { zh: '端午节', en: 'the Dragon Boat Festival', day: lunar(5, 5) },
  '618': { zh: '618', en: '618', day: fixed(6, 18) },
  qixi: { zh: '七夕', en: 'Qixi', day: lunar(7, 7) },
  mid_autumn: { zh: '中秋节', en: 'the Mid-Autumn Festival', day: lunar(8, 15) },
  national_day: { zh: '国庆节', en: 'National Day', day: fixed(10, 1) },
  chongyang: { zh: '重阳节', en: 'the Double Ninth Festival', day: lunar(9, 9) },
  double_11: { zh: '双十一', en: 'Double 11', day: fixed(11, 11) },
  black_friday: { zh: '黑色星期五', en: 'Black Friday', day: (year: number) => nth(4, 4, 11)(year) + dayMs },
  double_12: { zh: '双十二', en: 'Double 12', day: fixed(12, 12) },
  christmas: { zh: '圣诞节', en: 'Christmas', day: fixed(12, 25) },
} as const satisfies Readonly<Record<string, { readonly zh: string; readonly en: string; readonly day: (year: number) => WallDay }>>;

export type HolidayName = keyof typeof holidays;

const isHoliday = (name: string): name is HolidayName => Object.hasOwn(holidays, name);
export const holidayNames: readonly HolidayName[] = Object.keys(holidays).filter(isHoliday);

/** What people call it. */
export const holidayWords = (holiday: HolidayName | OwnHoliday): { readonly zh: string; readonly en: string } =>
  typeof holiday === 'string' ? holidays[holiday] : { zh: `“${holiday.name}”`, en: `“${holiday.name}”` };

/** Years for which the lunar calendar is known well. */
export const holidayYears = { first: 1900, last: 2099 } as const;

/** What a brand celebrates itself: the first day of each time, as ISO days. Its name is its key. */
export interface OwnHoliday {
  readonly name: string;
  readonly starts: readonly string[];
}

/** Nothing lies in it. */
const never: Bounds = { fromMs: 0, toMs: 0 };

/**
 * The moments of a holiday's days in a zone: from the midnight that begins day `from` to the one that ends day `to`, both counted from the
 * holiday's (first) day. Without a year: the latest whose days began at or before `at`. A brand's own holiday may not have been in that year, or not yet: then nothing lies in it.
 */
export function holidayBounds(holiday: HolidayName | OwnHoliday, from: number, to: number, year: number | null, at: number, timezone: string): Bounds {
  const around = (day: WallDay): Bounds => ({ fromMs: momentOfWall(day + from * dayMs, timezone), toMs: momentOfWall(day + (to + 1) * dayMs, timezone) });
  if (typeof holiday !== 'string') {
    const days = holiday.starts.map((start) => Date.parse(start)).sort((a, b) => b - a);
    const bounds =
      year === null ? days.map(around).find(({ fromMs }) => fromMs <= at) : days.filter((day) => new Date(day).getUTCFullYear() === year).map(around)[0];
    return bounds ?? never;
  }
  const boundsIn = (one: number): Bounds => around(holidays[holiday].day(one));
  if (year !== null) return boundsIn(year);
  // Days may reach more than a year away from the holiday, to both sides.
  let candidate = new Date(wallOf(at, timezone)).getUTCFullYear() + 2;
  while (boundsIn(candidate).fromMs > at && candidate > 1) candidate--;
  return boundsIn(candidate);
}
