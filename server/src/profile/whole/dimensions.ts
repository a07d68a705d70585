import { type Dimension, type DimensionKey, dimensionKeys } from '@danqing/contracts';
import { storedNames } from '#compile';
import { holds, traitOf, traitPaths, type Weighed, type Whole } from './whole.ts';

type Shown = string | number | readonly string[];

/** What is known of one fact: false, or true, or what may be shown of it. Never personal data. */
type Reading = (whole: Whole) => boolean | Shown;

const topNames = 3;
const names = (weighed: readonly Weighed[]): readonly string[] | false => weighed.length > 0 && weighed.slice(0, topNames).map(({ name }) => name);
const did = (whole: Whole, ...events: readonly string[]): boolean => events.some((event) => storedNames(event).some((name) => whole.events.has(name)));
const says = (whole: Whole, ...paths: readonly (readonly string[])[]): boolean => paths.some((one) => traitOf(whole, one) !== undefined);
/** Fewer events say nothing of the hours of somebody's day. */
const enoughForHours = 10;

/** The hours in which most happens, as the beginning of a stretch of four: 20 for 20:00–24:00. */
export function busiestHours({ hours }: Whole['habits']): number | undefined {
  const total = hours.reduce((sum, { weight }) => sum + weight, 0);
  if (total < enoughForHours) return undefined;
  const at = new Map(hours.map(({ name, weight }) => [Number(name), weight]));
  const sumFrom = (start: number): number => [0, 1, 2, 3].reduce((sum, step) => sum + (at.get((start + step) % 24) ?? 0), 0);
  const best = Array.from({ length: 24 }, (_, start) => start).reduce((top, start) => (sumFrom(start) > sumFrom(top) ? start : top), 0);
  return sumFrom(best) * 3 >= total ? best : undefined;
}

/**
 * What could be known of a customer, by dimension. A fact counts as known when some trait, identifier or event says it; each counts the same. The list is the definition of
 * coverage: the guide (docs/guides/customers.md) tells it to people.
 */
const facts: Readonly<Record<DimensionKey, Readonly<Record<string, Reading>>>> = {
  basic: {
    name: (whole) => says(whole, traitPaths.name),
    gender: (whole) => says(whole, traitPaths.gender),
    birthday: (whole) => says(whole, traitPaths.birthday, traitPaths.age),
    phone: (whole) => holds(whole, ['phone']),
    email: (whole) => holds(whole, ['email']),
    city: (whole) => says(whole, traitPaths.city),
    address: (whole) => says(whole, traitPaths.street),
    account: (whole) => holds(whole, ['user_id', 'customer_id', 'card_no']),
    level: (whole) => says(whole, traitPaths.level),
    joined: (whole) => says(whole, traitPaths.joined),
  },
  interest: {
    viewed: ({ habits }) => names(habits.viewed),
    bought: ({ habits }) => names(habits.bought),
    brand: ({ habits }) => names(habits.brands),
    search: ({ habits }) => habits.searches.length > 0,
    wishlist: (whole) => did(whole, 'Product Added to Wishlist'),
    promotion: (whole) => did(whole, 'Promotion Clicked', 'Coupon Applied'),
    preference: (whole) => says(whole, traitPaths.preference),
  },
  behaviour: {
    active: ({ habits }) => habits.sources.length > 0,
    channel: ({ habits }) => names(habits.channels) || names(habits.sources),
    device: ({ habits }) => names(habits.devices),
    hours: ({ habits }) => busiestHours(habits) !== undefined,
    browsing: (whole) => did(whole, 'Page Viewed', 'Screen Viewed', 'Product Viewed', 'Product List Viewed'),
    cart: (whole) => did(whole, 'Product Added'),
    acquisition: ({ habits }) => names(habits.campaigns),
    response: (whole) => [...whole.events.keys()].some((event) => /(Opened|Link Clicked|Tapped)$/.test(event)),
  },
  purchase: {
    orders: ({ value }) => value.orders > 0 && value.orders,
    spend: ({ value }) => value.grossSales > 0 && value.netSales,
    cycle: ({ value }) => value.cycleDays !== null && Math.round(value.cycleDays),
    category: ({ habits }) => names(habits.bought),
    payment: ({ habits }) => names(habits.payments),
    salesChannel: ({ habits }) => names(habits.salesChannels),
    discount: (whole) => did(whole, 'Coupon Applied'),
    refund: ({ value }) => value.orders > 0,
  },
  social: {
    wechat: (whole) => holds(whole, ['unionid', 'openid', 'wechat']),
    wecom: (whole) => holds(whole, ['external_userid', 'wecom']) || [...whole.events.keys()].some((event) => event.startsWith('WeCom')),
    sharing: (whole) => did(whole, 'Product Shared', 'Cart Shared', 'Link Shared', 'Invite Sent'),
    referral: (whole) => says(whole, traitPaths.referrer) || did(whole, 'Referral Completed', 'Invite Accepted'),
    review: (whole) => did(whole, 'Product Reviewed'),
    survey: (whole) => did(whole, 'Survey Submitted'),
  },
};

const isList = (shown: Shown): shown is readonly string[] => Array.isArray(shown);

function factOf(key: string, reading: boolean | Shown): Dimension['facts'][number] {
  if (typeof reading === 'boolean') return { key, isKnown: reading };
  return { key, isKnown: true, shown: isList(reading) ? [...reading] : reading };
}

/** The five dimensions, each with what is known and what is missing. */
export const dimensionsOf = (whole: Whole): Dimension[] =>
  dimensionKeys.map((key) => {
    const found = Object.entries(facts[key]).map(([fact, read]) => factOf(fact, read(whole)));
    return { key, coverage: found.filter(({ isKnown }) => isKnown).length / found.length, facts: found };
  });
