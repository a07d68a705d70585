import { DAY } from '../calendar.ts';
import type { Device } from '../people/device.ts';
import type { Person } from '../people/person.ts';
import type { Rng } from '../random.ts';
import type { World } from '../world.ts';
import type { Visit } from './moment.ts';
import type { Order } from './order.ts';
import { atSomeHour } from './purchases.ts';

/** A visit before it is known whether its visitor is logged in. */
export type Draft = Omit<Visit, 'login' | 'isSignUp'>;

/** Looking around: before orders, and now and then for its own sake, less and less after having churned (nobody comes then). */
export function browsingTimes(world: World, person: Person, orders: readonly Order[], rng: Rng): readonly number[] {
  const from = Math.max(world.start, person.joinedAt - 10 * DAY);
  const to = person.churnedAt ?? world.until;
  const times: number[] = [];
  if (person.ring !== undefined) return [];
  const meanWait = (person.rhythm.meanDays * 1.3 + 6) * DAY;
  for (let at = from + rng.exponential(meanWait); at < to; at += rng.exponential(meanWait)) times.push(atSomeHour(rng, at, 'online'));
  for (const order of orders) {
    const looks = rng.poisson(1.2);
    for (let i = 0; i < looks; i += 1) {
      const at = order.at - rng.exponential(3 * DAY) - 3_600_000;
      if (at > from) times.push(Math.floor(at));
    }
  }
  return times;
}

/** A device that is in use at a moment; orders never come from a secret one. */
export function deviceAt(devices: readonly Device[], at: number, rng: Rng, needsLogin: boolean, surface?: Device['surface']): Device | undefined {
  let total = 0;
  const fits = (device: Device): boolean =>
    device.from <= at && at < device.to && !(needsLogin && device.isSecret) && (surface === undefined || device.surface === surface);
  for (const device of devices) if (fits(device)) total += device.weight;
  if (total === 0) return undefined;
  let aim = rng.next() * total;
  for (const device of devices) {
    if (!fits(device)) continue;
    aim -= device.weight;
    if (aim < 0) return device;
  }
  return devices.findLast(fits);
}

/**
 * Who is logged in when. On a device of one's own the first visits are anonymous, an order at the latest asks for the login, and it stays.
 * On a shared device each visit logs in; its anonymous id stays the same for all. In mess-free worlds the last visit logs in at the latest.
 */
export function withLogins(drafts: readonly Draft[], rng: Rng, joinedAt: number): readonly Visit[] {
  const last = new Map<Device, Draft>();
  for (const draft of drafts) last.set(draft.device, draft);
  const loggedIn = new Set<Device>();
  let hasSignedUp = false;
  return drafts.map((draft) => {
    const { device } = draft;
    if (device.isSecret) return { ...draft, login: 'anonymous', isSignUp: false };
    if (loggedIn.has(device)) return { ...draft, login: 'known', isSignUp: false };
    const isMember = draft.at >= joinedAt;
    const isForced = draft.order !== undefined || device.sharing !== 'own' || last.get(device) === draft;
    if (!isForced && !(isMember && rng.chance(0.45))) return { ...draft, login: 'anonymous', isSignUp: false };
    if (device.sharing === 'own') loggedIn.add(device);
    const isSignUp = !hasSignedUp;
    hasSignedUp = true;
    return { ...draft, login: 'login', isSignUp };
  });
}
