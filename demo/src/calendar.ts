import { springFestivals } from './data/holidays.ts';

export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;
/** China has had one zone without summer time since 1992. */
const ZONE = 8 * HOUR;

/** Number of the local day that holds this moment. */
export const localDay = (ms: number): number => Math.floor((ms + ZONE) / DAY);
/** The moment at which a local day begins. */
export const startOfDay = (day: number): number => day * DAY - ZONE;

interface LocalDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Howard Hinnant's civil_from_days: five times as fast as a Date, and asked for each choice of a product. */
export function localDate(day: number): LocalDate {
  const z = day + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1 };
}

export const dayOf = (year: number, month: number, day: number): number => Date.UTC(year, month - 1, day) / DAY;

export type Season = 'spring' | 'summer' | 'autumn' | 'winter';

export function seasonOf(day: number): Season {
  const { month } = localDate(day);
  if (month >= 3 && month <= 5) return 'spring';
  if (month >= 6 && month <= 8) return 'summer';
  return month >= 9 && month <= 11 ? 'autumn' : 'winter';
}

/** The sale that runs on a day, if any: its name in coupons and campaigns. */
export function promotionOn(day: number): '618' | 'double_11' | 'spring_festival' | undefined {
  const { month, day: date } = localDate(day);
  if (month === 6 && date <= 20) return '618';
  if (month === 11 && date <= 11) return 'double_11';
  const distance = daysToSpringFestival(day);
  return distance >= 3 && distance <= 18 ? 'spring_festival' : undefined;
}

function daysToSpringFestival(day: number): number {
  const { year } = localDate(day);
  const festival = springFestivals.get(year);
  return festival === undefined ? Number.POSITIVE_INFINITY : dayOf(year, festival[0], festival[1]) - day;
}

/** How much people buy on a day, against an ordinary working day. */
function appetite(day: number): number {
  const { month, day: date } = localDate(day);
  const weekday = (((day + 3) % 7) + 7) % 7;
  const base = weekday >= 5 ? 1.15 : 1;
  return base * saleFactor(month, date) * festivalFactor(daysToSpringFestival(day));
}

/** Sales by month × 100 + day: from, to (both inclusive), factor. */
const sales: readonly (readonly [from: number, to: number, factor: number])[] = [
  [305, 308, 1.6],
  [601, 603, 1.8],
  [604, 615, 1.3],
  [616, 617, 2.6],
  [618, 618, 5],
  [619, 630, 0.85],
  [1001, 1007, 1.35],
  [1101, 1103, 2],
  [1104, 1108, 1.4],
  [1109, 1110, 2.2],
  [1111, 1111, 7],
  [1112, 1130, 0.75],
  [1211, 1212, 1.9],
];

function saleFactor(month: number, date: number): number {
  const day = month * 100 + date;
  return sales.find(([from, to]) => day >= from && day <= to)?.[2] ?? 1;
}

function festivalFactor(daysAhead: number): number {
  if (daysAhead >= 3 && daysAhead <= 18) return 1.6;
  return daysAhead <= 1 && daysAhead >= -5 ? 0.4 : 1;
}

/**
 * Shopping time: runs fast when people buy much and slowly when they buy little, 365 units a year on average. People's rhythms are regular in
 * shopping time; read in clock time they show the seasons.
 */
export interface ShoppingTime {
  readonly at: (ms: number) => number;
  readonly clock: (units: number) => number;
}

export function shoppingTime(firstDay: number, lastDay: number): ShoppingTime {
  const length = lastDay - firstDay + 1;
  const sums = new Float64Array(length + 1);
  let year = 0;
  for (let i = 0; i < 1461; i += 1) year += appetite(firstDay + i);
  const scale = 1461 / year;
  for (let i = 0; i < length; i += 1) sums[i + 1] = (sums[i] ?? 0) + appetite(firstDay + i) * scale;

  const at = (ms: number): number => {
    const days = (ms + ZONE) / DAY - firstDay;
    const whole = Math.min(Math.max(Math.floor(days), 0), length - 1);
    const before = sums[whole] ?? 0;
    return before + (days - whole) * ((sums[whole + 1] ?? before) - before);
  };
  const clock = (units: number): number => {
    let low = 0;
    let high = length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((sums[middle + 1] ?? Number.POSITIVE_INFINITY) > units) high = middle;
      else low = middle + 1;
    }
    const whole = Math.min(low, length - 1);
    const before = sums[whole] ?? 0;
    return startOfDay(firstDay + whole) + ((units - before) / ((sums[whole + 1] ?? before + 1) - before)) * DAY;
  };
  return { at, clock };
}
