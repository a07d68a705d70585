import type { TagTreeNode } from '@danqing/contracts';
import { lockDefinitionsOf } from '#evaluate';
import { conflict, invalid, notFound } from '#kernel';
import type { PostgresSession } from '#platform';
import { forgetCategories, keepCategories, putIntoCategory, readCategories, readWrittenCategories, renameCategories, saveOrder } from './category.store.ts';
import { carried, isWithin, parentOf, partsOf, pathOf } from './path.ts';
import { readTagTree } from './tree.ts';

const needed = (path: string, at: string): string => {
  const clean = pathOf(partsOf(path));
  if (clean !== '') return clean;
  throw invalid('a category needs a name', [{ path: at, code: 'DQ_REQUIRED', message: 'must be names separated by /' }]);
};

const branchAt = (tree: readonly TagTreeNode[], path: string): TagTreeNode | undefined => {
  const found = tree.find((node) => node.path !== '' && isWithin(path, node.path));
  return found === undefined || found.path === path ? found : branchAt(found.children, path);
};

const siblingsOf = (tree: readonly TagTreeNode[], parent: string): readonly string[] =>
  (parent === '' ? tree : (branchAt(tree, parent)?.children ?? [])).map(({ path }) => path).filter((path) => path !== '');

/** A category without tags, behind its siblings. Throws DQ_CONFLICT when there is one of this name. */
export async function createCategory(tx: PostgresSession, workspace: number, wanted: string): Promise<string> {
  const path = needed(wanted, '/path');
  await lockDefinitionsOf(tx, workspace);
  const tree = await readTagTree(tx, workspace);
  if (branchAt(tree, path) !== undefined) throw conflict(`there is a category ${path} already`);
  await saveOrder(tx, workspace, [...siblingsOf(tree, parentOf(path)), path]);
  return path;
}

export interface CategoryMove {
  readonly from: string;
  /** Its new path: another last name renames it, another parent moves it; one that is there takes its tags in. */
  readonly to: string;
  /** The sibling before which it shall stand; null: behind all. Not said: where it stood, or behind all of a new parent. */
  readonly before?: string | null | undefined;
}

/** Renames, moves or reorders a category with everything below it. */
export async function moveCategory(tx: PostgresSession, workspace: number, move: CategoryMove): Promise<void> {
  const [from, to] = [needed(move.from, '/from'), needed(move.to, '/to')];
  if (from !== to && isWithin(to, from))
    throw invalid('a category cannot go into itself', [{ path: '/to', code: 'DQ_NOT_ALLOWED', message: `lies within ${from}` }]);
  await lockDefinitionsOf(tx, workspace);
  const tree = await readTagTree(tx, workspace);
  if (branchAt(tree, from) === undefined) throw notFound(`the category ${from}`);
  const siblings = siblingsOf(tree, parentOf(to));
  if (from !== to) {
    const known = [...(await readWrittenCategories(tx, workspace)), ...(await readCategories(tx, workspace)).map(({ path }) => path)];
    const within = [...new Set(known)].filter((path) => isWithin(path, from));
    await renameCategories(
      tx,
      workspace,
      within.map((path) => ({ from: path, to: carried(path, from, to) })),
    );
  }
  await saveOrder(tx, workspace, placed(siblings, { from, to, before: move.before }));
}

/** Siblings with the moved one at its place. */
function placed(siblings: readonly string[], { from, to, before }: CategoryMove): readonly string[] {
  const old = before === undefined ? siblings.indexOf(from) : -1;
  const others = siblings.filter((path) => path !== from && path !== to);
  const at = before === undefined ? (old === -1 ? others.length : old) : before === null ? -1 : others.indexOf(pathOf(partsOf(before)));
  const place = at === -1 ? others.length : at;
  return [...others.slice(0, place), to, ...others.slice(place)];
}

/** Takes a category and those below it away; their tags go to the one above, or to none. */
export async function removeCategory(tx: PostgresSession, workspace: number, wanted: string): Promise<void> {
  const path = needed(wanted, '/path');
  await lockDefinitionsOf(tx, workspace);
  if (branchAt(await readTagTree(tx, workspace), path) === undefined) throw notFound(`the category ${path}`);
  const written = (await readWrittenCategories(tx, workspace)).filter((each) => isWithin(each, path));
  const parent = parentOf(path);
  const kept = (await readCategories(tx, workspace)).map((each) => each.path).filter((each) => isWithin(each, path));
  await forgetCategories(tx, workspace, kept);
  await renameCategories(
    tx,
    workspace,
    written.map((from) => ({ from, to: parent })),
  );
  await keepCategories(tx, workspace, [parent]);
}

/** Puts tags into a category ('' for none); what they leave stays, though it may be empty. Throws DQ_NOT_FOUND when one of them is not there. */
export async function putTags(tx: PostgresSession, workspace: number, keys: readonly string[], category: string): Promise<number> {
  const path = pathOf(partsOf(category));
  await lockDefinitionsOf(tx, workspace);
  const put = await putIntoCategory(tx, workspace, keys, path);
  const missing = keys.find((key) => put.every((each) => each.key !== key));
  if (missing !== undefined) throw notFound(`the tag ${missing}`);
  await keepCategories(tx, workspace, [...new Set(put.map((each) => pathOf(partsOf(each.category)))), path]);
  return put.filter((each) => pathOf(partsOf(each.category)) !== path).length;
}
