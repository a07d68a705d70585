import { accountAliasLines, type AccountChanges, type AccountGroup, nextAliasVersion } from '#identify';
import type { PostgresSession } from '#platform';
import { accountStateLines } from '#profile';
import type { Parcel } from '../parcel.ts';

type AccountLines = Pick<Parcel, 'accountStates' | 'accountAliases'>;

const none: AccountLines = { accountStates: [], accountAliases: [] };

/** What the accounts of a slice mean for ClickHouse: nothing where none of them has several keys. */
export async function accountLines(tx: PostgresSession, { merged, joined }: AccountChanges): Promise<AccountLines> {
  if (merged.length === 0) return none;
  const version = await nextAliasVersion(tx);
  return {
    accountStates: await accountStateLines(tx, merged, version),
    accountAliases: accountAliasLines(
      merged.filter(({ rootId }) => joined.has(rootId)),
      version,
    ),
  };
}

/** The same of accounts that were made one, or several again, by hand. */
export async function changedAccountLines(tx: PostgresSession, groups: readonly AccountGroup[], version: number): Promise<AccountLines> {
  return { accountStates: await accountStateLines(tx, groups, version), accountAliases: accountAliasLines(groups, version) };
}
