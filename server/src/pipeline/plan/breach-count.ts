import type { Breach, CleanItem, CleanOutcome, Origin, RawEvent } from '#clean';
import { isJsonObject, type JsonValue, placeInLog, storable, wallOf } from '#kernel';

/** Events of a slice that were not as planned, by what is wrong and where they came from. Plain JSON: it waits in the outbox with the counters. */
export interface BreachCount {
  readonly workspace: number;
  readonly sourceId: number;
  /** Of receipt, YYYY-MM-DD in the workspace's zone. */
  readonly day: string;
  readonly event: string;
  readonly path: string;
  /** '' : events with anything wrong, each once. */
  readonly kind: Breach['kind'] | '';
  readonly expected: string;
  /** Name and version of what sent them. */
  readonly library: string;
  readonly app: string;
  passed: number;
  parked: number;
  dropped: number;
  firstAt: number;
  lastAt: number;
  /** `position-index` of the first ones: where they lie in the log, and nothing of what they say. */
  readonly places: string[];
}

export interface BreachTally {
  /** What the plan said of an event; one that passed may still turn out to be a duplicate. */
  saw(origin: Origin, raw: RawEvent, outcome: CleanOutcome): void;
  repeats(item: Pick<CleanItem, 'origin' | 'index'>): void;
  result(): readonly BreachCount[];
}

interface Seen {
  readonly origin: Origin;
  readonly raw: RawEvent;
  readonly outcome: CleanOutcome;
}

/** Names that are made up anew by each event must not make a row each: from here on they share one. */
const mostCounts = 2_000;
const keptPlaces = 3;
const longest = 100;

const textAt = (value: JsonValue | undefined, name: string): string => {
  const text = isJsonObject(value) ? value[name] : undefined;
  return typeof text === 'string' || typeof text === 'number' ? storable(String(text).slice(0, longest)) : '';
};

/** What sent a message, and the version of the app that it was sent from. */
function senderOf(raw: unknown): { readonly library: string; readonly app: string } {
  const context = isJsonObject(raw) ? raw['context'] : undefined;
  if (!isJsonObject(context)) return { library: '', app: '' };
  const library = [textAt(context['library'], 'name'), textAt(context['library'], 'version')].filter((part) => part !== '').join(' ');
  return { library, app: textAt(context['app'], 'version') };
}

const dayOf = ({ receivedAt, timezone }: Origin): string => new Date(wallOf(receivedAt, timezone)).toISOString().slice(0, 10);

/** Gathers what a slice's events have against them. Nothing is kept of those that are as planned. */
export function createBreachTally(): BreachTally {
  const seen = new Map<string, Seen>();
  return {
    saw: (origin, raw, outcome) => {
      if (outcome.verdict !== undefined) seen.set(placeInLog(origin.position, raw.index), { origin, raw, outcome });
    },
    repeats: ({ origin, index }) => {
      if (seen.size > 0) seen.delete(placeInLog(origin.position, index));
    },
    result: () => countsOf(seen),
  };
}

const eventAsSuch: Pick<BreachCount, 'path' | 'kind' | 'expected'> = { path: '', kind: '', expected: '' };

function countsOf(seen: ReadonlyMap<string, Seen>): readonly BreachCount[] {
  const counts = new Map<string, BreachCount>();
  for (const [place, { origin, raw, outcome }] of seen) {
    const { verdict } = outcome;
    if (verdict === undefined) continue;
    const from = { workspace: origin.workspace, sourceId: origin.sourceId, day: dayOf(origin), ...senderOf(raw.raw) };
    for (const { path, kind, expected } of [eventAsSuch, ...verdict.breaches]) {
      const named = { ...from, event: storable(verdict.event).slice(0, 500), path, kind, expected };
      let key = JSON.stringify(named);
      let count = counts.get(key);
      if (count === undefined) {
        const isTooMany = counts.size >= mostCounts;
        const kept = isTooMany ? { ...from, event: '', path: '', kind, expected: '', library: '', app: '' } : named;
        key = isTooMany ? JSON.stringify(kept) : key;
        count = counts.get(key) ?? { ...kept, passed: 0, parked: 0, dropped: 0, firstAt: origin.receivedAt, lastAt: origin.receivedAt, places: [] };
        counts.set(key, count);
      }
      if (outcome.kind === 'pass') count.passed++;
      else if (outcome.kind === 'park') count.parked++;
      else count.dropped++;
      count.firstAt = Math.min(count.firstAt, origin.receivedAt);
      count.lastAt = Math.max(count.lastAt, origin.receivedAt);
      if (count.places.length < keptPlaces) count.places.push(place);
    }
  }
  return [...counts.values()];
}
