import type { ReachChannel } from '@danqing/contracts';

/** A text in both languages. */
export interface Both {
  readonly zh: string;
  readonly en: string;
}

export const channelWords: Readonly<Record<ReachChannel, Both>> = {
  sms: { zh: '短信', en: 'text message' },
  phone: { zh: '电话', en: 'phone' },
  email: { zh: '邮件', en: 'e-mail' },
  wecom: { zh: '企业微信', en: 'WeCom' },
  wechat: { zh: '微信公众号', en: 'WeChat' },
  push: { zh: 'App 推送', en: 'push notification' },
  mail: { zh: '信件', en: 'letter' },
};

/** What one asks for first when it is not known, in that order; keys of the dimension `basic`. */
export const basicWords: Readonly<Record<string, Both>> = {
  name: { zh: '姓名', en: 'name' },
  phone: { zh: '手机号', en: 'phone number' },
  email: { zh: '邮箱', en: 'e-mail address' },
  gender: { zh: '性别', en: 'gender' },
  birthday: { zh: '生日', en: 'birthday' },
  city: { zh: '所在城市', en: 'city' },
  address: { zh: '地址', en: 'address' },
};

const women = new Set(['female', 'f', 'woman', '女', '女性']);
const men = new Set(['male', 'm', 'man', '男', '男性']);

export function genderWords(text: string | undefined): Both | undefined {
  const plain = text?.toLowerCase() ?? '';
  if (women.has(plain)) return { zh: '女', en: 'female' };
  return men.has(plain) ? { zh: '男', en: 'male' } : undefined;
}

const tens: Readonly<Record<number, Both>> = {
  1: { zh: '十几岁', en: 'in their teens' },
  2: { zh: '二十多岁', en: 'in their twenties' },
  3: { zh: '三十多岁', en: 'in their thirties' },
  4: { zh: '四十多岁', en: 'in their forties' },
  5: { zh: '五十多岁', en: 'in their fifties' },
  6: { zh: '六十多岁', en: 'in their sixties' },
  7: { zh: '七十多岁', en: 'in their seventies' },
  8: { zh: '八十多岁', en: 'in their eighties' },
};

/** The decade of an age; nothing for what is no age of a customer. */
export const ageWords = (age: number | undefined): Both | undefined => (age === undefined ? undefined : tens[Math.floor(age / 10)]);

/** 女装、鞋靴和家居 · shirts, shoes and lamps */
export function listed(names: readonly string[]): Both {
  const [last = '', before] = [names.at(-1), names.slice(0, -1)];
  if (before.length === 0) return { zh: last, en: last };
  return { zh: `${before.join('、')}和${last}`, en: `${before.join(', ')} and ${last}` };
}

export const bothListed = (words: readonly Both[]): Both => ({ zh: listed(words.map(({ zh }) => zh)).zh, en: listed(words.map(({ en }) => en)).en });

const grouped = (value: number): string => new Intl.NumberFormat('en', { maximumFractionDigits: 0 }).format(value);

export const counted = (count: number, one: string, many: string): string => `${grouped(count)} ${count === 1 ? one : many}`;
export const plainNumber = grouped;

/** Without its cents: a portrait is read, not reckoned with. */
export function money(value: number, currency: string): Both {
  const as = (locale: string): string => new Intl.NumberFormat(locale, { style: 'currency', currency, maximumFractionDigits: 0 }).format(value);
  return { zh: currency === 'CNY' ? `${grouped(value)} 元` : as('zh-CN'), en: as('en') };
}

const dayParts: readonly (readonly [from: number, words: Both])[] = [
  [22, { zh: '深夜', en: 'late at night' }],
  [17, { zh: '晚上', en: 'in the evening' }],
  [12, { zh: '下午', en: 'in the afternoon' }],
  [9, { zh: '上午', en: 'before noon' }],
  [5, { zh: '清晨', en: 'early in the morning' }],
  [0, { zh: '深夜', en: 'late at night' }],
];

/** The part of the day in which a stretch of four hours begins. */
export const dayPart = (hour: number): Both => dayParts.find(([from]) => hour >= from)?.[1] ?? { zh: '深夜', en: 'late at night' };
