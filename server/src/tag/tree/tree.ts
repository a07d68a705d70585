import type { TagTreeNode } from '@danqing/contracts';
import type { PostgresSession } from '#platform';
import { type KeptCategory, readCategories } from './category.store.ts';
import { partsOf } from './path.ts';

interface Branch {
  own: number;
  position: number;
  readonly children: Map<string, Branch>;
}

/** Behind every place that somebody chose. */
const nowhere = 1_000_000;
const branch = (): Branch => ({ own: 0, position: nowhere, children: new Map() });

const counts = 'SELECT category, count(*)::int AS count FROM tag.definition WHERE workspace = $1 GROUP BY category';

/** The categories of a workspace's tags as a tree, in their order, with how many tags stand in each and below it. */
export async function readTagTree(pg: PostgresSession, workspace: number): Promise<readonly TagTreeNode[]> {
  const [rows, kept] = [await pg.query<{ category: string; count: number }>(counts, [workspace]), await readCategories(pg, workspace)];
  return treeOf(rows, kept);
}

/** Paths are parted by slashes; tags without a category stand under ''. Without a position of their own, categories stand by name, behind the others. */
export function treeOf(rows: readonly { readonly category: string; readonly count: number }[], kept: readonly KeptCategory[] = []): readonly TagTreeNode[] {
  const root = branch();
  const at = (category: string): Branch => {
    const parts = partsOf(category);
    let place = root;
    for (const part of parts.length === 0 ? [''] : parts) {
      const next = place.children.get(part) ?? branch();
      place.children.set(part, next);
      place = next;
    }
    return place;
  };
  for (const { category, count } of rows) at(category).own += count;
  for (const { path, position } of kept) at(path).position = position;
  return shown(root, '');
}

const shown = ({ children }: Branch, above: string): readonly TagTreeNode[] =>
  [...children]
    .sort(([a, first], [b, second]) => first.position - second.position || a.localeCompare(b, 'zh'))
    .map(([name, child]) => {
      const path = above === '' ? name : `${above}/${name}`;
      const below = shown(child, path);
      return { name, path, own: child.own, count: child.own + below.reduce((sum, { count }) => sum + count, 0), children: [...below] };
    });
