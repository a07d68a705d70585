import type { ClickHouse, InsertOptions, PostgresSession } from '#platform';
import type { AliasRow } from './identity.store.ts';

/** `position`: the log position that caused it; one that was turned away and back has another. */
export interface WaitingAlias extends AliasRow {
  readonly position: number;
}

/** Merges that the event tables of ClickHouse do not show yet; those the outbox has not delivered are left out. */
export const readAliases = (pg: PostgresSession, deliveredUpTo: number, limit: number): Promise<readonly WaitingAlias[]> =>
  pg.query<WaitingAlias>(
    'SELECT from_id AS "fromId", root_id AS "rootId", workspace, position FROM identify.alias WHERE position <= $1 ORDER BY position LIMIT $2',
    [deliveredUpTo, limit],
  );

/** An alias goes when the event tables say the same; one that a later merge has turned stays. */
export async function removeAliases(pg: PostgresSession, aliases: readonly WaitingAlias[]): Promise<void> {
  await pg.query(
    `DELETE FROM identify.alias a USING unnest($1::bigint[], $2::bigint[], $3::bigint[]) AS done (from_id, root_id, position)
     WHERE (a.from_id, a.root_id, a.position) = (done.from_id, done.root_id, done.position)`,
    [aliases.map((alias) => alias.fromId), aliases.map((alias) => alias.rootId), aliases.map((alias) => alias.position)],
  );
}

/** Whether queries over events must map profile ids through the dictionary `profile_alias_map`. */
export async function hasAliases(pg: PostgresSession): Promise<boolean> {
  const [row] = await pg.query<{ has: boolean }>('SELECT EXISTS (SELECT FROM identify.alias) AS has');
  return row?.has === true;
}

/** Writes rows of `profile_alias` (one JSON object a line) and lets queries see them at once. */
export async function publishAliases(clickhouse: ClickHouse, lines: readonly string[], options: InsertOptions = {}): Promise<void> {
  await clickhouse.insert('profile_alias', Buffer.from(lines.join('\n')), options);
  await clickhouse.command('SYSTEM RELOAD DICTIONARY profile_alias_map', {}, { lane: 'pipeline' });
}

/** Rises with every change of the alias map, whatever log position caused it: the newest row of a profile counts. */
export async function nextAliasVersion(pg: PostgresSession): Promise<number> {
  const [row] = await pg.query<{ version: number }>(`SELECT nextval('identify.alias_version') AS version`);
  return row?.version ?? 0;
}
