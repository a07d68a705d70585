import { byName, nameOf, tagsRead } from '../graph.ts';
import type { Node } from '../types.ts';

/** The followed definitions in the order in which they must be evaluated: whoever reads a followed tag comes after it. */
export function levelsOf(followed: readonly Node[], nodes: readonly Node[]): readonly (readonly Node[])[] {
  const graph = byName(nodes);
  const own = new Set(followed.map(nameOf));
  const depths = new Map<string, number>();
  const depthOf = (node: Node): number => {
    const known = depths.get(nameOf(node));
    if (known !== undefined) return known;
    const before = tagsRead(graph, node).filter((tag) => own.has(nameOf(tag)));
    const depth = before.reduce((deepest, tag) => Math.max(deepest, depthOf(tag) + 1), 0);
    depths.set(nameOf(node), depth);
    return depth;
  };
  const levels: Node[][] = [];
  for (const node of followed) {
    const depth = depthOf(node);
    levels[depth] = [...(levels[depth] ?? []), node];
  }
  return Array.from(levels, (level) => level ?? []);
}
