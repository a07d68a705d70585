import { describe, expect, it } from 'vitest';
import type { DeliveryProblem } from './options.ts';
import { createQueue, type Queue } from './queue.ts';
import { type Answer, createSender, type Sender } from './sender.ts';

interface SenderUnderTest {
  readonly queue: Queue;
  readonly sender: Sender;
  readonly requests: (readonly string[])[];
  readonly problems: DeliveryProblem[];
  /** What comes next; 200 when nothing is left. */
  readonly answers: (Partial<Answer> | 'unreachable')[];
  add(...messages: readonly string[]): void;
  pause(): number | undefined;
  isHolding(): boolean;
  wake(): Promise<void>;
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

function senderUnderTest(flushAt = 2): SenderUnderTest {
  const queue = createQueue(undefined);
  const [requests, problems, answers]: [(readonly string[])[], DeliveryProblem[], (Partial<Answer> | 'unreachable')[]] = [[], [], []];
  let timer: { readonly ms: number; readonly wake: () => void; holds: boolean } | undefined;
  const sender = createSender({
    queue,
    post: async (messages) => {
      requests.push(messages);
      const answer = answers.shift() ?? {};
      if (answer === 'unreachable') throw new TypeError('fetch failed');
      return await Promise.resolve({ status: 200, retryAfter: null, detail: '', ...answer });
    },
    flushAt,
    flushAfterMs: 1_000,
    now: () => 0,
    random: () => 0,
    after: (ms, wake) => {
      const own = { ms, wake, holds: false };
      timer = own;
      return {
        cancel: () => {
          if (timer === own) timer = undefined;
        },
        hold: (holds) => {
          own.holds = holds;
        },
      };
    },
    onProblem: (problem) => problems.push(problem),
  });
  return {
    queue,
    sender,
    requests,
    problems,
    answers,
    add: (...messages) => {
      for (const message of messages) {
        queue.push(message);
        sender.nudge();
      }
    },
    pause: () => timer?.ms,
    isHolding: () => timer?.holds ?? false,
    wake: async () => {
      const due = timer;
      timer = undefined;
      due?.wake();
      await settle();
    },
  };
}

describe('a sender', () => {
  it('sends after a moment, or at once when enough waits', async () => {
    const { add, requests, pause, wake } = senderUnderTest(2);
    add('1');
    expect([requests, pause()]).toEqual([[], 1_000]);
    await wake();
    expect(requests).toEqual([['1']]);
    add('2', '3', '4');
    await settle();
    expect(requests.flat()).toEqual(['1', '2', '3', '4']);
    expect(Math.max(...requests.map((request) => request.length))).toBe(2);
  });

  it('keeps a request below what the server takes', async () => {
    const { add, requests, wake } = senderUnderTest(100);
    add(...Array.from({ length: 20 }, () => 'x'.repeat(30_000)));
    await wake();
    expect(requests.map((request) => request.length)).toEqual([16, 4]);
  });

  it('waits as long as the server asks, else longer each time, and tells why', async () => {
    const { add, answers, pause, wake, problems, requests, queue } = senderUnderTest(1);
    answers.push({ status: 429, retryAfter: '9' }, { status: 503 }, 'unreachable', { status: 500 });
    add('1');
    await settle();
    const pauses = [pause()];
    for (let attempt = 0; attempt < 3; attempt++) {
      await wake();
      pauses.push(pause());
    }
    expect(pauses).toEqual([9_000, 1_000, 2_000, 4_000]);
    expect(problems.map(({ reason, status }) => [reason, status])).toEqual([
      ['unavailable', 429],
      ['unavailable', 503],
      ['unavailable', undefined],
      ['unavailable', 500],
    ]);
    await wake();
    expect([requests.length, queue.added() - queue.gone()]).toEqual([5, 0]);
  });

  it('does not press a server that asked for a pause, whatever is added or flushed', async () => {
    const { add, answers, sender, requests, wake } = senderUnderTest(1);
    answers.push({ status: 429, retryAfter: '9' });
    add('1');
    await settle();
    add('2');
    const flushed = sender.flush(5_000);
    await settle();
    expect(requests).toEqual([['1']]);
    await wake();
    await flushed;
    expect(requests).toEqual([['1'], ['1'], ['2']]);
  });

  it.each([401, 403])('holds everything back while the key is not good (%d): that is mended by people', async (status) => {
    const { add, answers, queue, wake, problems } = senderUnderTest(1);
    answers.push({ status }, { status });
    add('1');
    await settle();
    await wake();
    expect([queue.added() - queue.gone(), problems.map(({ reason }) => reason)]).toEqual([1, ['unavailable', 'unavailable']]);
    await wake();
    expect(queue.added() - queue.gone()).toBe(0);
  });

  it('gives up what was refused for good and says how many', async () => {
    const { add, answers, problems, requests } = senderUnderTest(2);
    answers.push({ status: 400, detail: 'no' });
    add('1', '2', '3', '4');
    await settle();
    expect([problems, requests]).toEqual([
      [{ reason: 'refused', count: 2, status: 400, detail: 'no' }],
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ]);
  });

  it('sends smaller requests when something in between takes less, down to one event', async () => {
    const { add, answers, requests, problems } = senderUnderTest(4);
    answers.push({ status: 413 }, { status: 413 });
    add('aaaa', 'bbbb', 'cccc', 'dddd');
    await settle();
    expect([requests.map((request) => request.length), requests.slice(2).flat(), problems]).toEqual([[4, 2, 1, 1, 1, 1], ['aaaa', 'bbbb', 'cccc', 'dddd'], []]);
  });

  it('counts rightly when the oldest were dropped while they were on their way', async () => {
    const { add, queue, requests } = senderUnderTest(2);
    add('1', '2');
    queue.shift(1);
    add('3');
    await settle();
    expect([requests, queue.added() - queue.gone()]).toEqual([[['1', '2'], ['3']], 0]);
  });

  it('keeps the process alive only while somebody waits for a flush', async () => {
    const { add, answers, sender, isHolding, wake } = senderUnderTest(1);
    answers.push({ status: 503 });
    add('1');
    await settle();
    expect(isHolding()).toBe(false);
    const flushed = sender.flush(5_000);
    expect(isHolding()).toBe(true);
    await wake();
    await flushed;
  });

  it('gives a flush up after its time, and keeps what waits', async () => {
    const { add, answers, sender, queue } = senderUnderTest(1);
    answers.push({ status: 503 });
    add('1');
    await sender.flush(20);
    expect(queue.added() - queue.gone()).toBe(1);
  });
});
