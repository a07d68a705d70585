import { DAY } from '../calendar.ts';
import { botAgents } from '../data/devices.ts';
import { visitorDevice } from '../people/device.ts';
import { Rng, stream } from '../random.ts';
import { kindOf, type World } from '../world.ts';
import type { Life, Moment } from './moment.ts';
import { atSomeHour } from './purchases.ts';

/** Visitors who never say who they are (half on the web, a third in the mini-program, the rest pay in a shop without a card), and bots. */
export function planStranger(world: World, index: number): Life {
  const rng = new Rng(world.options.seed, stream.plan, index);
  if (kindOf(world, index) === 'bot') return planBot(world, index, rng);
  const kind = rng.next();
  const first = Math.floor(rng.between(world.start, world.until - DAY));
  if (kind < 0.2)
    return {
      index,
      person: undefined,
      devices: [],
      orders: [],
      moments: [{ what: 'walk-in', n: 0, at: Math.max(world.start, atSomeHour(rng, first, 'shop')) }],
    };
  const device = visitorDevice(world, index, kind < 0.68 ? 'web' : 'mini');
  const moments: Moment[] = [];
  for (let at = first; at < world.until && moments.length < 6; at += rng.exponential(12 * DAY)) {
    moments.push({ what: 'visit', n: moments.length, at: Math.floor(at), device, login: 'anonymous', isSignUp: false, order: undefined, campaign: undefined });
    if (rng.chance(0.5)) break;
  }
  return { index, person: undefined, devices: [device], orders: [], moments };
}

function planBot(world: World, index: number, rng: Rng): Life {
  const device = visitorDevice(world, index, 'web');
  const agent = rng.pick(botAgents);
  const moments: Moment[] = [];
  for (let at = world.start + rng.exponential(40 * DAY); at < world.until; at += rng.exponential(60 * DAY))
    moments.push({ what: 'crawl', n: moments.length, at: Math.floor(at), device, agent });
  return { index, person: undefined, devices: [device], orders: [], moments };
}
