import { withdrawCarried } from '#govern';
import {
  accountGroupsOf,
  type GraphChange,
  type MergeRequest,
  mergeProfiles,
  nextAliasVersion,
  subjectOf,
  type UnmergeRequest,
  unmergeProfiles,
} from '#identify';
import type { Postgres, PostgresSession } from '#platform';
import { regroupProfiles } from '#profile';
import { entitiesChanged } from '../changes.ts';
import { putChanges } from '../changes.store.ts';
import { recordedArrived } from '../recorded.ts';
import { changedAccountLines } from './account-lines.ts';
import { identityTokens, putIdentityRow } from './outbox-row.ts';

/**
 * Makes everything that hangs on profiles follow a change of the graph: traits and consents at once, ClickHouse and the definitions that follow profiles by an outbox row, which is
 * delivered in its turn among the slices. In the transaction that changed the graph, which holds `lockGraph`. `isSplit`: some that were one are several now.
 */
export async function putGraphChange(
  tx: PostgresSession,
  { workspace, groups: changed, moves: turned }: Pick<GraphChange, 'workspace' | 'groups' | 'moves'>,
  isSplit: boolean,
): Promise<void> {
  const accounts = await accountGroupsOf(tx, changed);
  const accountRoots = new Set(accounts.map(({ rootId }) => rootId));
  const groups = changed.filter(({ rootId }) => !accountRoots.has(rootId));
  const moves = turned.filter(({ rootId }) => !accountRoots.has(rootId));
  const moved = moves.map(({ fromId }) => fromId);
  const homes = groups.flatMap((group) => group.homes);
  const { staged, inserted } = await regroupProfiles(tx, groups, new Set(moved));
  const consentsGone: number[] = [];
  // Each side against all others; the last has met them all by then.
  if (isSplit) for (const side of groups.slice(0, -1)) consentsGone.push(...(await withdrawCarried(tx, homes, side.homes)));
  const version = await nextAliasVersion(tx);
  const row = await putIdentityRow(tx, {
    staged,
    stagedWorkspaces: [workspace],
    returned: inserted,
    moves: moves.map((move) => JSON.stringify(move)),
    // An alias that still waits would lead back to the other side.
    aliases: moves.map(({ fromId, rootId }) => JSON.stringify({ from_id: fromId, root_id: rootId, version, is_done: 1 })),
    consentsGone: consentsGone.map(String),
    ...(await changedAccountLines(tx, accounts, version)),
  });
  const touched = new Set([...moved, ...groups.map(({ rootId }) => rootId)]);
  await putChanges(tx, row.id, [
    { workspace, profiles: touched, merged: touched, events: new Set(accounts.length > 0 ? [entitiesChanged] : []), hasIdentity: groups.length > 0 },
  ]);
}

/** Merges two profiles by hand, everywhere. In the caller's transaction. Faults as `mergeProfiles`. */
export async function putMerge(tx: PostgresSession, request: MergeRequest): Promise<GraphChange> {
  const change = await mergeProfiles(tx, request);
  await putGraphChange(tx, change, false);
  return change;
}

/** The same of two ids of which is not said whether they are people or accounts, as conflicts have them. */
export const putMergeOf = async (tx: PostgresSession, request: MergeRequest): Promise<GraphChange> =>
  putMerge(tx, { ...request, subject: await subjectOf(tx, request.into) });

/**
 * Merges many pairs of one workspace as `putMerge` does, one after the other, and makes everything follow once: fifty merges cost the outbox one row. Gives the number of each
 * merge. Faults as `mergeProfiles`.
 */
export async function putMerges(tx: PostgresSession, workspace: number, requests: readonly MergeRequest[]): Promise<readonly number[]> {
  if (requests.length === 0) return [];
  const changes: GraphChange[] = [];
  for (const request of requests) changes.push(await mergeProfiles(tx, request));
  // Of two changes the later one tells where an id leads now.
  const moves = new Map(changes.flatMap((change) => change.moves.map((move) => [move.fromId, move] as const)));
  const groups = new Map(changes.flatMap((change) => change.groups.map((group) => [group.rootId, group] as const)));
  const standing = [...groups.values()].filter(({ rootId }) => !moves.has(rootId));
  await putGraphChange(tx, { workspace, groups: standing, moves: [...moves.values()] }, false);
  return changes.map(({ mergeId }) => mergeId);
}

/** Undoes a merge, everywhere. In the caller's transaction. Faults as `unmergeProfiles`. */
export async function putUnmerge(tx: PostgresSession, request: UnmergeRequest): Promise<GraphChange> {
  const change = await unmergeProfiles(tx, request);
  await putGraphChange(tx, change, true);
  return change;
}

/** Until merges and unmerges by hand can be queried everywhere, or two seconds have passed: they are kept either way, and arrive when the worker runs. */
export const graphChangesArrived = (pg: Postgres): Promise<void> => recordedArrived(pg, identityTokens);
