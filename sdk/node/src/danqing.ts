import type { AnyEvents } from '../../shared/events.ts';
import { beforeExit } from './exit.ts';
import { type Journal, openJournal } from './journal.ts';
import { type Alias, type Group, type Identify, jsonOf, lackOf, type MessageType, type Page, type Track } from './message.ts';
import type { DeliveryProblem, Options } from './options.ts';
import { createPost } from './post.ts';
import { createQueue } from './queue.ts';
import { createSender } from './sender.ts';

/** What a service may call. Calls return at once and never throw; `Events` narrows `track` to a tracking plan. */
export interface Danqing<Events extends object = AnyEvents> {
  track(event: Track<Events>): void;
  identify(person: Identify): void;
  page(page: Page): void;
  group(group: Group): void;
  alias(alias: Alias): void;
  /** Settles when all that was called before is delivered or given up, or after `timeoutMs` (default 10,000). Never rejects. */
  flush(options?: { readonly timeoutMs?: number }): Promise<void>;
  /** The same, and nothing is taken any more. What could not be delivered waits on disk, where there is a queue folder; else it is lost and told. */
  close(options?: { readonly timeoutMs?: number }): Promise<void>;
  /** How many events wait. */
  waiting(): number;
}

/** What the server takes of one event. */
const MOST_BYTES_OF_ONE = 32 * 1024;
const MOST_IN_BATCH = 2_500;
const FLUSH_MS = 10_000;

/** A client for one source; a service needs one of them. */
export function createDanqing<Events extends object = AnyEvents>(options: Options): Danqing<Events> {
  const { maxQueued = 10_000, maxQueuedBytes = 64 * 1024 * 1024, whenFull = 'drop-newest', exitTimeoutMs = 5_000 } = options;
  const tell = (problem: DeliveryProblem): void => {
    try {
      options.onProblem?.(problem);
    } catch {
      // The caller's own callback must not stop the delivery.
    }
  };
  const onDisk = openDisk(options.queueFolder, tell);
  const queue = createQueue(onDisk?.journal, onDisk?.waiting);
  const sender = createSender({
    queue,
    post: createPost({ host: options.host, writeKey: options.writeKey, timeoutMs: options.timeoutMs ?? 15_000, gzip: options.gzip ?? true }),
    flushAt: Math.max(1, Math.min(options.flushAt ?? 100, MOST_IN_BATCH)),
    flushAfterMs: options.flushAfterMs ?? 1_000,
    now: Date.now,
    random: Math.random,
    after: startTimer,
    onProblem: tell,
  });
  const waiting = (): number => queue.added() - queue.gone();
  let isClosed = false;

  const add = (type: MessageType, given: Readonly<Record<string, unknown>>): void => {
    try {
      const lack = isClosed ? 'the client was closed' : lackOf(type, given);
      if (lack !== undefined) return tell({ reason: 'invalid', count: 1, detail: lack });
      const json = jsonOf(type, given, new Date());
      const bytes = Buffer.byteLength(json);
      if (bytes > MOST_BYTES_OF_ONE) return tell({ reason: 'too_large', count: 1, detail: `${bytes} bytes; at most ${MOST_BYTES_OF_ONE}` });
      if (waiting() >= maxQueued || queue.bytes() + bytes > maxQueuedBytes) {
        tell({ reason: 'queue_full', count: 1, detail: whenFull });
        if (whenFull === 'drop-newest') return undefined;
        queue.shift(1);
      }
      queue.push(json);
      sender.nudge();
    } catch (cause) {
      tell({ reason: 'invalid', count: 1, detail: String(cause) });
    }
  };

  /** The process ends at once and nothing can be sent any more. */
  const onExit = (): void => {
    if (isClosed) return;
    if (onDisk === undefined && waiting() > 0) tell({ reason: 'exit', count: waiting(), detail: 'the process ended before they were sent' });
    onDisk?.journal.close(waiting() === 0);
  };
  const stopListening =
    options.flushOnExit === false
      ? () => undefined
      : beforeExit(async () => {
          if (!isClosed) await sender.flush(exitTimeoutMs);
        }, onExit);
  if (waiting() > 0) sender.nudge();

  return {
    track: (event) => add('track', { ...event }),
    identify: (person) => add('identify', { ...person }),
    page: (page) => add('page', { ...page }),
    group: (group) => add('group', { ...group }),
    alias: (alias) => add('alias', { ...alias }),
    flush: async ({ timeoutMs = FLUSH_MS } = {}) => await sender.flush(timeoutMs),
    close: async ({ timeoutMs = FLUSH_MS } = {}) => {
      if (isClosed) return;
      await sender.flush(timeoutMs);
      sender.stop();
      onExit();
      isClosed = true;
      stopListening();
    },
    waiting,
  };
}

/** A disk that fails does not stop a service: its queue is in memory then. */
function openDisk(
  folder: string | undefined,
  tell: (problem: DeliveryProblem) => void,
): { readonly journal: Journal; readonly waiting: readonly string[] } | undefined {
  const fail = (cause: unknown): void => tell({ reason: 'disk', count: 0, detail: String(cause) });
  try {
    return folder === undefined ? undefined : openJournal(folder, fail);
  } catch (cause) {
    fail(cause);
    return undefined;
  }
}

/** A timer that lets the process end, unless somebody waits for what it will do. */
function startTimer(ms: number, then: () => void): { cancel(): void; hold(holds: boolean): void } {
  const timer = setTimeout(then, ms).unref();
  return {
    cancel: () => clearTimeout(timer),
    hold: (holds) => void (holds ? timer.ref() : timer.unref()),
  };
}
