import { HOUR } from '../calendar.ts';
import type { Person } from '../people/person.ts';
import { Rng, stream } from '../random.ts';
import type { World } from '../world.ts';
import type { Level, Moment } from './moment.ts';
import type { Order } from './order.ts';

/** Spending within the story from which a level is reached, in fen. */
const steps: readonly (readonly [level: Level, from: number])[] = [
  ['黑金', 1_000_000],
  ['金卡', 400_000],
  ['银卡', 100_000],
  ['普通会员', 0],
];

export const levelAt = (spent: number): Level => steps.find(([, from]) => spent >= from)?.[0] ?? '普通会员';

/** A rise in level is known within some hours of the order that earned it. */
export function levelMoments(world: World, person: Person, orders: readonly Order[]): readonly Omit<Extract<Moment, { what: 'level' }>, 'n'>[] {
  const rng = new Rng(world.options.seed, stream.level, person.index);
  const moments: Omit<Extract<Moment, { what: 'level' }>, 'n'>[] = [];
  let spent = 0;
  let level: Level = '普通会员';
  for (const order of orders) {
    spent += order.subtotal - order.discount;
    const next = levelAt(spent);
    if (next !== level) moments.push({ what: 'level', from: level, to: next, spent, at: order.at + Math.floor(rng.between(1, 12) * HOUR) });
    level = next;
  }
  return moments;
}
