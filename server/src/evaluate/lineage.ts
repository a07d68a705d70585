import type { PostgresSession } from '#platform';
import { byName, everyUserOf, type GraphNode, nameOf, usersOf } from './graph.ts';
import { readNodesOf } from './node.read.ts';
import type { DefinitionKind, NodeId } from './types.ts';

/** A definition on the way to or from another one. */
interface Relative {
  readonly kind: DefinitionKind;
  readonly key: string;
  /** Named by the other itself, not only through those between. */
  readonly isDirect: boolean;
}

export interface Lineage {
  readonly uses: readonly Relative[];
  readonly usedBy: readonly Relative[];
}

/** The definitions that one rests on, and those that rest on it, each with everything between; by kind and key. */
export async function readLineage(pg: PostgresSession, workspace: number, id: NodeId): Promise<Lineage> {
  const nodes = await readNodesOf(pg, workspace);
  const direct = new Set(usersOf(nodes, id).map(nameOf));
  const own = nodes.find((node) => nameOf(node) === nameOf(id));
  const named = new Set(own === undefined ? [] : [...own.usesTags.map((tag) => `tag:${tag}`), ...own.usesSegments.map((segment) => `segment:${segment}`)]);
  return {
    uses: sorted(own === undefined ? [] : [...everythingUsed(nodes, own)].map((node) => relative(node, named))),
    usedBy: sorted(everyUserOf(nodes, id).map((node) => relative(node, direct))),
  };
}

function everythingUsed<N extends GraphNode>(nodes: readonly N[], from: GraphNode): ReadonlySet<N> {
  const graph = byName(nodes);
  const found = new Set<N>();
  const visit = ({ usesTags, usesSegments }: GraphNode): void => {
    for (const name of [...usesTags.map((tag) => `tag:${tag}`), ...usesSegments.map((segment) => `segment:${segment}`)]) {
      const used = graph.get(name);
      if (used === undefined || found.has(used)) continue;
      found.add(used);
      visit(used);
    }
  };
  visit(from);
  return found;
}

const relative = (node: GraphNode, direct: ReadonlySet<string>): Relative => ({ kind: node.kind, key: node.key, isDirect: direct.has(nameOf(node)) });

const sorted = (relatives: readonly Relative[]): readonly Relative[] =>
  [...relatives].sort((a, b) => (a.kind === b.kind ? a.key.localeCompare(b.key) : a.kind.localeCompare(b.kind)));
