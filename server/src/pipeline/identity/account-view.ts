import type { AccountIdentity } from '@danqing/contracts';
import type { IdentityHistory } from '#identify';

const momentOf = (ms: number): string => new Date(ms).toISOString();

/** The history of an account as it travels: homes by their keys. */
export const accountIdentityView = (
  { history, keyOf }: { readonly history: IdentityHistory; readonly keyOf: (home: number) => string },
  sourceName: (sourceId: number) => string | undefined,
): AccountIdentity => ({
  edges: history.edges.map(({ sourceId, firstSeen, lastSeen, ...edge }) => ({
    ...edge,
    source: sourceName(sourceId) ?? String(sourceId),
    firstSeen: momentOf(firstSeen),
    lastSeen: momentOf(lastSeen),
  })),
  merges: history.merges.map(({ id, aHome, bHome, cause, link, messageId, author, reason, mergedAt, undoneAt, undoneBy, undoReason }) => ({
    id,
    keys: [keyOf(aHome), keyOf(bHome)],
    cause,
    link,
    messageId,
    author,
    reason,
    mergedAt: momentOf(mergedAt),
    undoneAt: undoneAt === null ? null : momentOf(undoneAt),
    undoneBy,
    undoReason,
  })),
  conflicts: history.conflicts.map(({ keptId, otherId, firstSeen, ...conflict }) => ({
    ...conflict,
    kept: keyOf(keptId),
    other: otherId === null ? null : keyOf(otherId),
    firstSeen: momentOf(firstSeen),
  })),
  separations: history.separations.map(({ aHome, bHome, aRoot, bRoot, mergeId, madeAt }) => ({
    keys: [keyOf(aHome), keyOf(bHome)],
    isLifted: aRoot === bRoot,
    mergeId,
    madeAt: momentOf(madeAt),
  })),
});
