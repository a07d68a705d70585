import type { Identifier } from '#clean';
import type { PostgresSession } from '#platform';
import { lockGraph } from '../identify.ts';
import type { FollowGraph } from '../merge/change.ts';
import { planReshaping, reshape } from '../merge/reshape.ts';
import { decideShared, type SharedDecision } from './shared.store.ts';

/** Who comes out when what one identifier has joined is undone. */
export interface Split {
  /** Merges whose link is that identifier. */
  readonly merges: readonly number[];
  readonly profiles: readonly SplitProfile[];
  readonly isExact: boolean;
}

interface SplitProfile {
  readonly id: number;
  readonly homes: number;
  /** The first twenty, by kind and value. */
  readonly identifiers: readonly Identifier[];
  readonly identifierCount: number;
}

const linkedBy = `
  SELECT id FROM identify.merge WHERE workspace = $1 AND a_kind = $2 AND a_value = $3 AND undone_at IS NULL
  UNION SELECT id FROM identify.merge WHERE workspace = $1 AND b_kind = $2 AND b_value = $3 AND undone_at IS NULL ORDER BY id`;

const heldByHomes = `
  SELECT tree.root AS id, count(i.value)::int AS "identifierCount", cardinality(array_agg(DISTINCT tree.home)) AS homes,
         coalesce((array_agg(json_build_object('kind', i.kind, 'value', i.value) ORDER BY i.kind, i.value) FILTER (WHERE i.value IS NOT NULL))[1:20], '{}') AS identifiers
  FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) AS tree (home, held_by, root)
  LEFT JOIN identify.identifier i ON i.profile_id = tree.held_by AND i.home_id = tree.home
  GROUP BY tree.root ORDER BY tree.root`;

/**
 * Undoes every standing merge whose link is this identifier, and remembers that it is several people's, so that it joins nobody again. What messages named with another identifier
 * stays together or comes together again by that. With `isDryRun` nothing is changed. What its messages attached without a merge stays where it is.
 */
export async function splitShared(tx: PostgresSession, decision: SharedDecision, follow: FollowGraph, isDryRun: boolean): Promise<Split> {
  const { workspace, kind, value, author, reason, at } = decision;
  await lockGraph(tx);
  const merges = (await tx.query<{ id: number }>(linkedBy, [workspace, kind, value])).map(({ id }) => id);
  const { trees, moves, isExact } = await planReshaping(tx, { workspace, cuts: merges, joins: [] });
  const heldNow = new Map(moves.map(({ id, from }) => [id, from]));
  const places = trees.flatMap((tree) => tree.map((home) => ({ home, heldBy: heldNow.get(home) ?? tree[0], root: tree[0] })));
  const profiles = await tx.query<SplitProfile>(heldByHomes, [
    places.map(({ home }) => home),
    places.map(({ heldBy }) => heldBy),
    places.map(({ root }) => root),
  ]);
  if (!isDryRun) {
    await decideShared(tx, decision);
    if (merges.length > 0) await follow(tx, await reshape(tx, { workspace, cuts: merges, joins: [], author, reason, at: at.getTime() }));
  }
  return { merges, profiles, isExact };
}
