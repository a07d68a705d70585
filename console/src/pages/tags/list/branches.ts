import type { TagTreeNode } from '@danqing/contracts';

export const parentOf = (path: string): string => path.split('/').slice(0, -1).join('/');
export const lastOf = (path: string): string => path.split('/').at(-1) ?? path;
export const joined = (parent: string, name: string): string => (parent === '' ? name : `${parent}/${name}`);

/** Every category, in the order of the tree; the place of tags without one is left out. */
export const flatten = (nodes: readonly TagTreeNode[]): readonly TagTreeNode[] =>
  nodes.filter(({ path }) => path !== '').flatMap((node) => [node, ...flatten(node.children)]);

export const siblingsOf = (nodes: readonly TagTreeNode[], path: string): readonly TagTreeNode[] =>
  flatten(nodes).filter((node) => parentOf(node.path) === parentOf(path));
