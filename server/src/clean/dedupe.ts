import { hash } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type KeyStore, openKeyStore } from '#platform';
import type { CleanEvent } from './event.ts';

/** What tells a message from its repetition. */
type Message = Pick<CleanEvent, 'origin' | 'index' | 'messageId'>;

/**
 * Which messages have been seen: a 16-byte hash of (source, message id) → the log position that brought it first.
 * A message is a duplicate iff the stored position is not its own; so a slice that is worked off again after a crash finds its own
 * messages and none is lost. One environment a day (of receipt), kept `days`; imports' ids never expire.
 */
export interface Dedupe {
  /** One answer an event, in order: whether it repeats an earlier message. Remembers the others, synced. */
  findDuplicates(events: readonly Message[]): readonly boolean[];
  close(): Promise<void>;
}

const dayMs = 86_400_000;
const forever = 'imports';

const keyOf = (event: Message): Buffer => hash('sha1', `${event.origin.sourceId}\n${event.messageId}`, 'buffer').subarray(0, 16);

function placeOf(event: Message): Buffer {
  const place = Buffer.allocUnsafe(12);
  place.writeDoubleBE(event.origin.position, 0);
  place.writeUInt32BE(event.index, 8);
  return place;
}

export function openDedupe(folder: string, options: { readonly days: number } = { days: 7 }): Dedupe {
  mkdirSync(folder, { recursive: true });
  const environments = new Map<string, KeyStore>();
  const openOne = (name: string): KeyStore => {
    const existing = environments.get(name);
    if (existing !== undefined) return existing;
    const environment = openKeyStore(join(folder, name));
    environments.set(name, environment);
    return environment;
  };
  for (const name of readdirSync(folder)) openOne(name);

  const dayOf = (event: Message): string => (event.origin.isImport ? forever : new Date(event.origin.receivedAt).toISOString().slice(0, 10));

  const forget = (newest: string): void => {
    const oldest = new Date(Date.parse(newest) - options.days * dayMs).toISOString().slice(0, 10);
    for (const [name, environment] of environments) {
      if (name === forever || name >= oldest) continue;
      environments.delete(name);
      void environment.close().then(() => rmSync(join(folder, name), { recursive: true, force: true }));
    }
  };

  const findOfDay = (day: string, events: readonly Message[], places: readonly number[], answers: boolean[]): void => {
    const isNewDay = !environments.has(day);
    const today = openOne(day);
    if (isNewDay && day !== forever) forget(day);
    const others = day === forever ? [] : [...environments].filter(([name]) => name !== day && name !== forever).map(([, environment]) => environment);
    today.transaction(() => {
      for (const place of places) {
        const event = events[place];
        if (event === undefined) continue;
        const key = keyOf(event);
        const own = placeOf(event);
        const earlier = others.map((environment) => environment.get(key)).find((value) => value !== undefined);
        if (earlier === undefined && today.add(key, own)) continue;
        if (!own.equals(earlier ?? today.get(key) ?? own)) answers[place] = true;
      }
    });
  };

  return {
    findDuplicates: (events) => {
      const answers = new Array<boolean>(events.length).fill(false);
      const days = new Map<string, number[]>();
      events.forEach((event, index) => {
        const day = dayOf(event);
        const list = days.get(day);
        if (list === undefined) days.set(day, [index]);
        else list.push(index);
      });
      for (const [day, places] of [...days].sort(([a], [b]) => (a < b ? -1 : 1))) findOfDay(day, events, places, answers);
      return answers;
    },
    close: async () => {
      await Promise.all([...environments.values()].map((environment) => environment.close()));
    },
  };
}
