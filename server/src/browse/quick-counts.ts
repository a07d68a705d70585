import type { QuickView, QuickViewList } from '@danqing/contracts';
import type { Clock } from '#kernel';

type Read = (workspace: number) => Promise<readonly QuickView[]>;

/** Counts over everybody stand on a page that many open: they are counted again when they are older than this, … */
const freshMs = 60_000;
/** … and meanwhile those from before are shown, with their moment, up to this age: a count of everybody that is some minutes old tells the same. */
const shownMs = 3_600_000;

interface Kept {
  readonly atMs: number;
  readonly list: QuickViewList;
}

/** Quick views of each workspace: counted once a minute at most, however many look; nobody but the first waits. */
export function createQuickCounts(clock: Clock, read: Read): { of(workspace: number): Promise<QuickViewList> } {
  const counted = new Map<number, Kept>();
  const counting = new Map<number, Promise<QuickViewList>>();
  const count = (workspace: number): Promise<QuickViewList> => {
    const underWay = counting.get(workspace);
    if (underWay !== undefined) return underWay;
    const atMs = clock.now();
    const answer = read(workspace)
      .then((items) => {
        const list = { items: [...items], at: new Date(atMs).toISOString() };
        counted.set(workspace, { atMs, list });
        return list;
      })
      .finally(() => counting.delete(workspace));
    counting.set(workspace, answer);
    return answer;
  };
  return {
    of: (workspace) => {
      const known = counted.get(workspace);
      const age = known === undefined ? Infinity : clock.now() - known.atMs;
      if (known === undefined || age > shownMs || age < 0) return count(workspace);
      // Whoever asks has an answer; that of the count under way is for those who come later.
      if (age >= freshMs) count(workspace).catch(() => undefined);
      return Promise.resolve(known.list);
    },
  };
}
