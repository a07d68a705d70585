import { conflict, Fault } from '#kernel';
import { wantTraitColumns } from '#profile';
import type { PostgresSession } from '#platform';
import { everyUserOf, findCycle, usersOf } from './graph.ts';
import { readNodesOf } from './node.read.ts';
import { removeNode, requestRun, saveNode } from './node.store.ts';
import { referencesOf } from './references.ts';
import { isTimed } from './timed.ts';
import type { Node, NodeId } from './types.ts';

export type Placed = Pick<Node, 'kind' | 'definitionId' | 'workspace' | 'key' | 'version' | 'refresh'>;

const lockDefinitions = `SELECT pg_advisory_xact_lock(hashtext('evaluate.definitions'), $1)`;

/**
 * Definitions of one workspace are saved and deleted one after the other, so that no reference is made to one that is going.
 * Held until the transaction's end.
 */
export async function lockDefinitionsOf(tx: PostgresSession, workspace: number): Promise<void> {
  await tx.query(lockDefinitions, [workspace]);
}

/**
 * Puts a definition, or its new version, into the graph and asks for a run of it and of what it changes by its rule alone. `wire` is
 * its rule or definition in wire form; `path` points to that in the request. Throws DQ_CYCLE when it would depend on itself.
 */
export async function placeDefinition(tx: PostgresSession, placed: Placed, wire: unknown, path: string): Promise<void> {
  const nodes = await readNodesOf(tx, placed.workspace);
  const { tags, segments, traits } = referencesOf(wire);
  const node = {
    ...placed,
    usesTags: nodes.filter(({ kind, key }) => kind === 'tag' && tags.has(key)).map(({ definitionId }) => definitionId),
    usesSegments: nodes.filter(({ kind, key }) => kind === 'segment' && segments.has(key)).map(({ definitionId }) => definitionId),
    isTimed: isTimed(wire),
  };
  const cycle = findCycle(nodes, node);
  if (cycle !== undefined) {
    const message = `would depend on itself: ${cycle.join(' → ')}`;
    throw new Fault('DQ_CYCLE', 400, `${placed.key} ${message}`, { errors: [{ path, code: 'DQ_CYCLE', message }] });
  }
  await saveNode(tx, node);
  await wantTraitColumns(tx, [...traits]);
  // A segment in a rule stands for its rule, so whatever names it has changed too. A tag's readers see its new values when it has run.
  if (placed.kind === 'segment') {
    for (const user of everyUserOf(nodes, placed)) if (user.refresh !== 'manual') await requestRun(tx, user);
  }
}

/** Takes a definition out of the graph; refused while another one names it. */
export async function unplaceDefinition(tx: PostgresSession, placed: NodeId & { readonly workspace: number; readonly key: string }): Promise<void> {
  const users = usersOf(await readNodesOf(tx, placed.workspace), placed).filter(
    (user) => user.kind !== placed.kind || user.definitionId !== placed.definitionId,
  );
  if (users.length > 0) {
    const names = users.map((user) => `${user.kind} ${user.key}`).sort();
    throw conflict(`${placed.key} is used by ${names.join(', ')}; change or delete ${names.length === 1 ? 'that' : 'those'} first`);
  }
  await removeNode(tx, placed);
}
