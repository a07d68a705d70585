import { accountIdentifiersOf, type KindRules } from '#clean';
import { identifyAccounts, lockGraph, readAccountPlaces } from '#identify';
import { sourceId, type WorkspaceId } from '#kernel';
import type { PostgresSession } from '#platform';
import { readAccountSayings } from '#profile';
import { putChanges } from '../changes.store.ts';
import { entitiesChanged } from '../changes.ts';
import { accountLines } from './account-lines.ts';
import { putIdentityRow } from './outbox-row.ts';

export interface Adoption {
  readonly workspace: WorkspaceId;
  readonly keys: readonly string[];
  readonly kinds: KindRules;
  readonly defaultRegion: string;
}

/**
 * Takes accounts into the graph that were written before accounts had identifiers, with what is known of them. In the caller's transaction, which holds `lockGraph` from here on. Keys
 * that are in it already, and those that nobody spoke of, are left alone.
 */
export async function adoptAccounts(tx: PostgresSession, { workspace, keys, kinds, defaultRegion }: Adoption): Promise<void> {
  await lockGraph(tx);
  const known = new Set((await readAccountPlaces(tx, workspace, keys)).map(({ key }) => key));
  const missing = keys.filter((key) => !known.has(key));
  if (missing.length === 0) return;
  const sayings = (await readAccountSayings(tx, workspace, missing)).toSorted((a, b) => a.ts - b.ts || (a.key < b.key ? -1 : 1));
  const messages = sayings.map(({ key, ts, messageId, attributes, ...saying }) => {
    const origin = { workspace, sourceId: sourceId(saying.sourceId), defaultRegion, kinds };
    return { key, ts, messageId, origin, accountIds: accountIdentifiersOf(key, attributes, undefined, origin) };
  });
  const { accountStates, accountAliases } = await accountLines(tx, await identifyAccounts(tx, messages, 0));
  if (accountStates.length === 0) return;
  const row = await putIdentityRow(tx, { accountStates, accountAliases });
  await putChanges(tx, row.id, [{ workspace, profiles: new Set(), merged: new Set(), events: new Set([entitiesChanged]), hasIdentity: false }]);
}
