import { DAY, localDay } from './calendar.ts';
import { expandMoment } from './events/expand.ts';
import type { Emission } from './events/message.ts';
import type { Life, Moment } from './life/moment.ts';
import { planLife } from './life/plan.ts';
import type { World } from './world.ts';

/** How the work is cut. It changes the order of messages only, never which there are. */
export interface Cut {
  /** Most people whose plans are held in memory together; 15 KB each. */
  readonly people: number;
  /** Length of a window of time, where there are more people than that. */
  readonly windowDays: number;
}

const defaultCut: Cut = { people: 5000, windowDays: 183 };

/**
 * All messages, a local day at a time, in order of arrival, with flat memory. Where all people fit into one cut, that is the order throughout.
 * Larger worlds come window by window, within a window block by block of people, each block in order of arrival: lives are planned anew for
 * each window (a fifth of the work), but only moments of the window are spelt out. What arrives after its window waits for the next.
 */
export function* emissions(world: World, cut: Cut = defaultCut): Generator<readonly Emission[]> {
  const length = world.population <= cut.people ? world.until - world.start : cut.windowDays * DAY;
  let waiting: Emission[] = [];
  for (let from = world.start; from < world.until; from += length) {
    const to = Math.min(world.until, from + length);
    const late: Emission[] = [];
    for (let first = 0; first < world.population; first += cut.people) {
      yield* block(world, { from, to, first, end: Math.min(first + cut.people, world.population) }, waiting, late);
      waiting = [];
    }
    waiting = late;
  }
}

interface Block {
  readonly from: number;
  readonly to: number;
  readonly first: number;
  readonly end: number;
}

/** Moments are spelt out day by day, so that only one day's messages, and those that are late, are in memory. */
function* block(world: World, { from, to, first, end }: Block, waiting: readonly Emission[], late: Emission[]): Generator<readonly Emission[]> {
  const days = new Map<number, Emission[]>();
  const place = (emission: Emission): void => {
    const day = localDay(emission.arrivesAt);
    const others = days.get(day);
    if (emission.arrivesAt >= to) late.push(emission);
    else if (others === undefined) days.set(day, [emission]);
    else others.push(emission);
  };
  waiting.forEach(place);
  const planned: { readonly life: Life; readonly moment: Moment }[] = [];
  for (let index = first; index < end; index += 1) {
    const life = planLife(world, index);
    for (const moment of life.moments) if (moment.at >= from && moment.at < to) planned.push({ life, moment });
  }
  planned.sort((a, b) => a.moment.at - b.moment.at);
  let next = 0;
  for (let day = localDay(from); day <= localDay(to - 1); day += 1) {
    for (; next < planned.length; next += 1) {
      const item = planned[next];
      if (item === undefined || localDay(item.moment.at) > day) break;
      expandMoment(world, item.life, item.moment).forEach(place);
    }
    const batch = days.get(day);
    days.delete(day);
    if (batch !== undefined) yield batch.sort(byArrival);
  }
}

/** Messages of one person have a fixed order among themselves, so equal arrivals are no matter of chance. */
const byArrival = (a: Emission, b: Emission): number =>
  a.arrivesAt - b.arrivesAt ||
  a.person - b.person ||
  (a.message.messageId < b.message.messageId ? -1 : a.message.messageId > b.message.messageId ? 1 : Number(a.isCopy) - Number(b.isCopy));

/** The whole life of one person in messages, in order of their making. */
export function emissionsOf(world: World, index: number): { readonly life: Life; readonly emissions: readonly Emission[] } {
  const life = planLife(world, index);
  return { life, emissions: life.moments.flatMap((moment) => expandMoment(world, life, moment)) };
}

/** A line of a file: the message with its arrival, and `sentAt` where the sender's clock was wrong. */
export function lineOf({ message, arrivesAt, skewMs }: Emission): string {
  const sent = skewMs === 0 ? '' : `,"sentAt":"${new Date(arrivesAt + skewMs).toISOString()}"`;
  return `${JSON.stringify(message).slice(0, -1)}${sent},"receivedAt":"${new Date(arrivesAt).toISOString()}"}`;
}
