import type { RecognisedClass } from '@danqing/contracts';
import { maskBankCard, maskIdCard, maskPhone } from './masks.ts';

/** The digit that a UTF-16 unit stands for, full width ones too; -1 for anything else. */
export const digitOf = (code: number): number => (code >= 48 && code <= 57 ? code - 48 : code >= 0xff10 && code <= 0xff19 ? code - 0xff10 : -1);
export const isLetter = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 97 && code <= 122);

/** ISO 7064 MOD 11-2 over seventeen digits, as GB 11643 has it, and a date of birth that can be. */
function isIdCard(text: string): boolean {
  const [year, month, day] = [Number(text.slice(6, 10)), Number(text.slice(10, 12)), Number(text.slice(12, 14))];
  if (year < 1900 || year > 2100 || month < 1 || month > 12 || day < 1 || day > 31 || text.startsWith('0')) return false;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, place) => total + weight * digitOf(text.charCodeAt(place)), 0);
  return '10X98765432'[sum % 11] === text[17]?.toUpperCase();
}

/** Luhn (ISO/IEC 7812-1), and how cards begin that are in use: UnionPay 62 and 9558, Visa, Mastercard, JCB, Discover. Without the beginnings every tenth number would be one. */
function isBankCard(digits: string): boolean {
  const long = digits.length;
  const [two, four] = [Number(digits.slice(0, 2)), Number(digits.slice(0, 4))];
  const isUnionPay = two === 62 || four === 9558;
  const isOther =
    long === 16 && (digits.startsWith('4') || (two >= 51 && two <= 55) || (four >= 2221 && four <= 2720) || two === 35 || two === 65 || four === 6011);
  if (!isUnionPay && !isOther) return false;
  let sum = 0;
  for (let place = 0; place < long; place += 1) {
    const digit = digitOf(digits.charCodeAt(long - 1 - place));
    const doubled = place % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

const isMobile = (digits: string): boolean => digits.length === 11 && digits.startsWith('1') && digits.charCodeAt(1) >= 51;
/** With the country's code: 86, 086, 0086 and a mobile number. */
const isMobileAbroad = (digits: string): boolean => {
  const rest = digits.length - 11;
  return rest >= 2 && rest <= 4 && isMobile(digits.slice(rest)) && ['86', '086', '0086'].includes(digits.slice(0, rest));
};

export interface Found {
  readonly start: number;
  readonly end: number;
  readonly mask: string;
}

/** What may stand before a number without being part of an id: `tel13812345678` is a number, `SO13812345678` an order. */
const phonePrefixes = new Set(['tel', 'phone', 'mobile', 'mob', 'cell', 'sms', 'wx', 'sj', 'shouji', 'm', 'u', 'user']);

function standsAlone(text: string, start: number, end: number): boolean {
  const after = text.charCodeAt(end);
  if (isLetter(after) || (after === 46 && digitOf(text.charCodeAt(end + 1)) >= 0)) return false;
  const before = text.charCodeAt(start - 1);
  if (before === 46) return digitOf(text.charCodeAt(start - 2)) < 0; // 0.13812345678 is a number
  if (!isLetter(before)) return true;
  let from = start;
  while (from > 0 && isLetter(text.charCodeAt(from - 1))) from -= 1;
  return digitOf(text.charCodeAt(from - 1)) < 0 && phonePrefixes.has(text.slice(from, start).toLowerCase());
}

const separatorAt = (text: string, place: number): boolean => text[place] === ' ' || text[place] === '-';

/** Digits in groups with a space or a hyphen between, from a group's first digit on. */
function groupsFrom(text: string, start: number): { readonly groups: readonly string[]; readonly ends: readonly number[] } {
  const [groups, ends]: [string[], number[]] = [[], []];
  let place = start;
  while (groups.length < 6) {
    let end = place;
    while (digitOf(text.charCodeAt(end)) >= 0) end += 1;
    if (end === place) break;
    groups.push(plainDigits(text, place, end));
    ends.push(end);
    if (!separatorAt(text, end)) break;
    place = end + 1;
  }
  return { groups, ends };
}

const plainDigits = (text: string, start: number, end: number): string => {
  let digits = '';
  for (let place = start; place < end; place += 1) digits += String(digitOf(text.charCodeAt(place)));
  return digits;
};

const areaCode = /^0(?:10|2\d|[3-9]\d{2})$/;

/** 138 1234 5678, 86-138-1234-5678, 021-61234567, 6222 0212 3456 7890, 310101 19900101 1234. */
function inGroups(text: string, start: number, looks: ReadonlySet<RecognisedClass>): Found | undefined {
  const { groups, ends } = groupsFrom(text, start);
  if (groups.length < 2) return undefined;
  const sizes = groups.map(({ length }) => length).join('-');
  const upTo = (count: number): Found | undefined => {
    const [end, digits] = [ends[count - 1] ?? start, groups.slice(0, count).join('')];
    return standsAlone(text, start, end) ? { start, end, mask: digits } : undefined;
  };
  const as = (found: Found | undefined, mask: (digits: string) => string, holds: (digits: string) => boolean): Found | undefined =>
    found !== undefined && holds(found.mask) ? { ...found, mask: mask(found.mask) } : undefined;
  if (looks.has('bank_card') && /^4-4-4-4(?:-[123])?$/.test(sizes)) return as(upTo(groups.length), maskBankCard, isBankCard);
  if (looks.has('id_card') && sizes === '6-8-4') return as(upTo(3), maskIdCard, isIdCard);
  if (!looks.has('phone')) return undefined;
  if (sizes === '3-4-4') return as(upTo(3), maskPhone, isMobile);
  if (/^[234]-3-4-4$/.test(sizes)) return as(upTo(4), maskPhone, isMobileAbroad);
  if (/^[234]-11$/.test(sizes)) return as(upTo(2), maskPhone, isMobileAbroad);
  if (/^[34]-[78]$/.test(sizes) && areaCode.test(groups[0] ?? '')) return as(upTo(2), maskPhone, () => true);
  return undefined;
}

/** E.164 behind a plus: eight to fifteen digits, with what people put between them. */
function abroad(text: string, plus: number): Found | undefined {
  const before = text.charCodeAt(plus - 1);
  if (isLetter(before) || digitOf(before) >= 0) return undefined;
  let [digits, end, place] = ['', plus + 1, plus + 1];
  while (digits.length <= 15 && place - end <= 2) {
    const digit = digitOf(text.charCodeAt(place));
    if (digit < 0 && !' -().'.includes(text[place] ?? 'x')) break;
    place += 1;
    if (digit < 0) continue;
    digits += String(digit);
    end = place;
  }
  if (digits.length < 8 || digits.length > 15 || digits.startsWith('0') || isLetter(text.charCodeAt(end))) return undefined;
  return { start: plus, end, mask: maskPhone(`+${digits}`) };
}

/** Personal data at a digit that no digit stands before. */
export function numberAt(text: string, start: number, looks: ReadonlySet<RecognisedClass>): Found | undefined {
  const before = text[start - 1];
  if (looks.has('phone') && (before === '+' || before === '＋')) {
    const found = abroad(text, start - 1);
    if (found !== undefined) return found;
  }
  let end = start;
  while (digitOf(text.charCodeAt(end)) >= 0) end += 1;
  const count = end - start;
  if (count > 19) return undefined;
  if (count >= 11) return inOnePiece(text, start, end, looks);
  return separatorAt(text, end) ? inGroups(text, start, looks) : undefined;
}

/** In the query of an address, `=` may be written %3D, a space %20, a plus %2B. */
export const isEscapeBefore = (text: string, start: number): boolean =>
  start >= 3 && text[start - 3] === '%' && isHex(text, start - 2) && isHex(text, start - 1);
const isHex = (text: string, place: number): boolean => /^[\da-f]$/i.test(text[place] ?? '');

function inOnePiece(text: string, start: number, end: number, looks: ReadonlySet<RecognisedClass>): Found | undefined {
  const digits = plainDigits(text, start, end);
  const last = text[end];
  if (looks.has('id_card') && digits.length === 17 && (last === 'X' || last === 'x') && !isLetter(text.charCodeAt(end + 1)) && isIdCard(`${digits}X`))
    return { start, end: end + 1, mask: maskIdCard(`${digits}${last}`) };
  if (looks.has('id_card') && digits.length === 18 && isIdCard(digits)) return { start, end, mask: maskIdCard(digits) };
  if (looks.has('phone') && (isMobile(digits) || isMobileAbroad(digits))) {
    return isEscapeBefore(text, start) || standsAlone(text, start, end) ? { start, end, mask: maskPhone(digits) } : undefined;
  }
  if (looks.has('bank_card') && digits.length >= 16 && isBankCard(digits) && !isLetter(text.charCodeAt(start - 1)) && standsAlone(text, start, end))
    return { start, end, mask: maskBankCard(digits) };
  return undefined;
}
