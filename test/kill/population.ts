import type { Message } from '../collecting.ts';

/** What the events sent so far say about one person. */
export interface Expected {
  /** Events that count: everything but identify. */
  events: number;
  /** The youngest level that an identify said. */
  level: number | undefined;
}

const people = 300;
const start = Date.UTC(2026, 0, 1);

/**
 * A stream of messages by 300 people, each first anonymous, then known; some messages come twice. Message n is always the same.
 * Event times rise with n, so that the youngest level is that of the highest n.
 */
export function messageOf(n: number): Message {
  const person = (n * 7919) % people;
  const at = new Date(start + n * 1000).toISOString();
  const common = { messageId: `kill-${n}`, timestamp: at };
  const round = Math.floor(n / people);
  if (round === 0) return { ...common, type: 'page', anonymousId: `anon-${person}`, name: 'Home' };
  if (round === 1)
    return { ...common, type: 'identify', anonymousId: `anon-${person}`, userId: `user-${person}`, traits: { level: n, name: `Person ${person}` } };
  if (n % 10 === 0) return { ...common, type: 'identify', userId: `user-${person}`, traits: { level: n } };
  const who = n % 3 === 0 ? { anonymousId: `anon-${person}` } : { userId: `user-${person}` };
  return {
    ...common,
    type: 'track',
    ...who,
    event: n % 5 === 0 ? 'Order Completed' : 'Product Viewed',
    properties: { n, revenue: n % 100, list: [{ sku: `s${n % 7}` }] },
  };
}

const personOf = (n: number): number => (n * 7919) % people;

/** What must be known once these messages are in: by person. */
export function expectationOf(acknowledged: ReadonlySet<number>): ReadonlyMap<number, Expected> {
  const expected = new Map<number, Expected>();
  for (const n of [...acknowledged].sort((a, b) => a - b)) {
    const person = personOf(n);
    const known = expected.get(person) ?? { events: 0, level: undefined };
    const { type } = messageOf(n);
    expected.set(person, type === 'identify' ? { ...known, level: n } : { ...known, events: known.events + 1 });
  }
  return expected;
}
