import { compileMoment, type DateOrder } from '#collect';
import { chineseDigits, chineseNumber } from '#kernel';
import { refuse, type Step, type StepResult, type Surroundings } from './result.ts';
import { halfWidth } from './texts.ts';

export interface DateOptions {
  readonly format?: string | undefined;
  readonly order?: DateOrder | undefined;
  readonly serials?: boolean | undefined;
}

const dayMs = 86_400_000;
/** Day 0 of a spreadsheet's calendar: it counts a 29 February 1900 that never was, so days from 1 March 1900 on are right. */
const serialEpoch = Date.UTC(1899, 11, 30);
const [firstSerial, lastSerial] = [61, 2_958_465];

const chinese = /^([零〇一二三四五六七八九]{4})年(?:([一二三四五六七八九十]{1,3})月(?:([一二三四五六七八九十]{1,3})[日号]?)?)?$/;
const republic =
  /^民国\s*(元|\d{1,3}|[一二三四五六七八九十百零〇]{1,5})年(?:(\d{1,2}|[一二三四五六七八九十]{1,3})月(?:(\d{1,2}|[一二三四五六七八九十]{1,3})[日号]?)?)?$/;
const month = /^(\d{4})(?:年|[-/.])(\d{1,2})月?$/;
const hasClock = /\d\s*[:：时時点點]\s*\d|^\d{8}[T\s]?\d{4}|^\d{9,13}(?:\.\d+)?$/;

const figure = (text: string): number => (/^\d+$/.test(text) ? Number(text) : chineseNumber(text));
const two = (part: number): string => String(part).padStart(2, '0');

/** 2026, 2026-03 or 2026-03-05: as much as was said, never a day more; undefined for what no calendar has. */
function dayOf(year: number, monthOf: number | undefined, day: number | undefined): string | undefined {
  if (!(year >= 1 && year <= 9999)) return undefined;
  const whole = String(year).padStart(4, '0');
  if (monthOf === undefined) return whole;
  if (!(monthOf >= 1 && monthOf <= 12)) return undefined;
  if (day === undefined) return `${whole}-${two(monthOf)}`;
  const at = new Date(Date.UTC(year, monthOf - 1, day));
  return at.getUTCDate() === day && at.getUTCMonth() === monthOf - 1 ? `${whole}-${two(monthOf)}-${two(day)}` : undefined;
}

const given = (text: string | undefined): number | undefined => (text === undefined ? undefined : figure(text));

/** The forms that only people write: 二〇二六年三月五日, 民国115年3月5日, 2026年3月. Undefined when it is none. */
function spoken(text: string): StepResult {
  const inChinese = chinese.exec(text);
  if (inChinese !== null) return dayOf(Number(chineseDigits(inChinese[1] ?? '')), given(inChinese[2]), given(inChinese[3])) ?? refuse('not_date');
  const ofRepublic = republic.exec(text);
  if (ofRepublic !== null) {
    const year = ofRepublic[1] === '元' ? 1 : figure(ofRepublic[1] ?? '');
    return dayOf(1911 + year, given(ofRepublic[2]), given(ofRepublic[3])) ?? refuse('not_date');
  }
  const bare = month.exec(text);
  return bare === null ? undefined : (dayOf(Number(bare[1]), Number(bare[2]), undefined) ?? refuse('not_date'));
}

function serialOf(text: string): StepResult {
  if (!/^\d{2,7}(?:\.\d+)?$/.test(text)) return undefined;
  const days = Number(text);
  if (days < firstSerial || days > lastSerial) return undefined;
  const iso = new Date(serialEpoch + Math.round(days * 86_400) * 1000).toISOString();
  // A spreadsheet's clock has no zone: a wall clock stays one.
  return Number.isInteger(days) ? iso.slice(0, 10) : iso.slice(0, 19);
}

/**
 * ISO 8601. A day without a clock stays a day; a moment is in UTC, its wall clock being of the source's zone where it names no offset. 01/02/2026 is read only where `order` says which is the month.
 */
export function date({ format, order, serials }: DateOptions, { zone }: Surroundings): Step {
  const moment = compileMoment({ zone, order, ...(format === undefined ? {} : { format }) });
  const inUtc = compileMoment({ zone: 'UTC', order, ...(format === undefined ? {} : { format }) });
  const clocked = format === undefined ? undefined : /[Hhms]/.test(format.replaceAll(/'[^']*'/g, ''));
  return (value) => {
    if (typeof value !== 'string' && typeof value !== 'number') return refuse('not_date');
    const text = halfWidth(String(value)).trim();
    if (format === undefined) {
      const said = spoken(text) ?? (serials === true ? serialOf(text) : undefined);
      if (said !== undefined) return said;
      // Five digits may be a spreadsheet's day or anything else: read only where somebody has said which.
      if (/^\d{1,7}(?:\.\d+)?$/.test(text)) return refuse('not_date');
    }
    const isMoment = clocked ?? hasClock.test(text);
    const ms = (isMoment ? moment : inUtc)(text);
    if (ms === null || Number.isNaN(ms) || Math.abs(ms) > 1e5 * 365 * dayMs) return refuse('not_date');
    const iso = new Date(ms).toISOString();
    return isMoment ? iso : iso.slice(0, 10);
  };
}
