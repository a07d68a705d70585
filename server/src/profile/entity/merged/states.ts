import { accountEntity } from '#clean';
import { flatRow, flatten } from '#kernel';
import type { PostgresSession } from '#platform';
import { clickhouseTime } from '../../event-row.ts';
import { readEntities } from '../entity.store.ts';
import { gonePath, type Leaves } from '../leaves.ts';
import { type EntityVersion, stateAt } from '../versions.ts';
import { foldLeaves, versionsOf } from './fold.ts';
import { type AccountState, type KeysOfAccount, readStateMoments, replaceStates } from './state.store.ts';

interface Folded extends AccountState {
  readonly versions: readonly EntityVersion[];
}

/**
 * Lines for `account_state`: all states of the accounts that have several keys, and what stood there of these keys and is no more. In the transaction that changed what was said, or who
 * is one, which holds the lock of the graph. `version`: higher than that of every change before. Four statements.
 */
export async function accountStateLines(tx: PostgresSession, accounts: readonly KeysOfAccount[], version: number): Promise<readonly string[]> {
  if (accounts.length === 0) return [];
  const before = await readStateMoments(tx, accounts);
  const folded = await foldAccounts(
    tx,
    accounts.filter(({ keys }) => keys.length > 1),
  );
  await replaceStates(tx, accounts, folded);
  const standing = folded.flatMap(({ workspace, rootKey, versions }) => versions.map((state) => line(workspace, rootKey, state, version)));
  const momentsNow = new Map(folded.map(({ workspace, rootKey, moments }) => [nameOf(workspace, rootKey), new Set(moments)]));
  const removed = before.flatMap(({ workspace, key, moments }) => {
    const stays = momentsNow.get(nameOf(workspace, key));
    const gone = moments.map(Number).filter((ts) => stays?.has(ts) !== true);
    return gone.map((ts) => line(workspace, key, { ts, attributes: {}, isGone: false }, version, 1));
  });
  return [...standing, ...removed];
}

async function foldAccounts(tx: PostgresSession, accounts: readonly KeysOfAccount[]): Promise<readonly Folded[]> {
  if (accounts.length === 0) return [];
  const names = accounts.flatMap(({ workspace, keys }) => keys.map((key) => ({ workspace, kind: accountEntity, key })));
  const leavesOf = new Map((await readEntities(tx, names)).map(({ workspace, key, leaves }) => [nameOf(workspace, key), leaves]));
  return accounts.map((account) =>
    foldAccount(
      account,
      account.keys.flatMap((key) => leavesOf.get(nameOf(account.workspace, key)) ?? []),
    ),
  );
}

function foldAccount(account: KeysOfAccount, parts: readonly Leaves[]): Folded {
  const leaves = foldLeaves(parts);
  const versions = versionsOf(leaves);
  const sayings = leaves.get(gonePath) ?? [];
  const now = stateAt(leaves, Number.POSITIVE_INFINITY);
  return {
    ...account,
    versions,
    moments: versions.map(({ ts }) => ts),
    attributes: now?.attributes ?? {},
    isGone: now?.isGone ?? false,
    firstAt: sayings[0]?.[0] ?? 0,
    lastAt: Math.max(0, ...parts.map((part) => part.get(gonePath)?.at(-1)?.[0] ?? 0)),
  };
}

const nameOf = (workspace: number, key: string): string => `${workspace}\n${key}`;

const line = (workspace: number, key: string, { ts, attributes, isGone }: EntityVersion, version: number, isRemoved = 0): string =>
  JSON.stringify({ workspace, key, ts: clickhouseTime(ts), attributes: flatRow(flatten(attributes)), is_gone: isGone ? 1 : 0, version, is_removed: isRemoved });
