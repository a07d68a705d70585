import type { IdentityGraph } from '@danqing/contracts';

/** A point of the picture: an identifier, or several of one kind that hang on the same one. */
export interface Point {
  readonly id: string;
  readonly kind: string;
  /** One: its value; several: none. */
  readonly value: string | undefined;
  readonly count: number;
  readonly isOthers: boolean;
  readonly x: number;
  readonly y: number;
}

export interface Line {
  readonly from: string;
  readonly to: string;
  readonly kind: string;
}

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly points: readonly Point[];
  readonly lines: readonly Line[];
}

type Node = IdentityGraph['nodes'][number];

/** More of one kind on one identifier than this are one point. */
const bundleFrom = 4;
const ringGap = 120;
const margin = 70;
/** What most hangs on stands in the middle; of several, what tells most about somebody. */
const strength = ['customer_id', 'user_id', 'unionid', 'phone', 'card_no', 'email', 'openid'];

const familyOf = (kind: string): string => kind.split(':', 1)[0] ?? kind;
const rankOf = ({ kind }: Pick<Node, 'kind'>): number => {
  const rank = strength.indexOf(familyOf(kind));
  return rank === -1 ? strength.length : rank;
};

/** Each node with its neighbours. */
function neighboursOf(nodes: readonly Pick<Node, 'id'>[], edges: readonly Line[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map(nodes.map(({ id }) => [id, new Set<string>()]));
  for (const { from, to } of edges) {
    found.get(from)?.add(to);
    found.get(to)?.add(from);
  }
  return found;
}

/** Leaves of one kind on the same node become one, so that a hundred browsers are a point. */
function bundled(graph: Pick<IdentityGraph, 'nodes' | 'edges'>): {
  readonly nodes: readonly (Node & { readonly count: number })[];
  readonly lines: readonly Line[];
} {
  const neighbours = neighboursOf(graph.nodes, graph.edges);
  const leaves = graph.nodes.filter(({ id, isOthers }) => !isOthers && (neighbours.get(id)?.size ?? 0) <= 1);
  const groups = [...Map.groupBy(leaves, ({ id, kind }) => `${[...(neighbours.get(id) ?? [])][0] ?? ''}\n${kind}`).values()].filter(
    (group) => group.length >= bundleFrom,
  );
  const bundleOf = new Map(groups.flatMap((group) => group.map(({ id }) => [id, `bundle:${group[0]?.id ?? ''}`] as const)));
  const nodes = [
    ...graph.nodes.filter(({ id }) => !bundleOf.has(id)).map((node) => ({ ...node, count: 1 })),
    ...groups.flatMap((group) => (group[0] === undefined ? [] : [{ ...group[0], id: `bundle:${group[0].id}`, value: '', count: group.length }])),
  ];
  const lines = new Map<string, Line>();
  for (const { from, to, kind } of graph.edges) {
    const line = { from: bundleOf.get(from) ?? from, to: bundleOf.get(to) ?? to, kind };
    const key = [...[line.from, line.to].toSorted(), kind === 'refused' ? 'refused' : ''].join('\n');
    if (line.from !== line.to && !lines.has(key)) lines.set(key, line);
  }
  return { nodes, lines: [...lines.values()] };
}

/** Rings by distance from the middle; each child near its parent. The same graph always makes the same picture. */
export function pictureOf(graph: Pick<IdentityGraph, 'nodes' | 'edges'>): Picture {
  const { nodes, lines } = bundled(graph);
  const neighbours = neighboursOf(nodes, lines);
  const ordered = nodes.toSorted(
    (a, b) =>
      Number(a.isOthers) - Number(b.isOthers) ||
      (neighbours.get(b.id)?.size ?? 0) - (neighbours.get(a.id)?.size ?? 0) ||
      rankOf(a) - rankOf(b) ||
      (a.id < b.id ? -1 : 1),
  );
  const ringOf = new Map<string, number>();
  const angleOf = new Map<string, number>();
  const childrenOf = new Map<string, string[]>();
  const roots: string[] = [];
  for (const { id } of ordered) {
    if (ringOf.has(id)) continue;
    ringOf.set(id, roots.length === 0 ? 0 : 1);
    roots.push(id);
    const queue = [id];
    for (const at of queue) {
      for (const next of ordered) {
        if (ringOf.has(next.id) || neighbours.get(at)?.has(next.id) !== true) continue;
        ringOf.set(next.id, (ringOf.get(at) ?? 0) + 1);
        childrenOf.set(at, [...(childrenOf.get(at) ?? []), next.id]);
        queue.push(next.id);
      }
    }
  }
  const [middle, ...islands] = roots;
  const leavesBelow = (id: string): number =>
    Math.max(
      1,
      (childrenOf.get(id) ?? []).reduce((sum, child) => sum + leavesBelow(child), 0),
    );
  const spread = (ids: readonly string[], from: number, to: number): void => {
    const total = ids.reduce((sum, id) => sum + leavesBelow(id), 0);
    let start = from;
    for (const id of ids) {
      const width = ((to - from) * leavesBelow(id)) / total;
      angleOf.set(id, start + width / 2);
      spread(childrenOf.get(id) ?? [], start, start + width);
      start += width;
    }
  };
  if (middle !== undefined) spread([...(childrenOf.get(middle) ?? []), ...islands], -Math.PI / 2, (3 * Math.PI) / 2);
  const perRing = Map.groupBy(nodes, ({ id }) => ringOf.get(id) ?? 0);
  const radii: number[] = [0];
  for (let ring = 1; perRing.has(ring); ring += 1)
    radii.push(Math.max((radii[ring - 1] ?? 0) + ringGap, ((perRing.get(ring)?.length ?? 0) * 78) / (2 * Math.PI)));
  const outer = radii.at(-1) ?? 0;
  const placed = nodes.map(({ id, kind, value, isOthers, count }): Point => {
    const [radius, angle] = [radii[ringOf.get(id) ?? 0] ?? 0, angleOf.get(id) ?? 0];
    return {
      id,
      kind,
      value: count > 1 ? undefined : value,
      count,
      isOthers,
      x: outer + margin + radius * Math.cos(angle),
      y: outer + margin + radius * Math.sin(angle),
    };
  });
  const [xs, ys] = [placed.map(({ x }) => x), placed.map(({ y }) => y)];
  const [left, top] = [Math.min(...xs) - margin, Math.min(...ys) - margin / 1.5];
  return {
    width: placed.length === 0 ? 0 : Math.max(...xs) + margin - left,
    height: placed.length === 0 ? 0 : Math.max(...ys) + margin / 1.5 - top,
    points: placed.map((point) => ({ ...point, x: point.x - left, y: point.y - top })),
    lines,
  };
}
