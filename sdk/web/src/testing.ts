import { type Answer, createQueue, type Queue } from './queue.ts';
import type { Loss } from './options.ts';
import type { Store } from './store.ts';

/** A store in memory that several clients may share, as tabs do. */
export function fakeStore(kept = new Map<string, string>(), mayWrite: () => boolean = () => true): Store {
  return {
    get: (key) => kept.get(key) ?? null,
    set: (key, value) => mayWrite() && kept.set(key, value).size > 0,
    remove: (key) => void kept.delete(key),
    keys: () => [...kept.keys()],
  };
}

export interface QueueUnderTest extends Queue {
  /** The ids of each request, in order. */
  readonly requests: string[][];
  readonly beacons: string[][];
  /** What the server has, by whichever way. */
  readonly delivered: Set<string>;
  readonly losses: Loss[];
  /** What the next requests are answered; 200 when nothing is left. 'offline' rejects, a function is waited for. */
  readonly answers: (Answer | 'offline' | Promise<Answer>)[];
  /** The pause that is being waited out. */
  pause(): number | undefined;
  /** The time passes, in milliseconds. */
  pass(ms: number): void;
  /** Lets the pause pass. */
  wake(): Promise<void>;
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** A queue with a network, a clock and chance of its own. Messages are `{"id":"…"}`. */
export function queueUnderTest(store: Store, over: { random?: number; mayBeacon?: () => boolean } = {}): QueueUnderTest {
  const delivered = new Set<string>();
  const [requests, beacons, losses, answers]: [string[][], string[][], Loss[], (Answer | 'offline' | Promise<Answer>)[]] = [[], [], [], []];
  let now = 0;
  let timer: { ms: number; wake: () => void } | undefined;
  const idsOf = (body: string): string[] => Array.from(body.matchAll(/"id":"([^"]+)"/g), ([, id = '']) => id);
  const queue = createQueue({
    store,
    bodyOf: (messages) => `[${messages.join(',')}]`,
    post: async (body) => {
      requests.push(idsOf(body));
      const answer = answers.shift() ?? { status: 200, retryAfter: null };
      if (answer === 'offline') throw new TypeError('Failed to fetch');
      const given = await answer;
      if (given.status === 200) for (const id of idsOf(body)) delivered.add(id);
      return given;
    },
    beacon: (body) => {
      if (over.mayBeacon?.() === false) return false;
      beacons.push(idsOf(body));
      for (const id of idsOf(body)) delivered.add(id);
      return true;
    },
    now: () => now,
    random: () => over.random ?? 0,
    after: (ms, wake) => {
      timer = { ms, wake };
      return () => {
        timer = undefined;
      };
    },
    onLoss: (loss) => void losses.push(loss),
  });
  return {
    ...queue,
    requests,
    beacons,
    delivered,
    losses,
    answers,
    pause: () => timer?.ms,
    pass: (ms) => {
      now += ms;
    },
    wake: async () => {
      now += timer?.ms ?? 0;
      const due = timer;
      timer = undefined;
      due?.wake();
      await settle();
    },
  };
}

export const messageOf = (id: string, filler = ''): string => JSON.stringify({ id, filler });
