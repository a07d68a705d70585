import type { QuickViewList } from '@danqing/contracts';
import type { BrowseDeps } from './query/page.ts';
import { readQuickViews } from './quick.ts';

type Deps = Omit<BrowseDeps, 'reader' | 'classOf'>;

/** Counts over everybody are given again for so long: they stand on a page that many open. */
const freshMs = 60_000;

interface Kept {
  readonly atMs: number;
  readonly answer: Promise<QuickViewList>;
}

/** Quick views of each workspace: counted once a minute at most, however many look. */
export function createQuickCounts(deps: Deps): { of(workspace: number): Promise<QuickViewList> } {
  const kept = new Map<number, Kept>();
  return {
    of: (workspace) => {
      const nowMs = deps.clock.now();
      const known = kept.get(workspace);
      if (known !== undefined && nowMs - known.atMs < freshMs && nowMs >= known.atMs) return known.answer;
      const answer = readQuickViews(deps, workspace).then((items) => ({ items: [...items], at: new Date(nowMs).toISOString() }));
      kept.set(workspace, { atMs: nowMs, answer });
      answer.catch(() => kept.delete(workspace));
      return answer;
    },
  };
}
