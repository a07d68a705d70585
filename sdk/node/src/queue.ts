import type { Journal } from './journal.ts';

/** Messages in order, each as JSON. What has left stays out of the numbers: `added` − `gone` wait. */
export interface Queue {
  /** Places of the last message added and of the last one gone, counted from 1. */
  added(): number;
  gone(): number;
  bytes(): number;
  push(json: string): void;
  /** From the front, as many as fit; at least one unless nothing waits. */
  head(limits: { readonly count: number; readonly bytes: number }): readonly string[];
  /** The first `count` are delivered or given up. */
  shift(count: number): void;
}

/** Emptied places at the front are given back when they are so many, and more than those behind them. */
const COMPACT_AT = 1_024;

export function createQueue(journal: Omit<Journal, 'close'> | undefined, waiting: readonly string[] = []): Queue {
  let entries = waiting.map((json) => ({ json, bytes: Buffer.byteLength(json) }));
  let first = 0;
  let gone = 0;
  let bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  return {
    added: () => gone + entries.length - first,
    gone: () => gone,
    bytes: () => bytes,
    push: (json) => {
      const entry = { json, bytes: Buffer.byteLength(json) };
      entries.push(entry);
      bytes += entry.bytes;
      journal?.append(json);
    },
    head: (limits) => {
      const taken: string[] = [];
      let sum = 0;
      for (let place = first; place < entries.length && taken.length < limits.count; place++) {
        const entry = entries[place];
        if (entry === undefined) break;
        sum += entry.bytes + 1;
        if (taken.length > 0 && sum > limits.bytes) break;
        taken.push(entry.json);
      }
      return taken;
    },
    shift: (count) => {
      const shifted = entries.slice(first, first + count);
      const done = { count: shifted.length, bytes: shifted.reduce((sum, entry) => sum + entry.bytes, 0) };
      gone += done.count;
      bytes -= done.bytes;
      first += done.count;
      if (first >= Math.max(COMPACT_AT, entries.length / 2)) {
        entries = entries.slice(first);
        first = 0;
      }
      if (entries.length === first) journal?.empty();
      else journal?.acknowledge(done, () => entries.slice(first).map(({ json }) => json));
    },
  };
}
