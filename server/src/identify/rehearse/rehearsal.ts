import type { Identifier, Origin } from '#clean';
import type { PostgresSession } from '#platform';
import { dayOf, isProvisional, keyOf, type Resolvable } from '../model.ts';
import { resolve } from '../resolve.ts';
import { readSnapshot } from '../snapshot.read.ts';
import { findIdentifiers } from '../snapshot.sql.ts';
import { createParts } from './parts.ts';

/** Who would come to be, and who is concerned, if messages were sent. `mostCreated` is above `created` only where there were too many to follow them all. */
interface Rehearsed {
  readonly created: number;
  readonly mostCreated: number;
  /** Profiles of today that the messages are about. */
  readonly known: number;
  /** Of those, how many would become one with another of them. */
  readonly joined: number;
}

/** Takes messages in the order in which they would stand in the log; nothing is written. */
export interface Rehearsal {
  /** `identifiers`: as cleaning gives them, at least one; `ts`: ms. */
  name(identifiers: readonly Identifier[], ts: number): void;
  end(): Promise<Rehearsed>;
}

interface Named {
  readonly ids: readonly number[];
  readonly ts: number;
}

interface Found {
  readonly kind: string;
  readonly value: string;
  readonly profileId: number | null;
  readonly state: string | null;
}

const askedAtOnce = 5000;
const resolvedAtOnce = 5000;

/**
 * Messages through the very function that decides in the pipeline (`resolve`), against what is stored. They are taken apart into parts that no identifier and no stored profile connects: parts are decided
 * one by one, most of them at a glance, so that a file of a million customers needs neither a transaction nor their whole graph in memory.
 */
export function openRehearsal(pg: PostgresSession, origin: Pick<Origin, 'workspace' | 'sourceId' | 'defaultRegion' | 'kinds'>, most = 2_000_000): Rehearsal {
  const { workspace } = origin;
  const numbers = new Map<string, number>();
  const identifiers: Identifier[] = [];
  const parts = createParts();
  const messages: Named[] = [];
  const seen = new Set<string>();
  let beyond = 0;

  const numberOf = (identifier: Identifier): number => {
    const key = keyOf(workspace, identifier);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    const added = parts.add();
    numbers.set(key, added);
    identifiers.push(identifier);
    return added;
  };

  /** Of named identifiers the profile of each that has one; whatever is or may be several people's is not told at a glance. */
  const findKnown = async (): Promise<{ readonly profiles: ReadonlyMap<number, number>; readonly unclear: ReadonlySet<number> }> => {
    const [profiles, unclear, first] = [new Map<number, number>(), new Set<number>(), new Map<number, number>()];
    for (let from = 0; from < identifiers.length; from += askedAtOnce) {
      const asked = identifiers.slice(from, from + askedAtOnce);
      const columns = [asked.map(() => workspace), asked.map(({ kind }) => kind), asked.map(({ value }) => value)];
      for (const { kind, value, profileId, state } of await pg.query<Found>(findIdentifiers, columns)) {
        const number = numbers.get(keyOf(workspace, { kind, value })) ?? 0;
        if (state !== null) unclear.add(number);
        if (profileId === null) continue;
        if (state === null) profiles.set(number, profileId);
        const before = first.get(profileId);
        if (before === undefined) first.set(profileId, number);
        else parts.join(before, number);
      }
    }
    for (const [number, { kind }] of identifiers.entries()) if (origin.kinds.ruleOf(kind).isShared) unclear.add(number);
    return { profiles, unclear };
  };

  return {
    name: (named, ts) => {
      if (seen.size >= most) {
        if (named.some((identifier) => !numbers.has(keyOf(workspace, identifier)))) beyond++;
        return;
      }
      const ids = named.map(numberOf);
      // Whom an identifier was named with counts by days, and how many came within a period by moments; else what is said twice says nothing new.
      const when = named.some(({ kind }) => origin.kinds.ruleOf(kind).period !== undefined) ? ts : ids.length > 1 ? dayOf(ts) : 0;
      const key = `${ids.join(',')}@${when}`;
      if (seen.has(key)) return;
      seen.add(key);
      for (const id of ids.slice(1)) parts.join(ids[0] ?? id, id);
      messages.push({ ids, ts });
    },
    end: async () => {
      const { profiles, unclear } = await findKnown();
      const byPart = Map.groupBy(messages, ({ ids }) => parts.partOf(ids[0] ?? 0));
      const total = { created: 0, known: 0, joined: 0 };
      let waiting: Named[] = [];
      const decide = async (): Promise<void> => {
        const events = waiting.map(({ ids, ts }, place): Resolvable => {
          const own = ids.flatMap((id) => identifiers[id] ?? []);
          return { origin, ts, messageId: String(place), previousId: undefined, identifiers: own };
        });
        waiting = [];
        if (events.length === 0) return;
        const { created, merges, profileOf } = resolve(events, await readSnapshot(pg, events));
        const joined = merges.filter(({ from }) => !isProvisional(from)).length;
        total.created += created.length - (merges.length - joined);
        total.joined += joined;
        total.known += joined + new Set(profileOf.filter((id) => !isProvisional(id))).size;
      };
      for (const part of byPart.values()) {
        const homes = new Set(part.flatMap(({ ids }) => ids.map((id) => profiles.get(id))));
        const isClear = part.every(({ ids }) => ids.every((id) => !unclear.has(id)));
        const [home] = homes;
        if (isClear && homes.size === 1 && home !== undefined) total.known++;
        else if (isClear && homes.size === 1 && part.length === 1) total.created++;
        else waiting.push(...part);
        if (waiting.length >= resolvedAtOnce) await decide();
      }
      await decide();
      return { ...total, mostCreated: total.created + beyond };
    },
  };
}
