import { isDeepStrictEqual } from 'node:util';
import type { Adoption, Pack } from '@danqing/contracts';
import { Fault, invalid } from '#kernel';
import { changeTag, createTag } from '../save.ts';
import { saveAdoption } from './adoption.store.ts';
import { itemsOf, type PackItem } from './catalogue.ts';
import { needsOf, withPack } from './needs.ts';
import type { PackDeps } from './ports.ts';
import { definitionOf, packView, readShelf, type Shelf } from './shelf.ts';

type Result = Adoption['items'][number];

export interface AdoptWish {
  /** Keys; without them every item whose data is there. */
  readonly items?: readonly string[] | undefined;
  /** In which names and descriptions are kept. */
  readonly language: 'zh' | 'en';
  /** Who does it, for the versions of tags. */
  readonly by?: string;
}

/**
 * Makes definitions of a pack's items and of what those name in it, dependencies first. May be repeated: what is there stays, a new version of the
 * pack replaces definitions that nobody edited, and keys that something else has are left alone.
 */
export async function adoptPack(all: PackDeps, workspace: number, pack: Pack, { items, language, by = '' }: AdoptWish): Promise<Adoption> {
  // A pack says itself what data it lacks: nobody is warned of names, so none are read.
  const { knownNames: _, ...deps } = all;
  const shelf = await readShelf(deps, workspace);
  const wanted = items ?? packView(pack, shelf).items.flatMap(({ key, isAvailable }) => (isAvailable ? [key] : []));
  const unknown = wanted.filter((key) => itemsOf(pack).every((item) => item.key !== key));
  if (unknown.length > 0)
    throw invalid(
      `the pack ${pack.key} has no such item`,
      unknown.map((key) => ({ path: '/items', code: 'DQ_NOT_FOUND', message: `${key} is not in it` })),
    );
  const results: Result[] = [];
  for (const item of inOrder(pack, wanted, shelf)) {
    results.push({ kind: item.kind, key: item.key, result: await adoptItem(deps, workspace, item, { pack, shelf, language, by }) });
  }
  return { pack: pack.key, version: pack.version, items: results };
}

/** The items with these keys and everything of the pack they name, each after what it names. */
function inOrder(pack: Pack, keys: readonly string[], shelf: Shelf): readonly PackItem[] {
  const items = itemsOf(pack);
  const vocabulary = withPack(shelf.vocabulary, pack);
  const ordered = new Set<PackItem>();
  const visit = (item: PackItem, way: readonly PackItem[]): void => {
    if (ordered.has(item)) return;
    if (way.includes(item))
      throw new Fault('DQ_CYCLE', 500, `items of the pack ${pack.key} name each other: ${[...way, item].map(({ key }) => key).join(' → ')}`);
    const needs = needsOf(item, vocabulary, shelf);
    for (const other of items) {
      const names = other.kind === 'tag' ? needs.tags : needs.segments;
      if (other !== item && names.includes(other.key)) visit(other, [...way, item]);
    }
    ordered.add(item);
  };
  for (const item of items) if (keys.includes(item.key)) visit(item, []);
  return [...ordered];
}

interface Adopting {
  readonly pack: Pack;
  readonly shelf: Shelf;
  readonly language: 'zh' | 'en';
  readonly by: string;
}

async function adoptItem(deps: PackDeps, workspace: number, item: PackItem, { pack, shelf, language, by }: Adopting): Promise<Result['result']> {
  const name = `${item.kind}:${item.key}`;
  const [present, before] = [shelf.present.get(name), shelf.adopted.get(name)];
  const definition = plain(definitionOf(item));
  const remember = (): Promise<void> =>
    saveAdoption(deps.pg, workspace, {
      kind: item.kind,
      key: item.key,
      pack: pack.key,
      version: pack.version,
      item: definition,
      at: new Date(deps.clock.now()),
    });
  if (present === undefined) {
    await create(deps, workspace, item, language, by);
    await remember();
    return 'created';
  }
  if (before === undefined || before.pack !== pack.key) return 'taken';
  if (!isDeepStrictEqual(plain(present), before.item)) return 'edited';
  if (isDeepStrictEqual(before.item, definition)) {
    if (before.version !== pack.version) await remember();
    return 'unchanged';
  }
  if (item.kind === 'tag') await changeTag(deps, workspace, item.key, { definition: item.definition }, () => undefined, by);
  else await deps.segments.replaceRule(workspace, item.key, item.rule);
  await remember();
  return 'updated';
}

async function create(deps: PackDeps, workspace: number, item: PackItem, language: 'zh' | 'en', by: string): Promise<void> {
  const texts = { name: item.name[language], description: item.description?.[language] ?? '' };
  const category = item.category?.[language] ?? '';
  if (item.kind === 'segment') {
    await deps.segments.create(workspace, { key: item.key, ...texts, rule: item.rule, refresh: item.refresh ?? 'live', folder: category });
    return;
  }
  const { key, definition, type, refresh } = item;
  const wish = { key, ...texts, category, definition, ...(type === undefined ? {} : { type }), ...(refresh === undefined ? {} : { refresh }) };
  await createTag(deps, workspace, wish, by);
}

/** As it comes back from the store. */
function plain(value: unknown): unknown {
  const json: unknown = JSON.parse(JSON.stringify(value));
  return json;
}
