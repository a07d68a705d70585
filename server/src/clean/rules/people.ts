import { isProvinceCode, type PlaceFound, placeOf, placeOfCode } from '#kernel';
import { refuse, type Step, type StepResult } from './result.ts';
import { halfWidth, ofText } from './texts.ts';

const genderWords = {
  male: '男 男性 男士 先生 帅哥 m male man mr mr. boy 男生 男孩'.split(' '),
  female: '女 女性 女士 小姐 太太 夫人 f female woman mrs mrs. ms ms. miss girl 女生 女孩'.split(' '),
  unknown: '未知 保密 不详 其他 未说明 unknown other secret u n/a'.split(' '),
} as const;

const genders: ReadonlyMap<string, keyof typeof genderWords> = new Map([
  ...genderWords.male.map((word) => [word, 'male'] as const),
  ...genderWords.female.map((word) => [word, 'female'] as const),
  ...genderWords.unknown.map((word) => [word, 'unknown'] as const),
]);
/** GB/T 2261.1: 0 unknown, 1 male, 2 female, 9 not stated. */
const codes: Readonly<Record<string, keyof typeof genderWords>> = { 0: 'unknown', 1: 'male', 2: 'female', 9: 'unknown' };
const inChinese = { male: '男', female: '女', unknown: '未知' } as const;

export function gender(as: 'en' | 'zh', readsCodes: boolean): Step {
  return ofText((text) => {
    const word = halfWidth(text).trim().toLowerCase();
    const found = genders.get(word) ?? (readsCodes ? codes[word] : undefined);
    if (found === undefined) return refuse('not_gender');
    return as === 'zh' ? inChinese[found] : found;
  });
}

const yes: ReadonlySet<string> = new Set(['true', '1', 'yes', 'y', 'on', '是', '真', '有', '对']);
const no: ReadonlySet<string> = new Set(['false', '0', 'no', 'n', 'off', '否', '假', '无', '没有', '不是']);

/** Also what quarantine's steps read as yes and no. */
export const boolean: Step = (value) => {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string' && typeof value !== 'number') return refuse('not_boolean');
  const word = halfWidth(String(value)).trim().toLowerCase();
  return yes.has(word) ? true : no.has(word) ? false : refuse('not_boolean');
};

const levels = {
  province: ({ province }: PlaceFound) => province,
  city: ({ city }: PlaceFound) => city,
  finest: ({ province, city, district }: PlaceFound) => district ?? city ?? province,
} as const;

export function place(level: keyof typeof levels, as: 'code' | 'name'): Step {
  return ofText((text) => {
    const found = placeOf(halfWidth(text), level);
    if (found === 'ambiguous') return refuse('place_ambiguous');
    if (found === 'unknown') return refuse('not_a_place');
    const wanted = levels[level](found);
    return wanted === undefined || wanted.code === '' ? refuse('place_too_coarse') : wanted[as];
  });
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checks = '10X98765432';

/** The 18th place of a card's number: GB 11643, ISO 7064 MOD 11-2. */
export function checkDigit(seventeen: string): string {
  const sum = weights.reduce((total, weight, at) => total + weight * Number(seventeen[at]), 0);
  return checks[sum % 11] ?? '';
}

const isDay = (text: string): boolean => {
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6))];
  const at = new Date(Date.UTC(year, month - 1, day));
  return year >= 1800 && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
};

/** The 18 places of a card; the old 15 get their century (19) and check digit. Masked, impossible and mistyped ones are refused. */
function wholeNumber(text: string): StepResult {
  const plain = halfWidth(text).replaceAll(/\s/g, '').toUpperCase();
  if (/^\d{15}$/.test(plain)) {
    const seventeen = `${plain.slice(0, 6)}19${plain.slice(6)}`;
    return isDay(seventeen.slice(6, 14)) && isProvinceCode(plain.slice(0, 2)) ? `${seventeen}${checkDigit(seventeen)}` : refuse('not_id_card');
  }
  if (!/^\d{17}[\dX]$/.test(plain) || !isDay(plain.slice(6, 14)) || !isProvinceCode(plain.slice(0, 2))) return refuse('not_id_card');
  return checkDigit(plain.slice(0, 17)) === plain[17] ? plain : refuse('bad_checksum');
}

export function idCard(as: 'number' | 'birthday' | 'gender' | 'province'): Step {
  return ofText((text) => {
    const card = wholeNumber(text);
    if (typeof card !== 'string' || as === 'number') return card;
    if (as === 'birthday') return `${card.slice(6, 10)}-${card.slice(10, 12)}-${card.slice(12, 14)}`;
    if (as === 'gender') return Number(card[16]) % 2 === 1 ? 'male' : 'female';
    return placeOfCode(card.slice(0, 6))?.province.name ?? refuse('not_id_card');
  });
}
