import type { SchemeDefinitionJson } from '@danqing/contracts';
import type { Refresh } from '#evaluate';
import { type Caller, recordAudit } from '#govern';
import { conflict, Fault, type FaultDetail, notFound } from '#kernel';
import { changeTag, createTag, deleteTag, forgetTag, type TagDeps } from '#tag';
import { checkedScheme, placedInScheme, tagDefinitionOf } from './definition.ts';
import { shownParts } from './parts.ts';
import { deleteSchemeRow, insertScheme, readScheme, type Scheme, type SchemeDraft, updateScheme } from './scheme.store.ts';

export const tagKeyOf = (scheme: string): string => `scheme_${scheme}`;
const keeperOf = (scheme: string, { name }: Caller) => ({ name: `scheme:${scheme}`, by: name });
/** Where the tags of schemes stand in the tree of tags. */
const category = '分群方案';

export interface SchemeWish {
  readonly name?: string;
  readonly description?: string;
  readonly owner?: string;
  readonly refresh?: Refresh;
  readonly definition?: unknown;
  readonly parts?: Parameters<typeof shownParts>[1];
}

export interface SavedScheme {
  readonly scheme: Scheme;
  readonly warnings: readonly FaultDetail[];
}

export async function existingScheme(deps: Pick<TagDeps, 'pg'>, workspace: number, key: string): Promise<Scheme> {
  const scheme = await readScheme(deps.pg, workspace, key);
  if (scheme === undefined) throw notFound(`the scheme ${key}`);
  return scheme;
}

/** Faults of the tag are the scheme's, at their place in it. */
export async function inScheme<T>(definition: SchemeDefinitionJson, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Fault && error.code === 'DQ_INVALID')
      throw new Fault('DQ_INVALID', error.status, 'the scheme is not valid', { errors: [...placedInScheme(definition, error.errors)] });
    throw error;
  }
}

/** A new scheme with the tag that carries it, in one transaction; its first run is asked for at once. */
export async function createScheme(deps: TagDeps, caller: Caller, key: string, wish: SchemeWish): Promise<SavedScheme> {
  const definition = checkedScheme(wish.definition);
  const { name = key, description = '', owner = '', refresh } = wish;
  const draft: SchemeDraft = { key, name, description, owner, definition, parts: shownParts(definition, wish.parts ?? []) };
  const made: Scheme[] = [];
  const tag = { key: tagKeyOf(key), name, description, owner, category, type: 'text' as const, definition: tagDefinitionOf(definition) };
  const { warnings } = await inScheme(definition, () =>
    createTag(
      deps,
      caller.workspace,
      { ...tag, ...(refresh === undefined ? {} : { refresh }) },
      {
        ...keeperOf(key, caller),
        within: async (tx, { id }) => {
          const scheme = await insertScheme(tx, caller.workspace, draft, id, new Date(deps.clock.now()));
          if (scheme === undefined) throw conflict(`a scheme with the key ${key} exists already`);
          made.push(scheme);
          await recordAudit(tx, caller, { action: 'scheme.create', object: `scheme:${key}`, details: { name, parts: draft.parts.length } });
        },
      },
    ),
  );
  return { scheme: first(made), warnings: placedInScheme(definition, warnings) };
}

/** Changes a scheme; `check` sees the version that is about to be replaced and may refuse. */
export async function changeScheme(deps: TagDeps, caller: Caller, key: string, wish: SchemeWish, check: (version: number) => void): Promise<SavedScheme> {
  const old = await existingScheme(deps, caller.workspace, key);
  const definition = wish.definition === undefined ? old.definition : checkedScheme(wish.definition);
  const { name = old.name, description = old.description, owner = old.owner, refresh } = wish;
  const draft: SchemeDraft = { key, name, description, owner, definition, parts: shownParts(definition, wish.parts ?? keptOrder(old, definition), old.parts) };
  const changed: Scheme[] = [];
  const change = { name, description, owner, ...(refresh === undefined ? {} : { refresh }) };
  const { warnings } = await inScheme(definition, () =>
    changeTag(
      deps,
      caller.workspace,
      tagKeyOf(key),
      wish.definition === undefined ? change : { ...change, definition: tagDefinitionOf(definition) },
      () => undefined,
      {
        ...keeperOf(key, caller),
        within: async (tx) => {
          // Definitions of a workspace are saved one after the other, so nobody is between this and the update.
          const before = await readScheme(tx, caller.workspace, key);
          if (before === undefined) throw notFound(`the scheme ${key}`);
          check(before.version);
          changed.push(await updateScheme(tx, before.id, draft, new Date(deps.clock.now())));
          await recordAudit(tx, caller, { action: 'scheme.change', object: `scheme:${key}`, details: { name, changes: Object.keys(wish).sort() } });
        },
      },
    ),
  );
  return { scheme: first(changed), warnings: placedInScheme(definition, warnings) };
}

/** Parts that are still there stay in their order. */
function keptOrder(old: Scheme, definition: SchemeDefinitionJson): Scheme['parts'] {
  const keys = new Set(shownParts(definition, []).map(({ key }) => key));
  return old.parts.filter(({ key }) => keys.has(key));
}

/** Deletes a scheme with its strategy sheet and its tag; refused while a rule names the tag. */
export async function deleteScheme(deps: TagDeps, caller: Caller, key: string, check: (version: number) => void): Promise<void> {
  await existingScheme(deps, caller.workspace, key);
  const tag = await deleteTag(deps, caller.workspace, tagKeyOf(key), () => undefined, {
    ...keeperOf(key, caller),
    within: async (tx) => {
      const scheme = await readScheme(tx, caller.workspace, key);
      if (scheme === undefined) throw notFound(`the scheme ${key}`);
      check(scheme.version);
      await deleteSchemeRow(tx, scheme.id);
      await recordAudit(tx, caller, { action: 'scheme.delete', object: `scheme:${key}`, details: { name: scheme.name } });
    },
  });
  await forgetTag(deps, tag);
}

function first(schemes: readonly Scheme[]): Scheme {
  const [scheme] = schemes;
  if (scheme === undefined) throw new Error('a tag was kept without its scheme');
  return scheme;
}
