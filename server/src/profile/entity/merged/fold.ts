import { gonePath, type Leaves, LeavesDraft, type Saying } from '../leaves.ts';
import { changedVersions, type EntityVersion } from '../versions.ts';

const inOrder = (a: Saying, b: Saying): number => a[0] - b[0] || (a[1] < b[1] ? -1 : Number(a[1] > b[1])) || a[2] - b[2];

/**
 * What was said of several keys that are one account, as if it had been said of one: of each attribute what the most trusted source said last. It is gone when every key that is known
 * by then is gone: whoever clears away a duplicate does not mean the account. The order of the keys leaves no trace.
 */
export function foldLeaves(parts: readonly Leaves[]): Leaves {
  const draft = new LeavesDraft(new Map());
  const paths = new Set(parts.flatMap((leaves) => [...leaves.keys()]));
  for (const path of [...paths].sort()) {
    if (path === gonePath) continue;
    for (const saying of parts.flatMap((leaves) => leaves.get(path) ?? []).sort(inOrder)) draft.say(path, saying);
  }
  for (const saying of foldGone(parts)) draft.say(gonePath, saying);
  return draft.leaves;
}

function foldGone(parts: readonly Leaves[]): readonly Saying[] {
  const gone = new Map<number, boolean>();
  const all = parts.flatMap((leaves, place) => (leaves.get(gonePath) ?? []).map((saying) => ({ place, saying }))).sort((a, b) => inOrder(a.saying, b.saying));
  const moments = new Map<number, boolean>();
  for (const { place, saying } of all) {
    gone.set(place, saying[4] === true);
    moments.set(saying[0], [...gone.values()].every(Boolean));
  }
  return [...moments].map(([ts, isGone]): Saying => [ts, '', 0, 0, isGone]);
}

/** Every state of the account, oldest first. */
export const versionsOf = (leaves: Leaves): readonly EntityVersion[] => changedVersions(new Map(), leaves, [], [Number.NEGATIVE_INFINITY]).inserted;
