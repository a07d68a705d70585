import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { normaliseDomain, normaliseDuns, normaliseTaxId } from './account-normalisers.ts';

/** The form of a trimmed value under which it is kept; undefined where it cannot be a value of that kind. `region`: ISO 3166-1 alpha-2. */
export type Normalise = (text: string, region: string) => string | undefined;

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

/** By the names that a configuration uses. */
export const normalisers: Readonly<Record<string, Normalise>> = {
  email: normaliseEmail,
  phone: normalisePhone,
  text: (text) => plain(text) || undefined,
  lower: (text) => plain(text).toLowerCase() || undefined,
  digits: (text) => plain(text).replaceAll(/\D/g, '') || undefined,
  none: (text) => text,
  domain: normaliseDomain,
  tax_id: normaliseTaxId,
  duns: normaliseDuns,
};
