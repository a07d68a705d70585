import { backoffMs, isTemporary, retryAfterMs } from '../../shared/backoff.ts';
import type { Loss } from './options.ts';
import type { Store } from './store.ts';

export interface Answer {
  readonly status: number;
  readonly retryAfter: string | null;
}

export interface QueueDeps {
  readonly store: Store;
  /** The request's body for some messages, each already JSON. */
  readonly bodyOf: (messages: readonly string[]) => string;
  /** Rejects when there is no network. A keepalive request outlives the page. */
  readonly post: (body: string, keepalive: boolean) => Promise<Answer>;
  /** Hands a body to the browser, which sends it when the page has gone; false when it will not. */
  readonly beacon: (body: string) => boolean;
  readonly now: () => number;
  readonly random: () => number;
  readonly after: (ms: number, then: () => void) => () => void;
  readonly onLoss: (loss: Loss) => void;
}

export interface Queue {
  /** `light`: of no great loss. Once the browser has taken it for delivery it is forgotten; all else is kept until the server has said yes. */
  add(id: string, json: string, light: boolean): void;
  /** Takes over what earlier pages and other tabs could not send, and sends. */
  open(): void;
  /** Sends at once, and forgets earlier failures (the network is back), but for a pause that the server asked for. Settles when the server has it or has failed. */
  flush(): Promise<void>;
  /** The page goes: whatever is not yet on its way is handed to the browser. */
  leave(): void;
  clear(): void;
}

interface Entry {
  readonly id: string;
  readonly json: string;
  readonly bytes: number;
  readonly light: boolean;
  /** From another page: may be delivered by somebody else meanwhile. */
  readonly adopted: boolean;
}

/** Calls of one moment travel together. */
const GATHER_MS = 300;
/** A browser lets 64 KB outlive a page; every request keeps below, so that each of them can. */
const MOST_BYTES = 60_000;
const MOST_IN_BATCH = 100;
/** Some days offline; then the oldest go. */
const MOST_WAITING = 500;
/** What the server takes of one event. */
const MOST_BYTES_OF_ONE = 32 * 1024;

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/**
 * Messages on their way to the server, each under a key of its own in the store until it is there. Tabs share the store: what two of them send is
 * counted once, by its message id.
 */
export function createQueue(deps: QueueDeps): Queue {
  const { store, onLoss } = deps;
  let waiting: Entry[] = [];
  let sending: Promise<void> | undefined;
  let inFlight: readonly Entry[] = [];
  let attempt = 0;
  /** Until then the server wants peace. */
  let quietUntil = 0;
  let cancelTimer: (() => void) | undefined;

  const forget = (entries: readonly Entry[]): void => {
    waiting = waiting.filter((entry) => !entries.includes(entry));
    for (const { id } of entries) store.remove(id);
  };

  const push = (entry: Entry): void => {
    waiting.push(entry);
    const surplus = waiting.slice(0, Math.max(0, waiting.length - MOST_WAITING));
    if (surplus.length === 0) return;
    forget(surplus);
    onLoss({ reason: 'queue_full', count: surplus.length });
  };

  const schedule = (ms: number): void => {
    cancelTimer?.();
    cancelTimer = deps.after(ms, () => {
      cancelTimer = undefined;
      void send();
    });
  };

  /** From the front, as many as one request holds. */
  const batchOf = (entries: readonly Entry[]): readonly Entry[] => {
    let bytes = 0;
    const end = entries.findIndex((entry, index) => {
      bytes += entry.bytes + 1;
      return index > 0 && (index >= MOST_IN_BATCH || bytes > MOST_BYTES);
    });
    return entries.slice(0, end < 0 ? entries.length : end);
  };
  const bodyOf = (batch: readonly Entry[]): string => deps.bodyOf(batch.map(({ json }) => json));

  /** One request after the other until nothing waits or one fails. */
  const run = async (): Promise<void> => {
    for (;;) {
      waiting = waiting.filter(({ adopted, id }) => !adopted || store.get(id) !== null);
      const batch = batchOf(waiting);
      if (batch.length === 0) return;
      inFlight = batch;
      const { status, retryAfter } = await deps.post(bodyOf(batch), attempt === 0).catch((): Answer => ({ status: 503, retryAfter: null }));
      inFlight = [];
      if (isTemporary(status)) {
        const asked = retryAfterMs(retryAfter, deps.now());
        quietUntil = deps.now() + asked;
        if (waiting.length > 0) schedule(Math.max(asked, backoffMs(attempt, deps.random())));
        attempt += 1;
        return;
      }
      attempt = 0;
      forget(batch);
      if (status >= 400) onLoss({ reason: 'refused', count: batch.length, status });
    }
  };

  const send = (): Promise<void> => {
    sending ??= run().finally(() => {
      sending = undefined;
    });
    return sending;
  };

  return {
    add: (id, json, light) => {
      const bytes = bytesOf(json);
      if (bytes > MOST_BYTES_OF_ONE) return onLoss({ reason: 'too_large', count: 1 });
      store.set(id, (light ? '-' : '+') + json);
      push({ id, json, bytes, light, adopted: false });
      if (cancelTimer === undefined && sending === undefined) schedule(GATHER_MS);
    },
    open: () => {
      for (const id of [...store.keys()].sort()) {
        const kept = store.get(id) ?? '';
        const isOurs = /^[-+]\{/.test(kept) && !waiting.some((entry) => entry.id === id);
        if (isOurs) push({ id, json: kept.slice(1), bytes: bytesOf(kept), light: kept.startsWith('-'), adopted: true });
      }
      if (waiting.length > 0 && cancelTimer === undefined) schedule(GATHER_MS);
    },
    flush: async () => {
      if (deps.now() < quietUntil) return;
      cancelTimer?.();
      cancelTimer = undefined;
      attempt = 0;
      await send();
    },
    leave: () => {
      if (deps.now() < quietUntil) return;
      let left: readonly Entry[] = waiting.filter((entry) => !inFlight.includes(entry));
      while (left.length > 0) {
        const batch = batchOf(left);
        if (!deps.beacon(bodyOf(batch))) return;
        left = left.slice(batch.length);
        forget(batch.filter(({ light }) => light));
      }
    },
    clear: () => {
      cancelTimer?.();
      cancelTimer = undefined;
      forget(waiting);
      for (const id of store.keys()) store.remove(id);
    },
  };
}
