import type { TagTreeNode } from '@danqing/contracts';
import type { PostgresSession } from '#platform';

interface Branch {
  own: number;
  readonly children: Map<string, Branch>;
}

const counts = 'SELECT category, count(*)::int AS count FROM tag.definition WHERE workspace = $1 GROUP BY category';

/** The categories of a workspace's tags as a tree, with how many tags stand in each branch and below it. */
export async function readTagTree(pg: PostgresSession, workspace: number): Promise<readonly TagTreeNode[]> {
  return treeOf(await pg.query<{ category: string; count: number }>(counts, [workspace]));
}

/** Paths are parted by slashes; tags without a category stand under ''. */
export function treeOf(rows: readonly { readonly category: string; readonly count: number }[]): readonly TagTreeNode[] {
  const root: Branch = { own: 0, children: new Map() };
  for (const { category, count } of rows) {
    let branch = root;
    for (const part of partsOf(category)) {
      const next = branch.children.get(part) ?? { own: 0, children: new Map() };
      branch.children.set(part, next);
      branch = next;
    }
    branch.own += count;
  }
  return shown(root, '');
}

/** 行为 / 购买 and /行为/购买/ are the same path. */
function partsOf(category: string): readonly string[] {
  const parts = category
    .split('/')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return parts.length === 0 ? [''] : parts;
}

const shown = (branch: Branch, path: string): readonly TagTreeNode[] =>
  [...branch.children]
    .sort(([a], [b]) => a.localeCompare(b, 'zh'))
    .map(([name, child]) => {
      const place = path === '' ? name : `${path}/${name}`;
      const children = shown(child, place);
      return { name, path: place, own: child.own, count: child.own + children.reduce((sum, { count }) => sum + count, 0), children: [...children] };
    });
