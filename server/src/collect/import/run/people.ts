import { hash } from 'node:crypto';
import type { ImportDryRun } from '@danqing/contracts';
import { isJsonObject, type JsonValue } from '#kernel';
import { cellText } from '../plan/operators.ts';
import { type Judge, roughJudge, type Verdict } from '../recognise/judge.ts';

/** How a workspace reads identifiers, and whom it knows. Without one: the usual rules, and nobody is known. */
export interface PeopleRules {
  readonly judge: Judge;
  /** The form in which a value is kept; undefined where it identifies nobody. */
  normalise(kind: string, text: string): string | undefined;
  /** Those of the values that a profile of the workspace holds. */
  known(kind: string, values: readonly string[]): Promise<ReadonlySet<string>>;
}

export interface PeopleCount {
  add(message: unknown): Promise<void>;
  result(): Promise<Pick<ImportDryRun, 'people' | 'dates' | 'repeated'>>;
}

/** Values that are told apart exactly; above it, repetitions and people are no longer counted on. */
const mostTold = 3_000_000;
const askedAtOnce = 5000;
const year1990 = Date.UTC(1990, 0, 1);

const textOf = (value: JsonValue | undefined): string => (value === undefined ? '' : cellText(value));

/** Counts who the messages of a dry run are about, when they happened, and which of them come twice. */
export function peopleCount(at: number, rules: PeopleRules | undefined): PeopleCount {
  const judge = rules?.judge ?? roughJudge;
  const kinds = new Map<string, Record<Verdict, number>>();
  const ids = new Set<string>();
  const seen = new Set<string>();
  const waiting = new Map<string, string[]>();
  let [nobody, known, fresh, repeated, before1990, future] = [0, 0, 0, 0, 0, 0];
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

  const ask = async (kind: string, values: readonly string[]): Promise<void> => {
    const found = (await rules?.known(kind, values))?.size ?? 0;
    known += found;
    fresh += values.length - found;
  };
  const meet = async (kind: string, text: string): Promise<void> => {
    const value = rules === undefined ? text : rules.normalise(kind, text);
    const key = hash('md5', `${kind}\n${value ?? ''}`, 'base64');
    if (value === undefined || seen.has(key) || seen.size >= mostTold) return;
    seen.add(key);
    const values = waiting.get(kind) ?? [];
    values.push(value);
    waiting.set(kind, values.length < askedAtOnce ? values : []);
    if (values.length >= askedAtOnce) await ask(kind, values);
  };
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
    add: async (message) => {
      if (!isJsonObject(message)) return;
      const { identifiers, timestamp, messageId } = message;
      when(timestamp);
      const id = hash('md5', textOf(messageId), 'base64');
      if (ids.has(id)) repeated++;
      else if (ids.size < mostTold) ids.add(id);
      if (!isJsonObject(identifiers)) return;
      const usable = Object.entries(identifiers).filter(([kind, value]) => judged(kind, textOf(value)) === 'valid');
      const [first] = usable;
      if (first === undefined) nobody++;
      else await meet(first[0], textOf(first[1]));
    },
    result: async () => {
      for (const [kind, values] of waiting) if (values.length > 0) await ask(kind, values);
      const isTold = rules !== undefined;
      return {
        people: {
          identifiers: [...kinds].map(([kind, counts]) => ({ kind, ...counts })),
          nobody,
          known: isTold ? known : null,
          new: isTold ? fresh : null,
        },
        dates: { from: from <= to ? new Date(from).toISOString() : null, to: from <= to ? new Date(to).toISOString() : null, before1990, future },
        repeated,
      };
    },
  };
}
