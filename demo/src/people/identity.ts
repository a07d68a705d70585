import { hash, Rng, stream } from '../random.ts';

/** Mobile prefixes of the three operators (no data cards, no virtual operators). */
export const mobilePrefixes: readonly string[] = [
  '130',
  '131',
  '132',
  '133',
  '134',
  '135',
  '136',
  '137',
  '138',
  '139',
  '147',
  '150',
  '151',
  '152',
  '153',
  '155',
  '156',
  '157',
  '158',
  '159',
  '166',
  '173',
  '175',
  '176',
  '177',
  '178',
  '180',
  '181',
  '182',
  '183',
  '184',
  '185',
  '186',
  '187',
  '188',
  '189',
  '191',
  '193',
  '198',
  '199',
];

const ROOM = 10_000_000;

/** Which of a person's numbers: each has its own room of ten million, so that no two people ever get one value. */
export type Slot = 0 | 1 | 2;

/** One-to-one on [0, size): an affine step that keeps products below 2^53. `factor` must share no divisor with `size`. */
const scatter = (seed: number, index: number, factor: number, size: number): number => (index * factor + (hash(seed, factor) % size)) % size;

/** A valid mobile number without the country code. */
export function phoneOf(seed: number, person: number, slot: Slot): string {
  const number = scatter(seed, slot * ROOM + person, 271_828_183, mobilePrefixes.length * 100_000_000);
  return `${mobilePrefixes[Math.floor(number / 100_000_000)] ?? '138'}${String(number % 100_000_000).padStart(8, '0')}`;
}

export const userIdOf = (seed: number, person: number): string => `u${String(scatter(seed, person, 618_033_989, 1_000_000_000)).padStart(9, '0')}`;
export const customerIdOf = (seed: number, person: number): string => `C${String(scatter(seed, person, 414_213_563, 1_000_000_000)).padStart(9, '0')}`;
export const cardOf = (seed: number, person: number): string => `6688${String(scatter(seed, person, 732_050_807, 1_000_000_000)).padStart(9, '0')}`;

const mailHosts: readonly string[] = ['163.com', '163.com', '126.com', 'sina.com', 'foxmail.com', 'outlook.com', 'icloud.com', 'gmail.com'];

/** Half have a number at QQ, half their name at another provider. */
export function emailOf(seed: number, person: number, pinyin: string, slot: 0 | 1): string {
  const number = scatter(seed, slot * ROOM + person, 236_067_977, 1_000_000_000) + 1_000_000_000;
  if (hash(seed, person, stream.identity, slot) % 2 === 0) return `${number}@qq.com`;
  return `${pinyin}${number % 1_000_000_000}@${mailHosts[hash(seed, person, stream.identity, 9 + slot) % mailHosts.length] ?? '163.com'}`;
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-';

/** WeChat's way: a fixed beginning and 23 letters, 138 random bits. */
export function wechatId(prefix: string, seed: number, person: number, app: number): string {
  const rng = new Rng(seed, stream.identity, person, 100 + app);
  let id = prefix;
  for (let i = 0; i < 23; i += 1) id += BASE64[rng.bits() & 63];
  return id;
}

const bytes = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const hex2 = (value: number): string => `${bytes[(value >>> 8) & 255]}${bytes[value & 255]}`;
const hex = (value: number): string => hex2(value >>> 16) + hex2(value);

/** A random id in the form of a UUID, for browsers and installations. */
export function deviceUuid(seed: number, purpose: number, owner: number, ordinal: number): string {
  const rng = new Rng(seed, stream.devices, owner, purpose * 1000 + ordinal);
  const [b, c] = [rng.bits(), rng.bits()];
  return `${hex(rng.bits())}-${hex2(b >>> 16)}-${hex2((b & 0xfff) | 0x4000)}-${hex2(((c >>> 16) & 0x3fff) | 0x8000)}-${hex2(c)}${hex(rng.bits())}`;
}

export const maskPhone = (phone: string): string => `${phone.slice(0, 3)}****${phone.slice(7)}`;
