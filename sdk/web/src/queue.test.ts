import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fakeStore, messageOf, type QueueUnderTest, queueUnderTest } from './testing.ts';

const add = (queue: { add(id: string, json: string, light: boolean): void }, ...ids: readonly string[]): void => {
  for (const id of ids) queue.add(id, messageOf(id), false);
};
const refusedWith = (status: number, retryAfter: string | null = null): { status: number; retryAfter: string | null } => ({ status, retryAfter });

describe('a queue of messages', () => {
  it('gathers the calls of one moment into one request, and forgets them when the server has them', async () => {
    const kept = new Map<string, string>();
    const queue = queueUnderTest(fakeStore(kept));
    add(queue, 'a', 'b');
    expect([queue.requests, [...kept.keys()], queue.pause()]).toEqual([[], ['a', 'b'], 300]);
    await queue.wake();
    expect([queue.requests, kept.size, queue.pause()]).toEqual([[['a', 'b']], 0, undefined]);
  });

  it('waits as long as the server asks, and longer each time when it says nothing', async () => {
    const queue = queueUnderTest(fakeStore());
    queue.answers.push(refusedWith(429, '7'), refusedWith(503), 'offline', refusedWith(502));
    add(queue, 'a');
    const pauses: (number | undefined)[] = [];
    for (let attempt = 0; attempt < 4; attempt++) {
      await queue.wake();
      pauses.push(queue.pause());
    }
    expect(pauses).toEqual([7_000, 1_000, 2_000, 4_000]);
    await queue.wake();
    expect([queue.requests.length, new Set(queue.requests.flat()), queue.losses]).toEqual([5, new Set(['a']), []]);
  });

  it('adds to the same pause while it waits, and tries at once when the network is back', async () => {
    const queue = queueUnderTest(fakeStore());
    queue.answers.push('offline');
    add(queue, 'a');
    await queue.wake();
    add(queue, 'b');
    expect([queue.requests.length, queue.pause()]).toEqual([1, 500]);
    await queue.flush();
    expect([queue.requests[1], queue.pause()]).toEqual([['a', 'b'], undefined]);
  });

  it('does not press a server that asked for a pause, neither for a flush nor for a page that goes', async () => {
    const kept = new Map<string, string>();
    const queue = queueUnderTest(fakeStore(kept));
    queue.answers.push(refusedWith(429, '60'));
    queue.add('click', messageOf('click'), true);
    await queue.wake();
    await queue.flush();
    queue.leave();
    expect([queue.requests.length, queue.beacons, [...kept.keys()]]).toEqual([1, [], ['click']]);
    queue.pass(60_000);
    await queue.flush();
    expect([queue.requests.length, kept.size]).toEqual([2, 0]);
  });

  it.each([400, 401, 403, 413])('gives up what was refused for good (%d), says so, and goes on with the rest', async (status) => {
    const kept = new Map<string, string>();
    const queue = queueUnderTest(fakeStore(kept));
    queue.answers.push(refusedWith(status));
    add(queue, 'a', 'b');
    await queue.wake();
    expect([queue.losses, kept.size]).toEqual([[{ reason: 'refused', count: 2, status }], 0]);
    add(queue, 'c');
    await queue.wake();
    expect(queue.requests[1]).toEqual(['c']);
  });

  it('keeps every request below what may outlive a page, and refuses an event that no server takes', async () => {
    const queue = queueUnderTest(fakeStore());
    for (const id of ['a', 'b', 'c']) queue.add(id, messageOf(id, '字'.repeat(9_000)), false);
    queue.add('huge', messageOf('huge', 'x'.repeat(33_000)), false);
    await queue.wake();
    expect([queue.requests, queue.losses]).toEqual([[['a', 'b'], ['c']], [{ reason: 'too_large', count: 1 }]]);
  });

  it('lets the oldest go when nobody could send for days, and says how many', () => {
    const kept = new Map<string, string>();
    const queue = queueUnderTest(fakeStore(kept));
    add(queue, ...Array.from({ length: 503 }, (_, number) => `m${number}`));
    expect([queue.losses.length, kept.size, kept.has('m2'), kept.has('m3')]).toEqual([3, 500, false, true]);
  });

  it('keeps what is added while a request is on its way', async () => {
    const queue = queueUnderTest(fakeStore());
    let arrive: (answer: { status: number; retryAfter: null }) => void = () => undefined;
    queue.answers.push(new Promise((resolve) => (arrive = resolve)));
    add(queue, 'a');
    await queue.wake();
    add(queue, 'b');
    arrive({ status: 200, retryAfter: null });
    await queue.flush();
    expect(queue.requests).toEqual([['a'], ['b']]);
  });

  it('works without any storage', async () => {
    const queue = queueUnderTest(fakeStore(new Map(), () => false));
    add(queue, 'a');
    await queue.wake();
    expect(queue.requests).toEqual([['a']]);
  });
});

describe('when the page goes', () => {
  it('hands everything to the browser, keeps what matters until the server says yes, and forgets the light', async () => {
    const kept = new Map<string, string>();
    const queue = queueUnderTest(fakeStore(kept));
    add(queue, 'order');
    queue.add('click', messageOf('click'), true);
    queue.leave();
    expect([queue.beacons, [...kept.keys()]]).toEqual([[['order', 'click']], ['order']]);

    const next = queueUnderTest(fakeStore(kept));
    next.open();
    await next.wake();
    expect([next.requests, kept.size]).toEqual([[['order']], 0]);
  });

  it('leaves out what is already on its way', async () => {
    const queue = queueUnderTest(fakeStore());
    queue.answers.push(new Promise(() => undefined));
    add(queue, 'a');
    await queue.wake();
    add(queue, 'b');
    queue.leave();
    expect([queue.requests, queue.beacons]).toEqual([[['a']], [['b']]]);
  });

  it('keeps the light too when the browser will not take it', () => {
    const kept = new Map<string, string>();
    const queue = queueUnderTest(fakeStore(kept), { mayBeacon: () => false });
    queue.add('click', messageOf('click'), true);
    queue.leave();
    expect([...kept.keys()]).toEqual(['click']);
  });
});

describe('several tabs', () => {
  it('do not send what another has delivered meanwhile', async () => {
    const kept = new Map<string, string>();
    const [first, second] = [queueUnderTest(fakeStore(kept)), queueUnderTest(fakeStore(kept))];
    add(first, 'a');
    second.open();
    await first.wake();
    await second.wake();
    expect([first.requests, second.requests]).toEqual([[['a']], []]);
  });

  it('send their own messages even when the site has emptied the storage', async () => {
    const kept = new Map<string, string>();
    const queue = queueUnderTest(fakeStore(kept));
    add(queue, 'a');
    kept.clear();
    await queue.wake();
    expect(queue.requests).toEqual([['a']]);
  });

  it('ignore what is not theirs', async () => {
    const queue = queueUnderTest(fakeStore(new Map([['x', 'something else']])));
    queue.open();
    expect(queue.pause()).toBe(undefined);
    await queue.wake();
    expect(queue.requests).toEqual([]);
  });
});

describe('whatever the network does and whichever tabs are closed', () => {
  type Step = readonly [tab: number, what: 'add' | 'add light' | 'wake' | 'offline' | 'busy' | 'close' | 'vanish'];
  const step = fc.tuple(fc.nat(2), fc.constantFrom<Step[1]>('add', 'add light', 'wake', 'offline', 'busy', 'close', 'vanish'));

  it('the server has every message in the end, and nothing stays behind', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), fc.boolean(), async (steps, mayBeacon) => {
        const kept = new Map<string, string>();
        const closed: QueueUnderTest[] = [];
        const open = (): QueueUnderTest => {
          const tab = queueUnderTest(fakeStore(kept), { mayBeacon: () => mayBeacon });
          tab.open();
          return tab;
        };
        const tabs = [open(), open(), open()];
        let added = 0;
        for (const [place, what] of steps) {
          const tab = tabs[place] ?? open();
          if (what === 'add' || what === 'add light')
            tab.add(`m${String(added).padStart(3, '0')}`, messageOf(`m${String(added++).padStart(3, '0')}`), what === 'add light');
          if (what === 'offline') tab.answers.push('offline');
          if (what === 'busy') tab.answers.push(refusedWith(429, '30'));
          if (what === 'close') tab.leave();
          if (what === 'close' || what === 'vanish') {
            closed.push(tab);
            tabs[place] = open();
          } else if (what !== 'add' && what !== 'add light') await tab.wake();
        }
        const last = open();
        await last.flush();
        const all = [...tabs, ...closed, last];
        expect(new Set(all.flatMap((tab) => [...tab.delivered])).size).toBe(added);
        expect([kept.size, all.flatMap(({ losses }) => losses)]).toEqual([0, []]);
      }),
      { numRuns: 300 },
    );
  });
});
