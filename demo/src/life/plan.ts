import { DAY, HOUR, MINUTE } from '../calendar.ts';
import { type Device, devicesOf } from '../people/device.ts';
import { createPerson, type Person } from '../people/person.ts';
import { Rng, stream } from '../random.ts';
import { kindOf, type World } from '../world.ts';
import { levelMoments } from './levels.ts';
import type { Life, Moment } from './moment.ts';
import { createOrder, type Order, refundOf, type SalesChannel } from './order.ts';
import { armFor, atSomeHour, purchasesOf } from './purchases.ts';
import { planStranger } from './stranger.ts';
import { browsingTimes, type Draft, deviceAt, withLogins } from './visits.ts';

/** The longest way from entering to paying. */
const CHECKOUT = 16 * MINUTE;

/** The whole life of the person with this number, made from the seed and the number alone. */
export function planLife(world: World, index: number): Life {
  return kindOf(world, index) === 'customer' ? planCustomer(world, createPerson(world, index)) : planStranger(world, index);
}

type NewMoment = Moment extends infer M ? (M extends Moment ? Omit<M, 'n'> : never) : never;

function planCustomer(world: World, person: Person): Life {
  const rng = new Rng(world.options.seed, stream.plan, person.index);
  const devices = devicesOf(world, person);
  const planned = purchasesOf(world, person).map(({ at, campaign }, ordinal) => {
    const isShop = person.ring === undefined && (devices.length === 0 || rng.chance(campaign === undefined ? 0.28 : 0.1));
    const device = isShop ? undefined : deviceAt(devices, at, rng, true);
    const moment = device === undefined ? Math.max(atSomeHour(rng, at, 'shop'), person.joinedAt, world.start, campaign?.at ?? 0) : at;
    return { device, order: createOrder(world, person, { ordinal, at: moment, channel: channelOf(device), campaign }) };
  });
  // An order's whole visit lies within the story.
  const placed = planned.filter(({ order }) => order.at >= world.start + CHECKOUT && order.at < world.until).sort((a, b) => a.order.at - b.order.at);
  const orders = placed.map(({ order }) => order);

  const moments: NewMoment[] = [...recordMoments(world, person, rng), ...levelMoments(world, person, orders), ...touchMoments(world, person, orders, rng)];
  const drafts: Omit<Draft, 'n'>[] = [];
  for (const { order, device } of placed) {
    if (device === undefined) moments.push({ what: 'shop', at: order.at, order });
    else drafts.push({ what: 'visit', at: order.at - Math.floor(rng.between(3 * MINUTE, CHECKOUT)), device, order, campaign: order.campaign });
    moments.push(...careMoments(person, order, device, rng));
  }
  for (const at of browsingTimes(world, person, orders, rng)) {
    const device = deviceAt(devices, at, rng, false);
    if (device !== undefined) drafts.push({ what: 'visit', at, device, order: undefined, campaign: undefined });
  }
  moments.push(...tabletMoments(person, devices, world, rng));
  const ordered = [...drafts, ...moments.filter((moment) => moment.what === 'visit')]
    .sort((a, b) => a.at - b.at)
    .filter(({ at }) => at >= world.start && at < world.until);
  const visits = withLogins(
    ordered.map((draft, index) => ({ ...draft, n: index })),
    rng,
    person.joinedAt,
  );
  const others = moments.filter((moment) => moment.what !== 'visit' && moment.at >= world.start && moment.at < world.until);
  const all: Moment[] = [...visits, ...others.map((moment, index) => ({ ...moment, n: visits.length + index }))];
  return { index: person.index, person, devices, orders, moments: all.sort((a, b) => a.at - b.at || a.n - b.n) };
}

const channelOf = (device: Device | undefined): SalesChannel => (device === undefined ? 'shop' : device.surface === 'club' ? 'mini' : device.surface);

/** The CRM's rows: all old customers at the beginning, new ones when they join, and now and then a corrected one. */
function recordMoments(world: World, person: Person, rng: Rng): readonly NewMoment[] {
  const isOld = person.joinedAt < world.start;
  const first = isOld ? world.start + Math.floor(rng.next() * 2 * HOUR) : person.joinedAt + Math.floor(rng.between(10, 3600) * 1000);
  const rows: NewMoment[] = [{ what: 'record', reason: isOld ? 'loaded' : 'joined', at: first, level: '普通会员' }];
  if (person.ring === undefined && rng.chance(0.5))
    rows.push({ what: 'record', reason: 'updated', at: Math.floor(rng.between(first, world.until)), level: '普通会员' });
  for (const { from } of person.phones) if (from > first) rows.push({ what: 'record', reason: 'updated', at: from + 60_000, level: '普通会员' });
  return rows;
}

function touchMoments(world: World, person: Person, orders: readonly Order[], rng: Rng): readonly NewMoment[] {
  const touches: NewMoment[] = [];
  for (const campaign of world.campaigns) {
    if (armFor(world, person, campaign) !== 'treated') continue;
    const isBuyer = orders.some((order) => order.campaign === campaign);
    const isOpened = isBuyer || rng.chance(campaign.channel === 'email' ? 0.2 : 0.35);
    const isClicked = isBuyer || (isOpened && rng.chance(0.18));
    touches.push({ what: 'touch', campaign, at: campaign.at + Math.floor(rng.next() * 20 * 60_000) * (isBuyer ? 0 : 1), isOpened, isClicked });
  }
  return touches;
}

/** What follows an order: something comes back, a question, a complaint, a review, a survey. */
function careMoments(person: Person, order: Order, device: Device | undefined, rng: Rng): readonly NewMoment[] {
  const moments: NewMoment[] = [];
  const refund = refundOf(order, rng, person.contentment);
  if (refund !== undefined) moments.push({ what: 'refund', order, refund, at: order.at + Math.floor(rng.between(2, 14) * DAY) });
  const grief = 1 - person.contentment;
  if (rng.chance(0.02 + 0.2 * grief)) moments.push({ what: 'call', isComplaint: rng.chance(grief), at: order.at + Math.floor(rng.between(0.5, 9) * DAY) });
  const score = Math.min(10, Math.max(0, Math.round(2 + 9 * person.contentment + 1.3 * rng.normal() - (refund === undefined ? 0 : 2))));
  if (rng.chance(0.06)) moments.push({ what: 'survey', score, order, at: order.at + Math.floor(rng.between(3, 10) * DAY) });
  if (device !== undefined && person.ring === undefined && rng.chance(0.12)) {
    moments.push({
      what: 'review',
      order,
      device,
      rating: Math.min(5, Math.max(1, Math.round(score / 2))),
      at: order.at + Math.floor(rng.between(4, 20) * DAY),
    });
  }
  return moments;
}

/** Who is on a shop's tablet was led there by its staff at least once. */
function tabletMoments(person: Person, devices: readonly Device[], world: World, rng: Rng): readonly NewMoment[] {
  const device = devices.find(({ sharing }) => sharing === 'shop_tablet');
  if (device === undefined) return [];
  const from = Math.max(world.start, person.joinedAt);
  const at = atSomeHour(rng, rng.between(from + DAY, Math.max(from + 2 * DAY, person.churnedAt ?? world.until) - DAY), 'shop');
  return [
    {
      what: 'visit',
      at: Math.min(Math.max(at, from + HOUR), world.until - HOUR),
      device,
      login: 'login',
      isSignUp: false,
      order: undefined,
      campaign: undefined,
    },
  ];
}
