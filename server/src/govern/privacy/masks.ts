import type { PersonalClass } from '@danqing/contracts';

/**
 * What a personal value looks like to somebody who may not see it: what helps to recognise one's own customer stays, what would let a stranger
 * call, write or visit them goes. A mask is no hash: two values with the same mask cannot be told from one another.
 */

const digitsOf = (text: string): string => text.replaceAll(/\D/g, '');
const star = '*';

/** 138****5678, +86138****5678: the last four digits, and those before the four that go. Separators stay out. */
export function maskPhone(text: string): string {
  const digits = digitsOf(text);
  if (digits.length < 5) return text;
  const sign = text.trimStart().startsWith('+') ? '+' : '';
  if (digits.length < 9) return `${sign}${digits.slice(0, 2)}${star.repeat(digits.length - 4)}${digits.slice(-2)}`;
  return `${sign}${digits.slice(0, -8)}****${digits.slice(-4)}`;
}

/** l***@example.com: the first character, whatever the length. */
export function maskEmail(text: string): string {
  const at = text.lastIndexOf('@');
  return at < 1 ? maskAccount(text) : `${firstOf(text.trimStart())}***${text.slice(at)}`;
}

/** 310***********1234: the province and part of the city, and the last four. */
export const maskIdCard = (text: string): string =>
  text.length < 12 ? maskAccount(text) : `${text.slice(0, 3)}${star.repeat(text.length - 7)}${text.slice(-4)}`;

/** 622202******1234: the bank, and the last four (as PCI DSS 3.4 allows). */
export const maskBankCard = (text: string): string => {
  const digits = digitsOf(text);
  return digits.length < 13 ? maskAccount(text) : `${digits.slice(0, 6)}${star.repeat(digits.length - 10)}${digits.slice(-4)}`;
};

/** 张*, J*: the first character; the length goes too. */
const maskName = (text: string): string => {
  const trimmed = text.trim();
  return trimmed === '' ? text : `${firstOf(trimmed)}*`;
};

const cityEnds = ['市', '盟', '州', '地区'];
const provinceEnds = ['省', '自治区', '特别行政区'];
/** Characters in which the end of a city's name is looked for: 新疆维吾尔自治区克孜勒苏柯尔克孜自治州 has twenty. */
const longestRegion = 20;

/** 广东省深圳市 ***: the province and the city, nothing below them; *** where none can be told. */
function maskAddress(text: string): string {
  const head = text.trimStart().slice(0, longestRegion);
  const province = endOf(head, provinceEnds);
  const city = endOf(head.slice(province), cityEnds);
  const kept = head.slice(0, province + city);
  return kept.length < 2 ? '***' : `${kept} ***`;
}

function endOf(text: string, ends: readonly string[]): number {
  const found = ends.map((end) => [text.indexOf(end), end.length] as const).filter(([place]) => place > 0);
  return found.length === 0 ? 0 : Math.min(...found.map(([place, length]) => place + length));
}

/** 1990-05-**: year and month, so that birthdays can still be planned for. */
function maskBirthday(text: string): string {
  const found = /^(\d{4}[-/.年]\d{1,2}[-/.月])\d/.exec(text.trim());
  return found === null ? '***' : `${found[1] ?? ''}**`;
}

/** o6zA****9xQw: both ends, of long values four characters each, of short ones less. */
function maskAccount(text: string): string {
  const characters = Array.from(text);
  if (characters.length < 4) return '***';
  const kept = characters.length >= 12 ? 4 : characters.length >= 8 ? 2 : 1;
  return `${characters.slice(0, kept).join('')}****${characters.slice(-kept).join('')}`;
}

/** 203.0.*.*, 2001:db8:*: the network. */
function maskIp(text: string): string {
  const parts = text.split('.');
  if (parts.length === 4) return `${parts[0]}.${parts[1]}.*.*`;
  return text.includes(':') ? `${text.split(':').slice(0, 2).join(':')}:*` : '***';
}

const firstOf = (text: string): string => String.fromCodePoint(text.codePointAt(0) ?? 42);

const masks: Readonly<Record<PersonalClass, (text: string) => string>> = {
  phone: maskPhone,
  email: maskEmail,
  id_card: maskIdCard,
  bank_card: maskBankCard,
  name: maskName,
  address: maskAddress,
  birthday: maskBirthday,
  account: maskAccount,
  ip: maskIp,
  none: (text) => text,
};

/** What is masked already stays as it is, so that a mask never changes by being masked again. */
export const maskAs = (kind: PersonalClass, text: string): string => (text === '' || text.includes(star) ? text : masks[kind](text));
