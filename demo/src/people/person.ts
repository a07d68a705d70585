import { DAY, localDate, localDay } from '../calendar.ts';
import { givenSyllables, surnames, surnameWeights } from '../data/names.ts';
import { estates, type Place, places, placeWeights, streets } from '../data/places.ts';
import { cumulate, hash, Rng, share, stream } from '../random.ts';
import type { World } from '../world.ts';
import { cardOf, customerIdOf, emailOf, phoneOf, userIdOf, wechatId } from './identity.ts';
import { type Household, householdOf, type Ring, shopTabletOf } from './neighbourhood.ts';
import { type LifeStage, lifeStageAt, tastesOf } from './tastes.ts';

/** A value that is a person's from some moment on. */
export interface Dated {
  readonly from: number;
  readonly value: string;
}

/** One customer, as the simulator knows them: the truth. */
export interface Person {
  readonly index: number;
  readonly name: string;
  readonly gender: 'female' | 'male';
  /** Local date, yyyy-mm-dd. */
  readonly birthday: string;
  readonly place: Place;
  readonly address: string;
  readonly lifeStage: LifeStage;
  /** Shares of the categories, in their order. */
  readonly tastes: readonly number[];
  readonly tasteSums: readonly number[];
  /** 0 buys at any price, 1 only cheaply. */
  readonly priceSensitivity: number;
  /** Gamma-distributed times between purchases, in days of shopping time. */
  readonly rhythm: { readonly shape: number; readonly meanDays: number };
  /** Content with the shop, 0 to 1: drives scores, complaints and returns. */
  readonly contentment: number;
  readonly joinedAt: number;
  readonly churnedAt: number | undefined;
  /** Account for web, app and mini-program; absent for those who only come to shops. */
  readonly userId: string | undefined;
  readonly customerId: string;
  readonly cardNo: string;
  readonly unionid: string | undefined;
  readonly openid: string | undefined;
  readonly clubOpenid: string | undefined;
  /** CRM knows the account by its id, not only by phone or e-mail. */
  readonly isBound: boolean;
  readonly phones: readonly Dated[];
  readonly emails: readonly Dated[];
  readonly household: Household;
  readonly ring: Ring | undefined;
  readonly shopTablet: number | undefined;
  /** Shop most often visited. */
  readonly shop: number;
}

export function createPerson(world: World, index: number): Person {
  const { seed } = world.options;
  const rng = new Rng(seed, stream.person, index);
  const { household, ring } = householdOf(world, index);
  const home = new Rng(seed, stream.neighbourhood, ring?.first ?? household.first, 1);
  const place = placeAt(home.weighted(placeWeights));
  const address = `${home.pick(streets)}${1 + home.int(300)}号${home.pick(estates)}${1 + home.int(30)}栋`;
  const familyName = home.weighted(surnameWeights);

  const gender = rng.chance(0.64) ? 'female' : 'male';
  const age = Math.min(78, Math.max(17, Math.round(33 + 11 * rng.normal() + (rng.chance(0.12) ? 18 : 0))));
  const birthYear = localDate(localDay(world.start)).year - age;
  const { name, pinyin } = nameOf(rng, gender, birthYear, rng.chance(0.55) ? familyName : rng.weighted(surnameWeights));
  const lifeStage = lifeStageAt(age, rng.next());
  const tastes = tastesOf(rng, lifeStage, gender);
  const joinedAt = ring === undefined ? joinOf(world, rng) : ringJoin(world, ring, rng);
  const churnedAt = joinedAt + (ring === undefined ? 20 * DAY + rng.exponential(620 * DAY) : rng.between(5, 15) * DAY);
  const isOnline = ring !== undefined || rng.chance(0.86);
  const usesWechat = isOnline && (ring === undefined ? rng.chance(0.72) : rng.chance(0.5));

  return {
    index,
    name,
    gender,
    birthday: `${birthYear}-${two(1 + rng.int(12))}-${two(1 + rng.int(28))}`,
    place,
    address,
    lifeStage,
    tastes,
    tasteSums: cumulate(tastes),
    priceSensitivity: Math.min(1, Math.max(0, 0.5 + 0.22 * rng.normal())),
    rhythm: { shape: 1 + rng.next() * 4, meanDays: Math.min(240, Math.max(8, rng.logNormal(48, 0.65))) },
    contentment: Math.min(1, Math.max(0, 0.72 + 0.2 * rng.normal())),
    joinedAt,
    churnedAt: churnedAt < world.until ? churnedAt : undefined,
    userId: isOnline ? userIdOf(seed, index) : undefined,
    customerId: customerIdOf(seed, index),
    cardNo: cardOf(seed, index),
    unionid: usesWechat ? wechatId('o6_bm', seed, index, 0) : undefined,
    openid: usesWechat ? wechatId('oMall', seed, index, 1) : undefined,
    clubOpenid: usesWechat && rng.chance(0.25) ? wechatId('oClub', seed, index, 2) : undefined,
    isBound: isOnline && rng.chance(0.6),
    phones: phonesOf(world, index, household, rng),
    emails: emailsOf(world, index, pinyin, rng),
    household,
    ring,
    shopTablet: isOnline && ring === undefined ? shopTabletOf(world, index) : undefined,
    shop: hash(seed, stream.neighbourhood, household.first, 2) % world.shops,
  };
}

const two = (value: number): string => String(value).padStart(2, '0');

function placeAt(index: number): Place {
  const place = places[index];
  if (place === undefined) throw new RangeError('no such place');
  return place;
}

function nameOf(rng: Rng, gender: 'female' | 'male', birthYear: number, family: number): { readonly name: string; readonly pinyin: string } {
  const [surname, surnamePinyin] = surnames[family] ?? ['王', 'wang'];
  const syllables = givenSyllables(gender, birthYear);
  const [first, firstPinyin] = rng.pick(syllables);
  if (rng.chance(birthYear >= 1990 ? 0.15 : 0.35)) return { name: surname + first, pinyin: surnamePinyin + firstPinyin };
  const [second, secondPinyin] = rng.pick(syllables);
  return { name: surname + first + second, pinyin: surnamePinyin + firstPinyin + secondPinyin };
}

/** 45 % were customers before the story began; the rest join during it, but for its last two days. */
function joinOf(world: World, rng: Rng): number {
  if (rng.chance(0.45)) return Math.floor(world.start - rng.between(1, 900) * DAY);
  return Math.floor(world.start + rng.next() * (world.until - world.start - 2 * DAY));
}

/** A ring's accounts are all opened within two days. */
function ringJoin(world: World, ring: Ring, rng: Rng): number {
  const length = world.until - world.start;
  const first = world.start + length * (0.05 + 0.8 * share(world.options.seed, stream.neighbourhood, ring.first, 3));
  return Math.floor(first + rng.next() * 2 * DAY);
}

/** 4 % change their number during the story; in some families the second member gives the first one's. */
function phonesOf(world: World, index: number, household: Household, rng: Rng): readonly Dated[] {
  const { seed } = world.options;
  const owner = household.sharesPhone && index === household.first + 1 ? household.first : index;
  const phones = [{ from: 0, value: phoneOf(seed, owner, 0) }];
  const changeAt = Math.floor(rng.between(world.start, world.until));
  if (rng.chance(0.04) && owner === index && !household.sharesPhone) phones.push({ from: changeAt, value: phoneOf(seed, index, 1) });
  return phones;
}

/** 70 % give an e-mail address, 3 % of them change it. */
function emailsOf(world: World, index: number, pinyin: string, rng: Rng): readonly Dated[] {
  const { seed } = world.options;
  const changeAt = Math.floor(rng.between(world.start, world.until));
  const changes = rng.chance(0.03);
  if (!rng.chance(0.7)) return [];
  const emails = [{ from: 0, value: emailOf(seed, index, pinyin, 0) }];
  if (changes) emails.push({ from: changeAt, value: emailOf(seed, index, pinyin, 1) });
  return emails;
}

/** The value in force at a moment. */
export const currentAt = (values: readonly Dated[], at: number): string | undefined => values.findLast(({ from }) => from <= at)?.value;
