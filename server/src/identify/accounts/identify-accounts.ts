import type { CleanEntity } from '#clean';
import type { PostgresSession } from '#platform';
import { lockGraph } from '../identify.ts';
import { applyResolution } from '../identity.store.ts';
import { removeAliasesOf } from '../merge/merge.sql.ts';
import { keyOf, type Resolvable } from '../model.ts';
import { resolve } from '../resolve.ts';
import { readSnapshot } from '../snapshot.read.ts';
import { type AccountGroup, insertAccounts, readAccountGroups } from './account.store.ts';

/** What a message says of whose identifiers an account has. */
export interface AccountMessage extends Pick<CleanEntity, 'key' | 'accountIds' | 'ts' | 'messageId'> {
  readonly origin: Resolvable['origin'];
}

export interface AccountChanges {
  /** Accounts of several keys of which these messages tell, or which they made one. */
  readonly merged: readonly AccountGroup[];
  /** The roots that merges were made into, by id. */
  readonly joined: ReadonlySet<number>;
}

/**
 * Which accounts the messages of a slice are about; writes what that changes in the graph. The same decision as for people, under the kinds of accounts: a key is always an account of
 * its own, what else names it joins accounts by merges. Holds `lockGraph` until the transaction ends. `position`: the slice's last log position.
 */
export async function identifyAccounts(tx: PostgresSession, messages: readonly AccountMessage[], position: number): Promise<AccountChanges> {
  if (messages.length === 0) return { merged: [], joined: new Set() };
  await lockGraph(tx);
  const events = messages.map(
    ({ origin, accountIds, ts, messageId }): Resolvable => ({
      origin: { ...origin, kinds: origin.kinds.accounts },
      identifiers: accountIds,
      previousId: undefined,
      ts,
      messageId,
    }),
  );
  const snapshot = await readSnapshot(tx, events);
  const { homeOf, profileOf, aliases, merges } = await applyResolution(tx, resolve(events, snapshot), position);
  // Nothing in the event tables is written under an account, so there is nothing to squash.
  if (aliases.length > 0) await tx.query(removeAliasesOf, [aliases.map(({ fromId }) => fromId)]);
  const fresh = new Map<number, { readonly id: number; readonly workspace: number; readonly key: string }>();
  messages.forEach(({ origin, key, accountIds: [own] }, index) => {
    const id = homeOf[index];
    if (id !== undefined && own !== undefined && !snapshot.identifiers.has(keyOf(origin.workspace, own)))
      fresh.set(id, { id, workspace: origin.workspace, key });
  });
  await insertAccounts(tx, [...fresh.values()]);
  const groups = await readAccountGroups(tx, [...new Set(profileOf)]);
  const gone = new Set(merges.flatMap(({ into, from }) => [into, from]));
  return { merged: groups.filter(({ keys }) => keys.length > 1), joined: new Set(groups.filter(({ rootId }) => gone.has(rootId)).map(({ rootId }) => rootId)) };
}
