import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { storable } from '#kernel';

/** Longer values are no identifiers but accidents. */
const maxLength = 512;

/** Values that systems write where they know nobody; following them would make one giant of many people. */
const blocked = new Set([
  'null',
  'nil',
  'none',
  'undefined',
  'nan',
  'n/a',
  'na',
  'unknown',
  'anonymous',
  'guest',
  'test',
  'true',
  'false',
  '-1',
  '-',
  '[object object]',
  '(null)',
  '(not set)',
  'default',
  'admin@example.com',
  'test@test.com',
  '无',
  '未知',
  '匿名',
  '游客',
]);
const allZeros = /^[0-]+$/;

const whole = /^\d+\.0+$/;

const isBlocked = (value: string): boolean => blocked.has(value.toLowerCase()) || allZeros.test(value);

/** NFKC turns full-width letters and digits, as Chinese forms produce them, into plain ones. */
const plain = (text: string): string => (/^[\x20-\x7e]*$/.test(text) ? text : text.normalize('NFKC')).trim();

function normaliseEmail(text: string): string | undefined {
  const email = plain(text)
    .toLowerCase()
    .replace(/^mailto:/, '');
  return /^[^\s@"(),:;<>[\]\\*]+@[^\s@*]+\.[^\s@.*]{2,}$/.test(email) ? email : undefined;
}

const masked = /[*＊xX•·]{2,}|\*/;

const phoneCache = new Map<string, string | undefined>();
const phoneCacheLimit = 100_000;

function parsePhone(text: string, region: string): string | undefined {
  const cleaned = plain(text);
  if (masked.test(cleaned)) return undefined;
  if (/(?:ext|转|#|,|;)\s*\d+$/i.test(cleaned)) return undefined;
  if (!/^[+\d][\d\s().-]{4,24}$/.test(cleaned)) return undefined;
  const country: CountryCode | undefined = isSupportedCountry(region) ? region : undefined;
  const options = country === undefined ? { extract: false } : { defaultCountry: country, extract: false };
  const international = cleaned.startsWith('00') ? `+${cleaned.slice(2)}` : cleaned;
  const phone = parsePhoneNumberFromString(international, options);
  if (phone === undefined || phone.ext !== undefined || !phone.isValid()) return undefined;
  return phone.number;
}

/** E.164, or undefined for what identifies nobody: masked (138****1234), with an extension, impossible. */
function normalisePhone(text: string, region: string): string | undefined {
  const key = `${region}:${text}`;
  if (phoneCache.has(key)) return phoneCache.get(key);
  const phone = parsePhone(text, region);
  if (phoneCache.size >= phoneCacheLimit) phoneCache.clear();
  phoneCache.set(key, phone);
  return phone;
}

/**
 * The value under which an identifier is kept and looked up; undefined when it identifies nobody (blocked, masked, malformed, too long).
 * `region` (ISO 3166-1 alpha-2) reads phone numbers without a country code.
 */
export function normaliseIdentifier(kind: string, value: unknown, region: string): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'bigint') return undefined;
  const raw = String(value);
  const text = storable(raw.trim());
  if (text === '' || text.length > maxLength || isBlocked(text)) return undefined;
  if (kind === 'email') return normaliseEmail(text);
  if (kind === 'phone') return normalisePhone(text, region);
  return plain(text) || undefined;
}

/** A spreadsheet's `13085.0` is the number 13085. For values read from files. */
export const withoutDecimals = (text: string): string => (whole.test(text) ? text.slice(0, text.indexOf('.')) : text);
