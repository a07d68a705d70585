import type { SegmentOverviewItem } from '@danqing/contracts';

export const sorts = ['name', 'size', 'change', 'updated', 'computed'] as const;
type Sort = (typeof sorts)[number];

/** What the list shows of all segments, as the address says it; '' for no condition. */
export interface Choice {
  readonly text: string;
  /** A folder's path; '' all of them, '-' those in none. */
  readonly folder: string;
  readonly state: string;
  readonly refresh: string;
  readonly owner: string;
  readonly sort: string;
}

export const noFolder = '-';

const isWithin = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);

const isIn = (path: string, folder: string): boolean => folder === '' || (folder === noFolder ? path === '' : isWithin(path, folder));

/** Every word somewhere in what people call it, say of it, or wrote in its rule. */
function speaksOf({ key, name, description, owner, sentence }: SegmentOverviewItem, text: string): boolean {
  const all = [key, name, description, owner, sentence?.zh ?? '', sentence?.en ?? ''].join('\n').toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}

const latest = (a: string | null, b: string | null): number => (b ?? '').localeCompare(a ?? '');

const orders: Readonly<Record<Sort, (a: SegmentOverviewItem, b: SegmentOverviewItem) => number>> = {
  name: () => 0,
  size: (a, b) => (b.count ?? -1) - (a.count ?? -1),
  change: (a, b) => Math.abs(b.sinceWeek ?? 0) - Math.abs(a.sinceWeek ?? 0),
  updated: (a, b) => latest(a.updatedAt, b.updatedAt),
  computed: (a, b) => latest(a.computedAt, b.computedAt),
};

const isSort = (text: string): text is Sort => sorts.some((sort) => sort === text);

/** The segments that fit, in order; by name they come already. */
export function chosenOf(items: readonly SegmentOverviewItem[], { text, folder, state, refresh, owner, sort }: Choice): readonly SegmentOverviewItem[] {
  const fits = items.filter(
    (item) =>
      isIn(item.folder, folder) &&
      (state === '' || item.state === state) &&
      (refresh === '' || item.refresh === refresh) &&
      (owner === '' || item.owner === owner) &&
      speaksOf(item, text.trim()),
  );
  return isSort(sort) ? fits.toSorted(orders[sort]) : fits;
}

export interface FolderNode {
  readonly path: string;
  readonly name: string;
  /** With those below. */
  readonly segments: number;
  readonly children: readonly FolderNode[];
}

/** Folders as a tree, with how many segments are in each and below it. `paths` holds every folder and those above it, ascending. */
export function folderTree(paths: readonly string[], items: readonly SegmentOverviewItem[]): readonly FolderNode[] {
  const below = (parent: string): readonly FolderNode[] =>
    paths
      .filter((path) => (parent === '' ? !path.includes('/') : path.startsWith(`${parent}/`) && !path.slice(parent.length + 1).includes('/')))
      .map((path) => ({
        path,
        name: path.slice(path.lastIndexOf('/') + 1),
        segments: items.filter((item) => isWithin(item.folder, path)).length,
        children: below(path),
      }));
  return below('');
}

interface FolderChoice {
  readonly value: string;
  readonly title: string;
  readonly children: FolderChoice[];
}

/** The tree as a field offers it. */
export const folderChoices = (nodes: readonly FolderNode[]): FolderChoice[] =>
  nodes.map(({ path, name, children }) => ({ value: path, title: name, children: folderChoices(children) }));
