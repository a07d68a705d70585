import type { Identifier } from '#clean';
import type { PostgresSession } from '#platform';
import { lockGraph } from '../identify.ts';
import type { ByHand, GraphChange } from './change.ts';
import { type ForestPlan, type HomePlace, planForest } from './forest.ts';
import { ageByIdentifiers, removeAliasesOf } from './merge.sql.ts';
import * as sql from './reshape.sql.ts';
import type { TreeEdge } from './tree.ts';

/** Two homes to join, and the identifiers that messages linked, where there are such. */
export interface HomeJoin extends Pick<TreeEdge, 'aHome' | 'bHome'> {
  readonly link: { readonly a: Identifier; readonly b: Identifier } | undefined;
}

/** Many merges undone and many made, at once. */
export interface Reshaping {
  readonly workspace: number;
  /** Numbers of merges that stand. */
  readonly cuts: readonly number[];
  readonly joins: readonly HomeJoin[];
}

export interface StandingEdge extends TreeEdge {
  readonly cause: string;
  readonly isExact: boolean;
}

/** The roots that ids lead to now, ascending. */
export const rootsOf = async (pg: PostgresSession, workspace: number, ids: readonly number[]): Promise<readonly number[]> =>
  ids.length === 0 ? [] : (await pg.query<{ id: number }>(sql.findRoots, [workspace, ids])).map(({ id }) => id);

/** Every home of these roots, and every merge of theirs that stands. Two statements. */
export async function readTrees(
  pg: PostgresSession,
  roots: readonly number[],
): Promise<{ readonly homes: readonly HomePlace[]; readonly standing: readonly StandingEdge[] }> {
  const homes = await pg.query<HomePlace>(sql.findTrees, [roots]);
  return { homes, standing: await pg.query<StandingEdge>(sql.findStandingEdges, [homes.map(({ id }) => id)]) };
}

export interface ReshapingPlan extends ForestPlan<HomeJoin> {
  readonly isExact: boolean;
}

/** What that makes of the graph; nothing is changed. */
export async function planReshaping(pg: PostgresSession, { workspace, cuts, joins }: Reshaping): Promise<ReshapingPlan> {
  const cutHomes = await pg.query<{ home: number }>(sql.findMergeHomes, [workspace, cuts]);
  const named = [...cutHomes.map(({ home }) => home), ...joins.flatMap(({ aHome, bHome }) => [aHome, bHome])];
  const { homes, standing } = await readTrees(pg, await rootsOf(pg, workspace, named));
  const cut = new Set(cuts);
  return { ...planForest(homes, standing, cut, joins), isExact: standing.every(({ id, isExact }) => isExact || !cut.has(id)) };
}

/**
 * Undoes and makes merges. Unlike an unmerge by hand it leaves no separations: nobody has said that they are two people, so what messages say from now on counts. Holds `lockGraph`
 * from here to the end of the transaction. Eleven statements, however many there are.
 */
export async function reshape(tx: PostgresSession, request: Reshaping & Pick<ByHand, 'author' | 'reason' | 'at'>): Promise<Omit<GraphChange, 'mergeId'>> {
  const { workspace, cuts, author, reason, at } = request;
  await lockGraph(tx);
  const { trees, moves, merges, isExact } = await planReshaping(tx, request);
  const moved = moves.map(({ id }) => id);
  const columns = [moved, moves.map(({ from }) => from), moves.map(({ to }) => to)];
  await tx.query(sql.moveHomes, columns);
  await tx.query(sql.moveIdentifiers, columns);
  await tx.query(sql.moveSeparations, [moved]);
  await tx.query(removeAliasesOf, [moved]);
  await tx.query(ageByIdentifiers, [trees.flatMap(([root]) => root ?? [])]);
  await tx.query(sql.markUndone, [cuts, at, author, reason]);
  await tx.query(sql.insertMerges, [
    workspace,
    author,
    reason,
    at,
    merges.map(({ into }) => into),
    merges.map(({ from }) => from),
    merges.map(({ join }) => join.aHome),
    merges.map(({ join }) => join.bHome),
    merges.map(({ join }) => join.link?.a.kind ?? null),
    merges.map(({ join }) => join.link?.a.value ?? null),
    merges.map(({ join }) => join.link?.b.kind ?? null),
    merges.map(({ join }) => join.link?.b.value ?? null),
  ]);
  return {
    workspace,
    groups: trees.map((homes) => ({ workspace, rootId: homes[0] ?? 0, homes })),
    moves: moves.map(({ id, to }) => ({ fromId: id, rootId: to, workspace })),
    isExact,
  };
}
