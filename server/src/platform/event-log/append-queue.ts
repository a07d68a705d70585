import { Fault } from '#kernel';
import type { LogEntry, LogPosition } from './types.ts';

/** One append on its way: its records encoded, what it adds to the counters, and who waits for it. */
export interface Append {
  readonly records: readonly Buffer[];
  readonly bytes: number;
  readonly events: ReadonlyMap<number, number>;
  readonly once?: { readonly key: string; readonly chunk: number };
}

export interface Placement {
  readonly first: LogPosition;
  readonly last: LogPosition;
  readonly skipped: boolean;
}

export interface AppendQueue {
  push(append: Append): Promise<Placement>;
  /** Bytes accepted for appending and not yet synced. */
  waitingBytes(): number;
  /** Resolves when everything pushed so far is committed or refused; later pushes are refused. */
  close(): Promise<void>;
}

interface Waiting {
  readonly append: Append;
  readonly resolve: (placement: Placement) => void;
  readonly reject: (error: unknown) => void;
}

/** A transaction keeps its dirty pages in memory; this bounds them and the time until the first of a group is acknowledged. */
const MAX_GROUP_BYTES = 16 * 1024 * 1024;

export function eventsBySource(entries: readonly LogEntry[]): ReadonlyMap<number, number> {
  const events = new Map<number, number>();
  for (const entry of entries) events.set(entry.sourceId, (events.get(entry.sourceId) ?? 0) + entry.events);
  return events;
}

/**
 * Group commit: one transaction at a time; what arrives meanwhile goes together in the next one. `commit` gives the
 * placements in the group's order. What waits is bounded, so a slow disk turns into 429 before it turns into memory.
 */
export function createAppendQueue(options: { commit: (group: readonly Append[]) => Promise<readonly Placement[]>; maxWaitingBytes: number }): AppendQueue {
  let waiting: Waiting[] = [];
  let waitingBytes = 0;
  let closed = false;
  let running: Promise<void> | undefined;

  const settle = (group: readonly Waiting[], settleOne: (waiter: Waiting, index: number) => void): void => {
    for (const waiter of group) waitingBytes -= waiter.append.bytes;
    group.forEach(settleOne);
  };
  const run = async (): Promise<void> => {
    while (waiting.length > 0) {
      const group = takeGroup(waiting);
      waiting = waiting.slice(group.length);
      await options.commit(group.map((waiter) => waiter.append)).then(
        (placements) => settle(group, (waiter, index) => settlePlaced(waiter, placements[index])),
        (error: unknown) => settle(group, (waiter) => waiter.reject(error)),
      );
    }
    running = undefined;
  };

  return {
    push: (append) => {
      if (closed) return Promise.reject(new Fault('DQ_SHUTTING_DOWN', 503, 'the event log is closed'));
      if (waitingBytes > 0 && waitingBytes + append.bytes > options.maxWaitingBytes) {
        return Promise.reject(new Fault('DQ_OVERLOADED', 429, 'more is waiting for the disk than may wait; send it again in a moment'));
      }
      waitingBytes += append.bytes;
      return new Promise((resolve, reject) => {
        waiting.push({ append, resolve, reject });
        running ??= run();
      });
    },
    waitingBytes: () => waitingBytes,
    close: async () => {
      closed = true;
      await running;
    },
  };
}

function settlePlaced(waiter: Waiting, placement: Placement | undefined): void {
  if (placement === undefined) waiter.reject(new Error('a commit left an append without a position'));
  else waiter.resolve(placement);
}

/** The longest run from the front that stays within a transaction's size; at least one. */
function takeGroup(waiting: readonly Waiting[]): readonly Waiting[] {
  let bytes = 0;
  const end = waiting.findIndex((waiter, index) => {
    bytes += waiter.append.bytes;
    return index > 0 && bytes > MAX_GROUP_BYTES;
  });
  return end === -1 ? waiting : waiting.slice(0, end);
}
