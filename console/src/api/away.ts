import type { Query } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { ApiError } from './error.ts';

/** Not reached, asked too often, or nobody behind the door: none of it says anything about what was asked. */
const awayFor: readonly number[] = [0, 429, 502, 503, 504];

/** What is shown as it was before the server went away, by the queries' hashes. */
let kept: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();

function keep(next: ReadonlySet<string>): void {
  kept = next;
  for (const listener of listeners) listener();
}

/** While the server is away what is on the page stays there, with everything that somebody is typing into it. */
export function keepShown(error: unknown, query: Query<unknown, unknown>): void {
  if (query.state.data === undefined || !(error instanceof ApiError) || !awayFor.includes(error.status)) return;
  query.setState({ status: 'success', error: null });
  keep(new Set([...kept, query.queryHash]));
}

/** The server answers again: what was kept, but for what has just been answered, is to be asked anew. */
export function takeKept(answered: string): ReadonlySet<string> {
  const waiting = new Set([...kept].filter((hash) => hash !== answered));
  if (kept.size > 0) keep(new Set());
  return waiting;
}

const listen = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Whether something on the page is older than it looks, because the server cannot be asked. */
export const useAway = (): boolean => useSyncExternalStore(listen, () => kept.size > 0);
