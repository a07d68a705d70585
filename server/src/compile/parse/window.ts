import { calendarPeriods, type TimeUnit } from '@danqing/contracts';
import { type HolidayName, holidayNames, holidayYears, type OwnHoliday, parseMoment } from '#kernel';
import type { Duration, Window } from '../rule.ts';
import { at, type Faults, nearest } from './faults.ts';
import type { Vocabulary } from '../context.ts';
import { isList, type JsonRecord, kindOf, objectAt, oneOf, onlyKnown, type Scope } from './scope.ts';

const units = ['minute', 'hour', 'day', 'week', 'month'] as const satisfies readonly TimeUnit[];
/** The farthest a rule looks: about two hundred years. */
const most: Readonly<Record<TimeUnit, number>> = { minute: 105_000_000, hour: 1_750_000, day: 73_000, week: 10_400, month: 2400 };

export const unitAt = (json: unknown, place: string, faults: Faults): TimeUnit | null => oneOf(json, units, place, faults, 'unit');

function amountAt(json: unknown, unit: TimeUnit | null, least: number, place: string, faults: Faults): number | null {
  const largest = most[unit ?? 'minute'];
  if (typeof json === 'number' && Number.isInteger(json) && json >= least && json <= largest) return json;
  return faults.add(place, 'DQ_RULE_VALUE', `a whole number from ${least} to ${largest} is expected, not ${typeof json === 'number' ? json : kindOf(json)}`);
}

export function durationAt(json: unknown, place: string, faults: Faults): Duration | null {
  const object = objectAt(json, place, faults, 'a duration like {"n": 30, "unit": "day"}');
  if (object === null) return null;
  onlyKnown(object, ['n', 'unit'], place, faults);
  const unit = unitAt(object['unit'], at(place, 'unit'), faults);
  const n = amountAt(object['n'], unit, 1, at(place, 'n'), faults);
  return unit === null || n === null ? null : { n, unit };
}

const forms = ['last', 'between', 'from', 'calendar', 'holiday'] as const;

export function windowAt(json: unknown, place: string, { faults, vocabulary: { holidays } }: Pick<Scope, 'faults' | 'vocabulary'>): Window | null {
  const object = objectAt(json, place, faults, 'a window');
  if (object === null) return null;
  const form = forms.find((name) => name in object);
  switch (form) {
    case 'last':
      return lastAt(object, place, faults);
    case 'between':
      return betweenAt(object, place, faults);
    case 'from':
      return rangeAt(object, place, faults);
    case 'calendar': {
      onlyKnown(object, ['calendar'], place, faults);
      const period = oneOf(object['calendar'], calendarPeriods, at(place, 'calendar'), faults, 'calendar');
      return period === null ? null : { kind: 'calendar', period };
    }
    case 'holiday':
      return holidayAt(object, place, faults, holidays);
    case undefined: {
      const given = Object.keys(object)[0];
      return faults.add(place, 'DQ_RULE_SHAPE', `a window has one of ${forms.join(', ')}`, given === undefined ? undefined : nearest(given, forms));
    }
  }
}

function lastAt(object: JsonRecord, place: string, faults: Faults): Window | null {
  onlyKnown(object, ['last', 'unit'], place, faults);
  const unit = unitAt(object['unit'], at(place, 'unit'), faults);
  const n = amountAt(object['last'], unit, 1, at(place, 'last'), faults);
  return unit === null || n === null ? null : { kind: 'last', n, unit };
}

function betweenAt(object: JsonRecord, place: string, faults: Faults): Window | null {
  onlyKnown(object, ['between', 'unit'], place, faults);
  const unit = unitAt(object['unit'], at(place, 'unit'), faults);
  const ends = object['between'];
  const path = at(place, 'between');
  if (!Array.isArray(ends) || ends.length !== 2) return faults.add(path, 'DQ_RULE_VALUE', 'between needs two numbers, the farther one first', '[60, 30]');
  const far = amountAt(ends[0], unit, 1, at(path, 0), faults);
  const near = amountAt(ends[1], unit, 0, at(path, 1), faults);
  if (unit === null || far === null || near === null) return null;
  if (far <= near) return faults.add(path, 'DQ_RULE_VALUE', 'the farther end comes first', `[${near}, ${far}]`);
  return { kind: 'between', far, near, unit };
}

function rangeAt(object: JsonRecord, place: string, faults: Faults): Window | null {
  onlyKnown(object, ['from', 'to'], place, faults);
  const from = momentAt(object['from'], at(place, 'from'), faults);
  const to = object['to'] === undefined ? undefined : momentAt(object['to'], at(place, 'to'), faults);
  if (from === null || to === null) return null;
  return { kind: 'range', from, to: to ?? null };
}

/** How far from its holiday a day of a window may lie. */
const farthestDay = 400;

function holidayAt(object: JsonRecord, place: string, faults: Faults, own: Vocabulary['holidays']): Window | null {
  onlyKnown(object, ['holiday', 'days', 'year'], place, faults);
  const holiday = holidayNamed(object['holiday'], at(place, 'holiday'), faults, own);
  const days = daysAt(object['days'], at(place, 'days'), faults);
  const year = object['year'] === undefined ? undefined : yearAt(object['year'], at(place, 'year'), faults);
  if (holiday === null || days === null || year === null) return null;
  return { kind: 'holiday', holiday, from: days[0], to: days[1], year: year ?? null };
}

/** One that everybody knows, or one of the brand's own. */
function holidayNamed(json: unknown, place: string, faults: Faults, own: Vocabulary['holidays'] = new Map()): HolidayName | OwnHoliday | null {
  const everybodys = holidayNames.find((name) => name === json);
  const brands = typeof json === 'string' ? own.get(json) : undefined;
  if (everybodys !== undefined || brands !== undefined) return everybodys ?? brands ?? null;
  oneOf(json, [...holidayNames, ...own.keys()], place, faults, 'holiday');
  return null;
}

const isDay = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= farthestDay;

function daysAt(json: unknown, place: string, faults: Faults): readonly [number, number] | null {
  const days: readonly unknown[] = isList(json) ? json : [];
  const [from, to] = days;
  if (days.length !== 2 || !isDay(from) || !isDay(to)) {
    return faults.add(place, 'DQ_RULE_VALUE', `days are the first and the last day counted from the holiday, whole numbers up to ${farthestDay}`, '[-30, 0]');
  }
  return from <= to ? [from, to] : faults.add(place, 'DQ_RULE_VALUE', 'the earlier day comes first', `[${to}, ${from}]`);
}

function yearAt(json: unknown, place: string, faults: Faults): number | null {
  const { first, last } = holidayYears;
  if (typeof json === 'number' && Number.isInteger(json) && json >= first && json <= last) return json;
  return faults.add(place, 'DQ_RULE_VALUE', `a year from ${first} to ${last} is expected`);
}

/** The zone is not known yet: moments stay texts until they are evaluated. */
function momentAt(json: unknown, place: string, faults: Faults): string | null {
  if (typeof json === 'string' && parseMoment(json, 'UTC') !== null) return json;
  return faults.add(place, 'DQ_RULE_DATE', 'an ISO date or date-time is expected', '2026-01-31 or 2026-01-31T08:00:00+08:00');
}
