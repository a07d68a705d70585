import { squashConsents } from '#govern';
import { nextAliasVersion, publishAliases, readAliases, removeAliases } from '#identify';
import type { ClickHouse, Postgres } from '#platform';
import { squashEvents, squashLimit } from '#profile';

/** A profile id that rows were written under, and the root it leads to now. */
export interface Move {
  readonly fromId: number;
  readonly rootId: number;
  readonly workspace: number;
}

/** Gives rows of later stages' tables the survivors of merged profiles, before the aliases go. May be called again for the same moves. */
export type FollowMerges = (moves: readonly Move[]) => Promise<void>;

const isMove = (value: unknown): value is Move => typeof value === 'object' && value !== null && 'fromId' in value && 'rootId' in value && 'workspace' in value;

/** A move as it stands in a parcel. */
export function readMove(line: string): Move {
  const move: unknown = JSON.parse(line);
  if (!isMove(move)) throw new Error('a move in the outbox names no profile');
  return move;
}

/** Gives everything that was written under these ids their root, in place. May be called again for the same moves. */
export async function moveRows(clickhouse: ClickHouse, moves: readonly Move[], followMerges: FollowMerges = async () => {}): Promise<void> {
  for (let from = 0; from < moves.length; from += squashLimit) {
    const some = moves.slice(from, from + squashLimit);
    await squashEvents(clickhouse, some);
    await followMerges(some);
    await squashConsents(clickhouse, some);
  }
}

/**
 * Makes merges cost nothing: the events of merged profiles get their survivor in place, then their aliases go. Only merges that the outbox has delivered
 * (`deliveredUpTo`: the last log position that is in ClickHouse). Returns how many profiles it moved.
 */
export async function squash(pg: Postgres, clickhouse: ClickHouse, deliveredUpTo: number, followMerges?: FollowMerges): Promise<number> {
  const aliases = await readAliases(pg, deliveredUpTo, squashLimit);
  if (aliases.length === 0) return 0;
  await moveRows(clickhouse, aliases, followMerges);
  const version = await nextAliasVersion(pg);
  const done = aliases.map(({ fromId, rootId }) => JSON.stringify({ from_id: fromId, root_id: rootId, version, is_done: 1 }));
  await removeAliases(pg, aliases);
  await publishAliases(clickhouse, done);
  return aliases.length;
}
