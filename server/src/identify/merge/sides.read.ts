import type { PostgresSession } from '#platform';
import { homesOf } from './change.ts';
import * as sql from './merge.sql.ts';
import { sidesOf, type TreeEdge } from './tree.ts';

/** A person that an unmerge would leave. */
export interface MergeSide {
  /** The lowest of its homes: what it is called then. */
  readonly rootId: number;
  readonly homes: readonly number[];
  readonly identifiers: readonly { readonly kind: string; readonly value: string }[];
}

interface MergeRow extends TreeEdge {
  readonly isExact: boolean;
  readonly isUndone: boolean;
  readonly rootId: number;
}

const heldByHomes = `
  SELECT kind, value, home_id AS "homeId" FROM identify.identifier WHERE profile_id = $1 AND home_id = ANY($2::bigint[]) ORDER BY first_seen, kind, value`;

/** What would be left when a merge of people was undone now, the side that keeps the id first; undefined: there is no such merge, or it was undone. Changes nothing. */
export async function readMergeSides(
  pg: PostgresSession,
  workspace: number,
  mergeId: number,
): Promise<{ readonly isExact: boolean; readonly sides: readonly MergeSide[] } | undefined> {
  const [merge] = await pg.query<MergeRow>(sql.findMerge, [workspace, mergeId, false]);
  if (merge === undefined || merge.isUndone) return undefined;
  const { rootId, isExact } = merge;
  const { a, b } = sidesOf(await pg.query<TreeEdge>(sql.findStanding, [await homesOf(pg, rootId)]), merge);
  const held = await pg.query<{ kind: string; value: string; homeId: number }>(heldByHomes, [rootId, [...a, ...b]]);
  const sideOf = (homes: readonly number[]): MergeSide => ({
    rootId: homes[0] ?? 0,
    homes,
    identifiers: held.flatMap(({ homeId, ...identifier }) => (homes.includes(homeId) ? [identifier] : [])),
  });
  return { isExact, sides: (a[0] === rootId ? [a, b] : [b, a]).map(sideOf) };
}
