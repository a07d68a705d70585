import { backoffMs, isTemporary, retryAfterMs } from '../../shared/backoff.ts';
import type { DeliveryProblem } from './options.ts';
import type { Queue } from './queue.ts';

export interface Answer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly detail: string;
}

export interface SenderDeps {
  readonly queue: Queue;
  /** Sends some messages, each already JSON. Rejects when the server cannot be reached. */
  readonly post: (messages: readonly string[]) => Promise<Answer>;
  readonly flushAt: number;
  readonly flushAfterMs: number;
  readonly now: () => number;
  readonly random: () => number;
  /** `holds`: whether the process may not end before it. */
  readonly after: (ms: number, then: () => void) => { cancel(): void; hold(holds: boolean): void };
  readonly onProblem: (problem: DeliveryProblem) => void;
}

export interface Sender {
  /** Something was added. */
  nudge(): void;
  /** Sends now what waits now; settles when it is gone, or after `timeoutMs`. */
  flush(timeoutMs: number): Promise<void>;
  stop(): void;
}

/** The server's 500 KB less what stands around the messages. */
const MOST_BYTES = 480 * 1024;

/** The key is unknown, or the source was switched off: people mend that, and what waits until then is not lost. */
const isHeldBack = (status: number): boolean => status === 401 || status === 403;

export function createSender(deps: SenderDeps): Sender {
  const { queue, onProblem } = deps;
  let timer: ReturnType<SenderDeps['after']> | undefined;
  let isRunning = false;
  let isPausing = false;
  let isStopped = false;
  let attempt = 0;
  let mostBytes = MOST_BYTES;
  let waiters: { readonly until: number; readonly done: () => void }[] = [];

  const schedule = (ms: number): void => {
    timer?.cancel();
    timer = deps.after(ms, () => {
      timer = undefined;
      isPausing = false;
      void run();
    });
    timer.hold(waiters.length > 0);
  };

  const settle = (): void => {
    const gone = queue.gone();
    for (const { until, done } of waiters) if (until <= gone) done();
    waiters = waiters.filter(({ until }) => until > gone);
  };

  const pause = ({ status, retryAfter, detail }: Answer, count: number): void => {
    onProblem({ reason: 'unavailable', count, detail, ...(status > 0 && { status }) });
    isPausing = true;
    schedule(Math.max(retryAfterMs(retryAfter, deps.now()), backoffMs(attempt, deps.random())));
    attempt += 1;
  };

  /** True when the next batch may follow at once. */
  const sendBatch = async (): Promise<boolean> => {
    const batch = queue.head({ count: deps.flushAt, bytes: mostBytes });
    if (batch.length === 0 || isStopped) return false;
    const place = queue.gone();
    const answer = await deps.post(batch).catch((cause: unknown): Answer => ({ status: 0, retryAfter: null, detail: String(cause) }));
    // While it was on its way, the oldest may have been dropped for new ones.
    const count = Math.max(0, batch.length - (queue.gone() - place));
    const { status, detail } = answer;
    if (isStopped) return false;
    if (status === 0 || isTemporary(status) || isHeldBack(status)) {
      pause(answer, batch.length);
      return false;
    }
    attempt = 0;
    if (status === 413 && batch.length > 1) {
      // A proxy in front of the server takes less than the server itself.
      mostBytes = Math.ceil(batch.reduce((sum, json) => sum + Buffer.byteLength(json) + 1, 0) / 2);
      return true;
    }
    queue.shift(count);
    if (status >= 400) onProblem({ reason: 'refused', count, status, detail });
    settle();
    return true;
  };

  const run = async (): Promise<void> => {
    if (isRunning || isPausing) return;
    isRunning = true;
    timer?.cancel();
    timer = undefined;
    try {
      while (await sendBatch());
    } finally {
      isRunning = false;
    }
  };

  return {
    nudge: () => {
      if (isRunning || isPausing || isStopped) return;
      const isFull = queue.added() - queue.gone() >= deps.flushAt || queue.bytes() >= MOST_BYTES;
      if (isFull) void run();
      else if (timer === undefined) schedule(deps.flushAfterMs);
    },
    flush: async (timeoutMs) => {
      const until = queue.added();
      if (until <= queue.gone()) return;
      await new Promise<void>((resolve) => {
        const giveUp = setTimeout(resolve, timeoutMs);
        const done = (): void => {
          clearTimeout(giveUp);
          resolve();
        };
        waiters.push({ until, done });
        timer?.hold(true);
        void run();
      });
      waiters = waiters.filter((waiter) => waiter.until > until);
      timer?.hold(waiters.length > 0);
    },
    stop: () => {
      isStopped = true;
      timer?.cancel();
    },
  };
}
