import type { Node, NodeId } from './types.ts';

/** The part of a node that makes the graph. */
export type GraphNode = Pick<Node, 'kind' | 'definitionId' | 'key' | 'usesTags' | 'usesSegments'>;

export const nameOf = (node: NodeId): string => `${node.kind}:${node.definitionId}`;

const usedBy = (node: Pick<GraphNode, 'usesTags' | 'usesSegments'>): readonly string[] => [
  ...node.usesTags.map((id) => `tag:${id}`),
  ...node.usesSegments.map((id) => `segment:${id}`),
];

/** The definitions that name this one themselves. */
export const usersOf = <N extends GraphNode>(nodes: readonly N[], target: NodeId): readonly N[] =>
  nodes.filter((node) => usedBy(node).includes(nameOf(target)));

/** The definitions that name this one, and those that name them. */
export function everyUserOf<N extends GraphNode>(nodes: readonly N[], target: NodeId): readonly N[] {
  const found = new Map<string, N>();
  const visit = (each: NodeId): void => {
    for (const user of usersOf(nodes, each)) {
      if (found.has(nameOf(user))) continue;
      found.set(nameOf(user), user);
      visit(user);
    }
  };
  visit(target);
  return [...found.values()];
}

/**
 * The tags whose stored values a definition reads: those it names, and those that the segments it names read, because a segment in a
 * rule stands for its rule. What is behind a tag is not read.
 */
export function tagsRead<N extends GraphNode>(nodes: ReadonlyMap<string, N>, node: GraphNode): readonly N[] {
  const tags = new Map<string, N>();
  const seen = new Set<string>();
  const visit = (each: GraphNode): void => {
    for (const name of usedBy(each)) {
      const used = nodes.get(name);
      if (used === undefined || seen.has(name)) continue;
      seen.add(name);
      if (used.kind === 'tag') tags.set(name, used);
      else visit(used);
    }
  };
  visit(node);
  return [...tags.values()];
}

export const byName = <N extends GraphNode>(nodes: readonly N[]): ReadonlyMap<string, N> => new Map(nodes.map((node) => [nameOf(node), node]));

/** The way from a definition back to itself, as keys, if what it is about to use leads there; undefined when it does not. */
export function findCycle(nodes: readonly GraphNode[], self: GraphNode): readonly string[] | undefined {
  const graph = new Map(byName(nodes)).set(nameOf(self), self);
  const seen = new Set<string>();
  const search = (node: GraphNode, way: readonly string[]): readonly string[] | undefined => {
    for (const name of usedBy(node)) {
      if (name === nameOf(self)) return [...way, self.key];
      const next = graph.get(name);
      if (next === undefined || seen.has(name)) continue;
      seen.add(name);
      const found = search(next, [...way, next.key]);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return search(self, [self.key]);
}
