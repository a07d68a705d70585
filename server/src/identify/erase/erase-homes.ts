import type { Identifier } from '#clean';
import type { PostgresSession } from '#platform';
import { lockGraph } from '../identify.ts';
import { type GraphChange, moveHomes } from '../merge/change.ts';
import { planForest } from '../merge/forest.ts';
import { ageByIdentifiers, findStanding } from '../merge/merge.sql.ts';
import type { TreeEdge } from '../merge/tree.ts';
import * as sql from './erase.sql.ts';

/** What an erasure took out of the graph, and who is left. */
export interface ErasedHomes extends Pick<GraphChange, 'groups' | 'moves'> {
  /** What they were known by. */
  readonly identifiers: readonly Identifier[];
  /** Homes of others whose messages named some of these identifiers. */
  readonly namers: readonly number[];
  /** Roots that they led to before. */
  readonly roots: readonly number[];
  /** How many rows went, by what they are. */
  readonly removed: Readonly<Record<'profiles' | 'identifiers' | 'edges' | 'merges' | 'conflicts' | 'shared', number>>;
  /** The profile of nobody that was made in their place; null: none was asked for. */
  readonly nobody: number | null;
}

/**
 * Takes homes out of the graph as if nobody had ever been recorded under them: their identifiers, what links and refusals name these, merges with them. What is left of their
 * roots falls into what other merges hold together. Holds `lockGraph` from here to the end of the transaction.
 */
export async function eraseHomes(
  tx: PostgresSession,
  { workspace, homes, withNobody }: { readonly workspace: number; readonly homes: readonly number[]; readonly withNobody: boolean },
): Promise<ErasedHomes> {
  await lockGraph(tx);
  const roots = (await tx.query<{ id: number }>(sql.lockedRoots, [workspace, homes])).map(({ id }) => id);
  const [nobody] = withNobody && roots.length > 0 ? await tx.query<{ id: number }>(sql.insertNobody, [workspace, homes]) : [];
  const identifiers = await tx.query<Identifier>(sql.takeIdentifiers, [roots, homes]);
  const gone = [workspace, identifiers.map(({ kind }) => kind), identifiers.map(({ value }) => value)];
  await tx.query(sql.removeSightings, gone);
  const namers = (await tx.query<{ id: number }>(sql.findNamers, gone)).map(({ id }) => id).filter((id) => !homes.includes(id));
  const count = async (statement: string, values: readonly unknown[]): Promise<number> => (await tx.query(statement, values)).length;
  const edges = await count(sql.removeEdges, gone);
  const conflicts = (await count(sql.removeConflictsNaming, gone)) + (await count(sql.removeConflictsOf, [homes]));
  const shared = await count(sql.removeShared, gone);
  await tx.query(sql.trimEvidence, gone);
  await tx.query(sql.removeSeparations, [homes]);
  const merges = await count(sql.removeMerges, [homes]);
  await tx.query(sql.renameRootsOfMerges, [homes]);
  await tx.query(sql.removeAliases, [homes]);
  const left = await regroup(tx, workspace, roots, homes);
  const profiles = await count(sql.removeProfiles, [homes]);
  return {
    ...left,
    identifiers,
    namers,
    roots,
    removed: { profiles, identifiers: identifiers.length, edges, merges, conflicts, shared },
    nobody: nobody?.id ?? null,
  };
}

/** Makes roots of what the merges that stand hold together. */
async function regroup(
  tx: PostgresSession,
  workspace: number,
  roots: readonly number[],
  gone: readonly number[],
): Promise<Pick<GraphChange, 'groups' | 'moves'>> {
  const survivors = await tx.query<{ id: number; rootId: number }>(sql.findSurvivors, [roots, gone]);
  const ids = survivors.map(({ id }) => id);
  const standing = await tx.query<TreeEdge>(findStanding, [ids]);
  const { moves } = planForest(survivors, standing, new Set(), []);
  for (const { id, from, to } of moves) await moveHomes(tx, [id], from, to);
  const movedTo = new Map(moves.map(({ id, to }) => [id, to]));
  const whole = [...Map.groupBy(survivors, ({ id, rootId }) => movedTo.get(id) ?? rootId).values()].map((group) => group.map(({ id }) => id));
  await tx.query(ageByIdentifiers, [whole.flatMap(([root]) => root ?? [])]);
  return {
    groups: whole.map((homes) => ({ workspace, rootId: homes[0] ?? 0, homes })),
    moves: moves.map(({ id, to }) => ({ fromId: id, rootId: to, workspace })),
  };
}
