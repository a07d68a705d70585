import { divisionCodes } from './division-codes.ts';
import { divisions, municipalities, shortName } from './divisions.ts';
import { parseAddress } from './parse-address.ts';

/** A place of GB/T 2260 by its full official name and its six digits. */
export interface Place {
  readonly name: string;
  readonly code: string;
}

/** What a text names: its province and, where it says so, what is below. A municipality is its own city. */
export interface PlaceFound {
  readonly province: Place;
  readonly city?: Place;
  /** Of municipalities only: districts of prefectures are not in the data. */
  readonly district?: Place;
}

const entries: readonly (readonly [province: Place, below: readonly Place[]])[] = Object.entries(divisions).map(([name, names]) => {
  const [head = '', ...codes] = (divisionCodes[name] ?? '').split(' ');
  const below = names === '' ? [] : names.split(' ');
  return [
    { name, code: head.padEnd(6, '0') },
    below.map((one, at) => ({ name: one, code: codes[at] === undefined ? '' : `${head}${codes[at]}`.padEnd(6, '0') })),
  ];
});

const found: readonly PlaceFound[] = entries.flatMap(([province, below]) => {
  const isMunicipality = municipalities.has(province.name);
  const own: PlaceFound = isMunicipality ? { province, city: province } : { province };
  return [own, ...below.map((place): PlaceFound => (isMunicipality ? { ...own, district: place } : { province, city: place }))];
});
const finest = ({ province, city, district }: PlaceFound): Place => district ?? city ?? province;
const isDistrict = (place: PlaceFound): boolean => place.district !== undefined;

const byCode = new Map(found.filter((one) => finest(one).code !== '').map((one) => [finest(one).code, one]));
const byName = Map.groupBy(found, (one) => finest(one).name);
const byShort = Map.groupBy(found, (one) => shortName(finest(one).name));

/** Why no place is given: nothing is named, or what is named may be several places. */
export type NoPlace = 'unknown' | 'ambiguous';

/**
 * The place that a text names: a code (440300, 44), a name (深圳市, 深圳), or an address that begins with one (广东省深圳市南山区…). A name of several places (吉林, 朝阳) is not guessed, nor is a district
 * by itself (朝阳区); `level` says of a name that is a province's and a city's which one is meant where only one can be.
 */
export function placeOf(text: string, level: 'province' | 'city' | 'finest'): PlaceFound | NoPlace {
  const plain = text.normalize('NFKC').trim().replaceAll(/\s+/g, ' ');
  if (/^\d{2}(?:\d{2}){0,2}$/.test(plain)) return byCode.get(plain.padEnd(6, '0')) ?? 'unknown';
  const named = byName.get(plain) ?? byShort.get(plain);
  if (named !== undefined) return clearOf(named, level);
  const parts = parseAddress(plain);
  if (parts?.province === undefined) return /[区县旗]$/.test(plain) ? 'ambiguous' : 'unknown';
  const { province: provinceName, city: cityName, district: districtName } = parts;
  const candidates = found.filter(({ province }) => province.name === provinceName);
  const exact = candidates.find((one) => one.district !== undefined && one.district.name === districtName);
  return exact ?? candidates.find((one) => one.city?.name === cityName && one.district === undefined) ?? candidates[0] ?? 'unknown';
}

/** Of several places of one name the one that must be meant. A province goes before a municipality's district that is called like it (河北), a city does not (朝阳). */
function clearOf(named: readonly PlaceFound[], level: 'province' | 'city' | 'finest'): PlaceFound | NoPlace {
  const whole = named.filter((one) => !isDistrict(one));
  const [province] = whole.filter((one) => finest(one) === one.province || one.city === one.province);
  if (province !== undefined && (level === 'province' || whole.length === 1)) return province;
  const [only] = whole;
  return only !== undefined && named.length === 1 ? only : 'ambiguous';
}

/** Whether the two digits that an identity card begins with are a province's. */
export const isProvinceCode = (digits: string): boolean => byCode.has(digits.padEnd(6, '0'));
/** The place of the longest code that six digits begin with; codes that were given up since are known by their province. */
export const placeOfCode = (digits: string): PlaceFound | undefined =>
  byCode.get(digits) ?? byCode.get(`${digits.slice(0, 4)}00`) ?? byCode.get(`${digits.slice(0, 2)}0000`);
