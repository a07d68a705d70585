import type { ProfileValue } from '@danqing/contracts';
import type { ConsentRecord } from '#govern';
import type { JsonValue } from '#kernel';

/** How often an event came, and when. Times in ms. */
export interface EventTally {
  readonly count: number;
  /** Within the days that `touches` counts. */
  readonly recent: number;
  readonly firstAt: number;
  readonly lastAt: number;
}

/** A name with how much speaks for it, most first. */
export interface Weighed {
  readonly name: string;
  readonly weight: number;
}

/** What one customer's events say of what they like and how they live, most first. */
export interface Habits {
  readonly sources: readonly Weighed[];
  readonly channels: readonly Weighed[];
  readonly devices: readonly Weighed[];
  readonly campaigns: readonly Weighed[];
  /** Events by hour of the day in the workspace's zone. */
  readonly hours: readonly Weighed[];
  readonly activeDays: number;
  readonly viewed: readonly Weighed[];
  readonly bought: readonly Weighed[];
  readonly brands: readonly Weighed[];
  readonly searches: readonly Weighed[];
  readonly payments: readonly Weighed[];
  readonly salesChannels: readonly Weighed[];
}

/** All that the picture of one customer is made from. */
export interface Whole {
  /** ms */
  readonly at: number;
  readonly timezone: string;
  /** Known traits by leaf path. */
  readonly traits: ReadonlyMap<string, JsonValue>;
  /** The same as whoever asks gets to see them: masked, where they see no personal data. */
  readonly told: ReadonlyMap<string, JsonValue>;
  readonly identifiers: readonly { readonly kind: string; readonly value: string }[];
  readonly events: ReadonlyMap<string, EventTally>;
  readonly habits: Habits;
  readonly value: ProfileValue;
  readonly consents: readonly ConsentRecord[];
  /** Profiles that were merged into it. */
  readonly merged: number;
  /** Traits of which sources say different things. */
  readonly disputed: readonly string[];
  readonly openComplaints: number;
  readonly sources: number;
}

/** The days that "recently" means in what is said of orders and visits. */
export const recentDays = 90;
/** The days whose touches are counted. */
export const touchDays = 7;

/** The first of these paths that is known. */
export function traitOf({ traits }: Pick<Whole, 'traits'>, paths: readonly string[]): { readonly path: string; readonly value: JsonValue } | undefined {
  for (const path of paths) {
    const value = traits.get(path);
    if (value !== undefined && value !== null && value !== '') return { path, value };
  }
  return undefined;
}

/** The same as text, unless whoever asks sees it masked. */
export function tellableText(whole: Pick<Whole, 'traits' | 'told'>, paths: readonly string[]): string | undefined {
  const found = traitOf(whole, paths);
  if (found === undefined || whole.told.get(found.path) !== found.value) return undefined;
  return typeof found.value === 'string' || typeof found.value === 'number' ? String(found.value).trim() : undefined;
}

/** `openid:mall` counts as `openid`. */
export const familyOf = (kind: string): string => kind.split(':', 1)[0] ?? kind;

export const holds = ({ identifiers }: Pick<Whole, 'identifiers'>, families: readonly string[]): boolean =>
  identifiers.some(({ kind }) => families.includes(familyOf(kind)));

/** Where these things stand among the traits, whoever sent them. */
export const traitPaths = {
  name: ['name', 'full_name', 'fullName', 'real_name', 'realName', 'nickname', 'nick_name', 'firstName', 'first_name', '姓名', '昵称'],
  gender: ['gender', 'sex', '性别'],
  birthday: ['birthday', 'birthdate', 'birth_date', 'dateOfBirth', 'date_of_birth', '生日', '出生日期'],
  age: ['age', '年龄'],
  city: ['address.city', 'city', '城市'],
  street: ['address.street', 'address.detail', 'street', 'address', '地址', '收货地址'],
  level: ['memberLevel', 'member_level', 'level', 'vip_level', 'vipLevel', 'tier', '会员等级'],
  joined: ['createdAt', 'created_at', 'joinedAt', 'signupAt', 'registered_at', '注册时间'],
  preference: ['preferences', 'interests', 'favouriteCategory', 'favoriteCategory', 'preferred_category', '兴趣', '偏好'],
  referrer: ['referredBy', 'referred_by', 'inviter', '推荐人'],
  doNotAsk: ['doNotContact', 'do_not_contact', 'unsubscribed', 'optOut', 'opt_out'],
  pushToken: ['pushToken', 'push_token', 'deviceToken', 'device_token'],
} as const;
