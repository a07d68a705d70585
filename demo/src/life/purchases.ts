import { DAY, HOUR, localDay, startOfDay } from '../calendar.ts';
import { armOf, type Campaign, RESPONSE_DAYS, type TouchChannel, upliftOf } from '../campaigns.ts';
import { currentAt, type Person } from '../people/person.ts';
import { cumulate, Rng, share, stream } from '../random.ts';
import type { World } from '../world.ts';

export interface Purchase {
  readonly at: number;
  readonly campaign: Campaign | undefined;
}

/** Hours at which people shop: little at night, most after supper. */
const hourSums = cumulate([6, 3, 2, 1, 1, 2, 5, 12, 22, 32, 38, 36, 40, 34, 30, 30, 32, 34, 38, 50, 66, 70, 52, 22]);
const shopHourSums = cumulate([0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 20, 30, 24, 26, 34, 40, 42, 40, 38, 44, 40, 20, 0, 0]);

/** The same day at an hour of life. */
export function atSomeHour(rng: Rng, at: number, place: 'shop' | 'online'): number {
  const hour = rng.weighted(place === 'shop' ? shopHourSums : hourSums);
  return Math.floor(startOfDay(localDay(at)) + hour * HOUR + rng.next() * HOUR);
}

/**
 * Purchases of one life, in order of time: a renewal process with gamma-distributed waits in shopping time, until the person churns; and one
 * more for each campaign that moves them. Rings buy once or twice, right after they joined.
 */
export function purchasesOf(world: World, person: Person): readonly Purchase[] {
  const rng = new Rng(world.options.seed, stream.purchases, person.index);
  const end = person.churnedAt ?? world.until;
  if (person.ring !== undefined) {
    const first = person.joinedAt + rng.between(2, 40) * 60_000;
    const times = rng.chance(0.3) ? [first, first + rng.between(0.2, 3) * DAY] : [first];
    return times.map((at) => ({ at: Math.floor(at), campaign: undefined }));
  }
  const purchases: Purchase[] = [];
  const { shape, meanDays } = person.rhythm;
  const wait = (): number => (rng.gamma(shape) * meanDays) / shape;
  // Who joins has something in hand; who was there before is somewhere between two purchases.
  let units =
    person.joinedAt >= world.start ? world.time.at(person.joinedAt) + Math.min(2, rng.exponential(0.5)) : world.time.at(world.start) - rng.next() * wait();
  for (let at = world.time.clock(units); at < end; at = world.time.clock(units)) {
    if (at >= world.start) purchases.push({ at: Math.max(atSomeHour(rng, at, 'online'), person.joinedAt + 60_000, world.start), campaign: undefined });
    units += wait();
  }
  for (const campaign of world.campaigns) {
    const at = responseAt(world, person, campaign);
    if (at !== undefined) purchases.push({ at, campaign });
  }
  return purchases.filter(({ at }) => at < world.until).sort((a, b) => a.at - b.at);
}

/** Can the channel reach this customer at that moment? */
function isReachable(person: Person, channel: TouchChannel, at: number): boolean {
  if (person.joinedAt > at || person.ring !== undefined) return false;
  if (channel === 'email') return currentAt(person.emails, at) !== undefined;
  return channel === 'sms' || person.unionid !== undefined;
}

export const armFor = (world: World, person: Person, campaign: Campaign): 'treated' | 'control' | undefined =>
  isReachable(person, campaign.channel, campaign.at) ? armOf(world.options.seed, campaign, person.index) : undefined;

export const upliftFor = (person: Person, campaign: Campaign): number =>
  upliftOf(campaign, person.priceSensitivity, person.churnedAt !== undefined && person.churnedAt <= campaign.at);

/** When the campaign makes this customer buy what they would not have bought; undefined for all others, control or not. */
function responseAt(world: World, person: Person, campaign: Campaign): number | undefined {
  if (campaign.effect === 0 || armFor(world, person, campaign) !== 'treated') return undefined;
  const { seed } = world.options;
  if (share(seed, stream.response, campaign.number, person.index) >= upliftFor(person, campaign)) return undefined;
  const rng = new Rng(seed, stream.response, campaign.number + 1000, person.index);
  return Math.floor(campaign.at + Math.min(RESPONSE_DAYS * DAY - HOUR, 10 * 60_000 + rng.exponential(1.5 * DAY)));
}
