import type { KindRules } from '#clean';
import type { PostgresSession } from '#platform';
import { createGraph } from '../graph.ts';
import type { Obstacle } from '../limits.ts';
import { findInvolved } from '../snapshot.sql.ts';

/** Why two profiles may not become one: too many values of a kind, or they were one and were taken apart. */
export type MergeObstacle = Obstacle | { readonly cause: 'separated'; readonly kind: ''; readonly most: 0 };

/** Whether roots may be merged, several merges one after the other thought through before any is made. */
export interface MergeCheck {
  obstacle(a: number, b: number): MergeObstacle | undefined;
  /** Thinks of them as merged from now on. */
  merge(a: number, b: number): void;
  /** The root that an id would lead to. */
  current(root: number): number;
}

interface Row {
  readonly what: string;
  readonly id: number;
  readonly kind: string;
  readonly values: readonly string[];
  readonly moments: readonly number[] | null;
}

/**
 * Reads what decides whether these roots may be merged by something that is no message: limits and separations, as messages obey them. `apart`: roots of which
 * somebody has said that they are two people. In the transaction that merges, which holds `lockGraph`. One statement.
 */
export async function openMergeCheck(
  tx: PostgresSession,
  { rules, roots, apart: said }: { readonly rules: KindRules; readonly roots: readonly number[]; readonly apart: readonly (readonly [number, number])[] },
): Promise<MergeCheck> {
  const held = new Map<number, Map<string, ReadonlyMap<string, number>>>();
  const apart = new Map<number, Set<number>>();
  const keepApart = (a: number, b: number): void => void apart.set(a, (apart.get(a) ?? new Set()).add(b));
  for (const { what, id, kind, values, moments } of await tx.query<Row>(findInvolved, [roots, rules.unlimited, [], [], []]))
    if (what === 'held')
      held.set(
        id,
        (held.get(id) ?? new Map<string, ReadonlyMap<string, number>>()).set(kind, new Map(values.map((value, place) => [value, moments?.[place] ?? 0]))),
      );
    else if (what === 'apart') for (const value of values) keepApart(id, Number(value));
  for (const [a, b] of said) {
    keepApart(a, b);
    keepApart(b, a);
  }
  const graph = createGraph({ identifiers: new Map(), held, apart, partners: new Map(), shared: new Map() });
  return {
    obstacle: (a, b) => (graph.isSeparated(a, b) ? { cause: 'separated', kind: '', most: 0 } : graph.obstacleToMerge(rules, a, b)),
    merge: (a, b) => void graph.merge(a, b),
    current: graph.current,
  };
}

const standing = 'SELECT undone_at IS NULL AS stands FROM identify.merge WHERE workspace = $1 AND id = $2';

/** Whether a merge was made and not undone. */
export async function isMergeStanding(tx: PostgresSession, workspace: number, mergeId: number): Promise<boolean> {
  const [merge] = await tx.query<{ stands: boolean }>(standing, [workspace, mergeId]);
  return merge?.stands === true;
}
