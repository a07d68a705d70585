import { DAY } from './calendar.ts';
import { expandMoment } from './events/expand.ts';
import type { Emission } from './events/message.ts';
import { planLife } from './life/plan.ts';
import type { World } from './world.ts';

/** How the work is cut. It changes the order of messages only, never which there are. */
export interface Cut {
  /** Length of a window of time. */
  readonly windowDays: number;
  /** Most people whose messages of one window are held in memory together. */
  readonly people: number;
}

export const defaultCut: Cut = { windowDays: 91, people: 4000 };

/**
 * All messages in a sensible order with flat memory: window by window of a quarter; within a window block by block of people; within a block by
 * arrival. Worlds of up to 4,000 people are in order of arrival throughout. Lives are planned anew for each window (that costs little); only
 * moments of the window are spelt out. What arrives after the window's end waits for the next.
 */
export function* emissions(world: World, cut: Cut = defaultCut): Generator<readonly Emission[]> {
  let waiting: Emission[] = [];
  for (let from = world.start; from < world.until; from += cut.windowDays * DAY) {
    const to = Math.min(world.until, from + cut.windowDays * DAY);
    const late: Emission[] = [];
    for (let first = 0; first < world.population; first += cut.people) {
      const batch = waiting;
      waiting = [];
      for (let index = first; index < Math.min(first + cut.people, world.population); index += 1) collect(world, index, from, to, batch, late);
      batch.sort(byArrival);
      if (batch.length > 0) yield batch;
    }
    waiting = late;
  }
  if (waiting.length > 0) yield waiting.sort(byArrival);
}

function collect(world: World, index: number, from: number, to: number, batch: Emission[], late: Emission[]): void {
  const life = planLife(world, index);
  for (const moment of life.moments) {
    if (moment.at < from) continue;
    if (moment.at >= to) break;
    for (const emission of expandMoment(world, life, moment)) (emission.arrivesAt < to ? batch : late).push(emission);
  }
}

/** Messages of one person have a fixed order among themselves, so equal arrivals are no matter of chance. */
const byArrival = (a: Emission, b: Emission): number =>
  a.arrivesAt - b.arrivesAt || a.person - b.person || (a.message.messageId < b.message.messageId ? -1 : a.message.messageId > b.message.messageId ? 1 : Number(a.isCopy) - Number(b.isCopy));

/** The whole life of one person in messages, in order of their making. */
export function emissionsOf(world: World, index: number): { readonly life: ReturnType<typeof planLife>; readonly emissions: readonly Emission[] } {
  const life = planLife(world, index);
  return { life, emissions: life.moments.flatMap((moment) => expandMoment(world, life, moment)) };
}

/** A line of a file: the message with its arrival, and `sentAt` where the sender's clock was wrong. */
export function lineOf({ message, arrivesAt, skewMs }: Emission): string {
  const receivedAt = new Date(arrivesAt).toISOString();
  return JSON.stringify(skewMs === 0 ? { ...message, receivedAt } : { ...message, sentAt: new Date(arrivesAt + skewMs).toISOString(), receivedAt });
}
