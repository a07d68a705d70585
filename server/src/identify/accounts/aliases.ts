import type { ClickHouse, InsertOptions } from '#platform';
import type { AccountGroup } from './account.store.ts';

/** Lines for `account_alias`: which keys lead where. An account of one key needs none; the row that it may have had goes. `version`: of `nextAliasVersion`. */
export const accountAliasLines = (groups: readonly AccountGroup[], version: number): readonly string[] =>
  groups.flatMap(({ workspace, rootKey, keys }) =>
    keys.map((key) => JSON.stringify({ workspace, key, root_key: rootKey, version, is_done: keys.length > 1 ? 0 : 1 })),
  );

/** Lets rules see which accounts are one. */
export async function publishAccountAliases(clickhouse: ClickHouse, lines: readonly string[], options: InsertOptions = {}): Promise<void> {
  await clickhouse.insert('account_alias', Buffer.from(lines.join('\n')), options);
  await clickhouse.command('SYSTEM RELOAD DICTIONARY account_alias_map', {}, { lane: 'pipeline' });
}
