import { squashConsents } from '#govern';
import { nextAliasVersion, publishAliases, readAliases, removeAliases } from '#identify';
import type { ClickHouse, Postgres } from '#platform';
import { squashEvents, squashLimit } from '#profile';

/** Gives rows of later stages' tables the survivors of merged profiles, before the aliases go. May be called again for the same moves. */
export type FollowMerges = (moves: readonly { readonly fromId: number; readonly rootId: number; readonly workspace: number }[]) => Promise<void>;

/**
 * Makes merges cost nothing: the events of merged profiles get their survivor in place, then their aliases go. Only merges that the outbox has delivered
 * (`deliveredUpTo`: the last log position that is in ClickHouse). Returns how many profiles it moved.
 */
export async function squash(pg: Postgres, clickhouse: ClickHouse, deliveredUpTo: number, followMerges: FollowMerges = async () => {}): Promise<number> {
  const aliases = await readAliases(pg, deliveredUpTo, squashLimit);
  if (aliases.length === 0) return 0;
  await squashEvents(clickhouse, aliases);
  await followMerges(aliases);
  await squashConsents(clickhouse, aliases);
  const version = await nextAliasVersion(pg);
  const done = aliases.map(({ fromId, rootId }) => JSON.stringify({ from_id: fromId, root_id: rootId, version, is_done: 1 }));
  await removeAliases(pg, aliases);
  await publishAliases(clickhouse, done);
  return aliases.length;
}
