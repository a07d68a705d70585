import { hash } from 'node:crypto';
import type { ImportDryRun } from '@danqing/contracts';
import { isJsonObject, type JsonObject, type JsonValue } from '#kernel';
import { cellText } from '../plan/operators.ts';
import { type Judge, roughJudge, type Verdict } from '../recognise/judge.ts';

/** Who the messages of a file would bring, found as the pipeline would find it. Nothing is written. */
export interface PeopleRehearsal {
  /** One message, in the order of the file; false where it names nobody. */
  name(message: JsonObject): boolean;
  end(): Promise<Pick<ImportDryRun['people'], 'new' | 'newMost' | 'known' | 'joined'>>;
}

/** How a workspace reads identifiers, and whom it knows. Without one: the usual rules, and nobody is known. */
export interface PeopleRules {
  readonly judge: Judge;
  rehearse(): PeopleRehearsal;
}

export interface PeopleCount {
  add(message: unknown): void;
  result(): Promise<Pick<ImportDryRun, 'people' | 'dates' | 'repeated'>>;
}

/** Messages that are told apart exactly; above it, repetitions are no longer counted. */
const mostTold = 3_000_000;
const year1990 = Date.UTC(1990, 0, 1);

const textOf = (value: JsonValue | undefined): string => (value === undefined ? '' : cellText(value));

/** Counts who the messages of a dry run are about, when they happened, and which of them come twice. */
export function peopleCount(at: number, rules: PeopleRules | undefined): PeopleCount {
  const judge = rules?.judge ?? roughJudge;
  const rehearsal = rules?.rehearse();
  const kinds = new Map<string, Record<Verdict, number>>();
  const ids = new Set<string>();
  let [nobody, repeated, before1990, future] = [0, 0, 0, 0];
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

  const judged = (kind: string, text: string): Verdict => {
    const verdict = judge(kind, text);
    const counts = kinds.get(kind) ?? { valid: 0, masked: 0, blocked: 0, malformed: 0 };
    counts[verdict]++;
    kinds.set(kind, counts);
    return verdict;
  };
  const when = (timestamp: unknown): void => {
    const moment = typeof timestamp === 'string' ? Date.parse(timestamp) : Number.NaN;
    if (Number.isNaN(moment)) return;
    from = Math.min(from, moment);
    to = Math.max(to, moment);
    if (moment < year1990) before1990++;
    if (moment > at) future++;
  };

  return {
    add: (message) => {
      if (!isJsonObject(message)) return;
      const { identifiers, timestamp, messageId } = message;
      when(timestamp);
      const id = hash('md5', textOf(messageId), 'base64');
      const isRepeated = ids.has(id);
      if (isRepeated) repeated++;
      else if (ids.size < mostTold) ids.add(id);
      if (!isJsonObject(identifiers)) return;
      const valid = Object.entries(identifiers).map(([kind, value]) => judged(kind, textOf(value)) === 'valid');
      // A duplicate is dropped before anybody asks whom it is about.
      if (isRepeated) return;
      const isSomebody = rehearsal === undefined ? valid.includes(true) : rehearsal.name(message);
      if (!isSomebody) nobody++;
    },
    result: async () => {
      const people = (await rehearsal?.end()) ?? { known: null, new: null, newMost: null, joined: null };
      return {
        people: { identifiers: [...kinds].map(([kind, counts]) => ({ kind, ...counts })), nobody, ...people },
        dates: { from: from <= to ? new Date(from).toISOString() : null, to: from <= to ? new Date(to).toISOString() : null, before1990, future },
        repeated,
      };
    },
  };
}
