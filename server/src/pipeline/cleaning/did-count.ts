import type { CleanItem, Effect, Origin, Ruled } from '#clean';
import { placeInLog } from '#kernel';

/** What a rule did to the messages of one source in a slice. Plain JSON: it waits in the outbox with the counters. */
export interface DidCount {
  readonly workspace: number;
  readonly rule: string;
  readonly sourceId: number;
  changed: number;
  refused: number;
  imputed: number;
  parked: number;
  dropped: number;
  lastAt: number;
}

export interface DidTally {
  /** A message may still turn out to be a duplicate. */
  saw(origin: Origin, index: number, ruled: Ruled): void;
  repeats(item: Pick<CleanItem, 'origin' | 'index'>): void;
  result(): readonly DidCount[];
}

/** Every message counts once for each rule and what it did, however many values that were. */
export function createDidTally(): DidTally {
  const counts = new Map<string, DidCount>();
  const seen = new Map<string, readonly Effect[]>();
  const raise = ({ workspace, sourceId, receivedAt }: Origin, effects: readonly Effect[], by: 1 | -1): void => {
    for (const pair of new Set(effects.map(({ rule, kind }) => `${kind}/${rule}`))) {
      const [kind = '', rule = ''] = pair.split('/');
      const key = `${sourceId}/${rule}`;
      const count = counts.get(key) ?? { workspace, rule, sourceId, changed: 0, refused: 0, imputed: 0, parked: 0, dropped: 0, lastAt: 0 };
      counts.set(key, count);
      if (kind === 'changed' || kind === 'refused' || kind === 'imputed' || kind === 'parked' || kind === 'dropped') count[kind] += by;
      count.lastAt = Math.max(count.lastAt, receivedAt);
    }
  };
  return {
    saw: (origin, index, { effects }) => {
      seen.set(placeInLog(origin.position, index), effects);
      raise(origin, effects, 1);
    },
    repeats: ({ origin, index }) => {
      const effects = seen.get(placeInLog(origin.position, index));
      if (effects !== undefined) raise(origin, effects, -1);
    },
    result: () => [...counts.values()].filter((count) => count.changed + count.refused + count.imputed + count.parked + count.dropped > 0),
  };
}
