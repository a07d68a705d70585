import { isDeepStrictEqual } from 'node:util';
import {
  contextAt,
  type EvaluationDeps,
  lockDefinitionsOf,
  placeDefinition,
  readAsWritten,
  renumberDefinition,
  requestRun,
  unplaceDefinition,
} from '#evaluate';
import { conflict, type FaultDetail, invalid, notFound } from '#kernel';
import type { ClickHouse, Postgres } from '#platform';
import { type Author, keepTag, nameOfAuthor, refuseKept, withKeeper } from './keeper.ts';
import { nothingFrozen } from './frozen.ts';
import { addTagColumns } from './mirror.ts';
import { type ParsedTag, parseTag } from './parse.ts';
import { deleteTagRow, insertTag, readTag, type Tag, type TagDraft, updateTag } from './tag.store.ts';
import { checkSql } from './sql/run.ts';
import { hasMovingBorders, noCuts } from './tier-cuts.ts';
import { compileValues } from './values-sql.ts';

export interface TagDeps extends EvaluationDeps {
  readonly pg: Postgres;
  readonly clickhouse: ClickHouse;
}

/** What people say of a new tag; the rest follows from the definition. */
export type TagWish = Pick<TagDraft, 'key'> & { readonly definition: unknown } & Partial<Omit<TagDraft, 'key' | 'definition'>>;

/** Reads the definition and tries whether it can be computed. */
async function checked(deps: TagDeps, workspace: number, wish: Pick<TagWish, 'definition' | 'kind' | 'type'>): Promise<ParsedTag> {
  const { read: parsed, vocabulary } = await readAsWritten(deps, workspace, (names) => parseTag(wish.definition, wish, names));
  const context = await contextAt(deps, workspace, undefined, vocabulary);
  const { plan, type } = parsed;
  if (plan.kind === 'sql') await checkSql(deps.clickhouse, plan.sql, context);
  else if (plan.kind !== 'manual')
    compileValues(plan, type, context, {
      tag: 0,
      frozen: { ...nothingFrozen, rfm: { recency: [], frequency: [], monetary: [], average: null }, tiers: noCuts },
    });
  return parsed;
}

/** A tag as it was kept, and which names of the definition that was sent with it no data has brought yet. */
export interface SavedTag {
  readonly tag: Tag;
  readonly warnings: readonly FaultDetail[];
}

export async function existingTag(deps: Pick<TagDeps, 'pg'>, workspace: number, key: string): Promise<Tag> {
  const tag = await readTag(deps.pg, workspace, key);
  if (tag === undefined) throw notFound(`the tag ${key}`);
  return tag;
}

/**
 * What moves with everybody (quantiles), with every moment (decay) or by one step a run (a lifecycle), or may cost much (SQL), is computed by the
 * day when nothing else is said; values set by hand need no schedule.
 */
export const usualRefresh = ({ plan }: Pick<ParsedTag, 'plan'>): TagDraft['refresh'] => {
  if (plan.kind === 'manual') return 'manual';
  return hasMovingBorders(plan) || ['rfm', 'top', 'lifecycle', 'feature', 'sql'].includes(plan.kind) ? 'daily' : 'live';
};

/** A new tag with its columns in the mirror; its first run is asked for at once. */
export async function createTag(deps: TagDeps, workspace: number, wish: TagWish, by: Author = ''): Promise<SavedTag> {
  const parsed = await checked(deps, workspace, wish);
  const { definition, kind, type } = parsed;
  const draft = {
    name: wish.key,
    category: '',
    description: '',
    owner: '',
    expiresAfter: null,
    refresh: usualRefresh(parsed),
    ...wish,
    definition,
    kind,
    type,
  };
  return deps.pg.transaction(async (tx) => {
    await lockDefinitionsOf(tx, workspace);
    const tag = await insertTag(tx, workspace, draft, { at: new Date(deps.clock.now()), by: nameOfAuthor(by) });
    if (tag === undefined) throw conflict(`a tag with the key ${draft.key} exists already`);
    await placeDefinition(tx, { ...tag, kind: 'tag', definitionId: tag.id }, definition, '/definition');
    // Before the commit: a rule that names the tag finds its columns. Columns of a tag that is rolled back cost nothing.
    await addTagColumns(deps.clickhouse, tag);
    await keepTag(tx, tag, by);
    return { tag, warnings: parsed.warnings };
  });
}

/** Changes a tag; `check` sees the version that is about to be replaced and may refuse. */
export async function changeTag(
  deps: TagDeps,
  workspace: number,
  key: string,
  change: Partial<Omit<TagWish, 'key'>>,
  check: (version: number) => void,
  by: Author = '',
): Promise<SavedTag> {
  const old = await existingTag(deps, workspace, key);
  refuseKept(old, by);
  if (change.type !== undefined && change.type !== old.type) {
    const message = `is ${old.type} and stays so, because rules that name it were written for that; make another tag`;
    throw invalid('the type of a tag cannot be changed', [{ path: '/type', code: 'DQ_NOT_ALLOWED', message }]);
  }
  const wanted = { definition: old.definition, ...change, type: old.type };
  const { definition, kind, warnings } = await checked(deps, workspace, { kind: old.kind, ...wanted });
  return deps.pg.transaction(async (tx) => {
    await lockDefinitionsOf(tx, workspace);
    const before = await readTag(tx, workspace, key);
    if (before === undefined) throw notFound(`the tag ${key}`);
    check(before.version);
    const after = await updateTag(
      tx,
      before.id,
      { ...before, ...change, definition, kind, type: before.type },
      { at: new Date(deps.clock.now()), by: nameOfAuthor(by) },
    );
    const id = { kind: 'tag', definitionId: after.id } as const;
    if (givesTheSame(before, after)) await renumberDefinition(tx, id, after.version);
    else await placeDefinition(tx, { ...after, ...id }, definition, '/definition');
    await addTagColumns(deps.clickhouse, after);
    await withKeeper(tx, after, by);
    return { tag: after, warnings: change.definition === undefined ? [] : warnings };
  });
}

/** Another name, text or owner changes no value: nothing is computed for that. */
const givesTheSame = (before: Tag, after: Tag): boolean =>
  before.refresh === after.refresh && isDeepStrictEqual([before.definition, before.expiresAfter], [after.definition, after.expiresAfter]);

/** Deletes a tag that nothing names; gives it back, whose values and columns can go. */
export async function deleteTag(deps: Pick<TagDeps, 'pg'>, workspace: number, key: string, check: (version: number) => void, by: Author = ''): Promise<Tag> {
  return deps.pg.transaction(async (tx) => {
    await lockDefinitionsOf(tx, workspace);
    const tag = await readTag(tx, workspace, key);
    if (tag === undefined) throw notFound(`the tag ${key}`);
    refuseKept(tag, by);
    check(tag.version);
    await unplaceDefinition(tx, { kind: 'tag', definitionId: tag.id, workspace, key });
    await deleteTagRow(tx, tag.id);
    await withKeeper(tx, tag, by);
    return tag;
  });
}

export async function computeTag(deps: TagDeps, workspace: number, key: string): Promise<Tag> {
  const tag = await existingTag(deps, workspace, key);
  await requestRun(deps.pg, { kind: 'tag', definitionId: tag.id });
  return tag;
}
