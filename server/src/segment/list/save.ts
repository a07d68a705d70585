import { compileMembers, type Rule } from '#compile';
import { contextAt, lockDefinitionsOf, readVocabulary, requestRun } from '#evaluate';
import { readKin, rootsOfProfiles } from '#identify';
import { conflict, invalid, notFound } from '#kernel';
import type { ClickHouse } from '#platform';
import { membersAsOf } from '../history/members.read.ts';
import { existingSegment, type SegmentDeps } from '../save.ts';
import { addUnmatched, deleteListRow, insertList, readList, readUnmatched, removeUnmatched, type StoredList, touchList } from './list.store.ts';
import { type Forms, matchValues, type Member, profileKind, type SentValues } from './match.ts';
import { addMembers, addSelected, originsOnList, removeAllMembers, removeMembers, squashLists } from './members.store.ts';
import { readUsers } from '../users.read.ts';

export interface ListDeps extends SegmentDeps {
  readonly clickhouse: ClickHouse;
}

export interface NewList {
  readonly key: string;
  readonly name: string;
  readonly description: string;
}

export const existingList = async (deps: ListDeps, workspace: number, key: string): Promise<StoredList> => {
  const list = await readList(deps.pg, workspace, key);
  if (list === undefined) throw notFound(`the list ${key}`);
  return list;
};

/**
 * A list of everybody whom the values lead to; the others are kept as unmatched. Members are written before the list can be seen, so no rule ever
 * reads half of one.
 */
export async function uploadList(deps: ListDeps, owner: Forms, draft: NewList, sent: SentValues): Promise<StoredList> {
  const { workspace } = owner;
  const { members, unmatched } = await matchValues(deps.pg, owner, sent);
  const now = deps.clock.now();
  await deps.pg.transaction(async (tx) => {
    const list = await insertList(tx, workspace, { ...draft, origin: 'upload', kind: sent.kind, segment: null }, new Date(now));
    if (list === undefined) throw taken(draft.key);
    await addUnmatched(tx, list.id, sent.kind, unmatched);
    await addMembers(deps.clickhouse, workspace, list.id, members, now);
  });
  const list = await existingList(deps, workspace, draft.key);
  await followMerges(deps, list, members);
  return list;
}

/** A list of the people in a segment: of its rule now, or, of a past moment (ms), of the members that were stored then. */
export async function freezeSegment(deps: ListDeps, workspace: number, draft: NewList, segment: string, at?: number, isAutomatic = false): Promise<StoredList> {
  const definition = await existingSegment(deps, workspace, segment);
  const vocabulary = await readVocabulary(deps.lookup, workspace);
  const rule: Rule = { kind: 'segment', key: segment };
  const members = at === undefined ? compileMembers(rule, await contextAt(deps, workspace, undefined, vocabulary)) : membersAsOf(workspace, definition.id, at);
  const now = deps.clock.now();
  await deps.pg.transaction(async (tx) => {
    const list = await insertList(
      tx,
      workspace,
      { ...draft, origin: 'segment', kind: null, segment, takenAt: new Date(at ?? now), isAutomatic },
      new Date(now),
    );
    if (list === undefined) throw taken(draft.key);
    await addSelected(deps.clickhouse, workspace, list.id, members, now);
  });
  return existingList(deps, workspace, draft.key);
}

const taken = (key: string) => conflict(`a list with the key ${key} exists already`);

/** A merge or unmerge between looking people up and writing them down has no alias any more when its squash came first: whoever moved is put right. */
export async function followMerges(deps: ListDeps, { workspace }: StoredList, members: readonly Member[]): Promise<void> {
  const roots = await rootsOfProfiles(
    deps.pg,
    workspace,
    members.map(({ origin }) => origin),
  );
  const moves = members.flatMap(({ origin, profile }) => {
    const root = roots.get(origin) ?? profile;
    return root === profile ? [] : [{ fromId: origin, rootId: root, workspace }];
  });
  if (moves.length > 0) await squashLists(deps.clickhouse, moves);
}

export interface ListChange {
  readonly list: StoredList;
  /** How many profiles were put on it, or taken off. */
  readonly changed: number;
}

/** Puts people on a list. */
export async function addToList(deps: ListDeps, owner: Forms, key: string, sent: SentValues): Promise<ListChange> {
  const { workspace } = owner;
  const list = await existingList(deps, workspace, key);
  const { profiles, members, unmatched, matched } = await matchValues(deps.pg, owner, sent);
  const origins = await originsOf(deps, profiles);
  const there = await originsOnList(deps.clickhouse, workspace, list.id, [...origins.values()].flat());
  const added = profiles.filter((profile) => !(origins.get(profile) ?? []).some((origin) => there.has(origin)));
  const fresh = members.filter(({ origin }) => !there.has(origin));
  await addMembers(deps.clickhouse, workspace, list.id, fresh, deps.clock.now());
  await followMerges(deps, list, fresh);
  await deps.pg.transaction(async (tx) => {
    await addUnmatched(tx, list.id, sent.kind, unmatched);
    await removeUnmatched(tx, list.id, sent.kind, matched);
  });
  return changed(deps, list, added.length);
}

/** Takes people off a list, and values off those that led to nobody. */
export async function removeFromList(deps: ListDeps, owner: Forms, key: string, sent: SentValues): Promise<ListChange> {
  const { workspace } = owner;
  const list = await existingList(deps, workspace, key);
  const { profiles, unmatched } = await matchValues(deps.pg, owner, sent);
  const origins = await originsOf(deps, profiles);
  const there = await originsOnList(deps.clickhouse, workspace, list.id, [...origins.values()].flat());
  await removeMembers(deps.clickhouse, workspace, list.id, [...there]);
  await removeUnmatched(
    deps.pg,
    list.id,
    sent.kind,
    unmatched.map(({ value }) => value),
  );
  return changed(deps, list, profiles.filter((profile) => (origins.get(profile) ?? []).some((origin) => there.has(origin))).length);
}

/** Looks again for everybody who was not found: people may have arrived since. */
export async function rematchList(deps: ListDeps, owner: Forms, key: string): Promise<ListChange> {
  const list = await existingList(deps, owner.workspace, key);
  const waiting = await readUnmatched(deps.pg, list.id, { kind: '', value: '' }, 1_000_000);
  let count = 0;
  for (const [kind, values] of Map.groupBy(waiting, (each) => each.kind)) {
    const { changed: added } = await addToList(deps, owner, key, { kind, values: values.map(({ value }) => value) });
    count += added;
  }
  return { list: await existingList(deps, owner.workspace, key), changed: count };
}

/** The ids under which a profile may stand on a list: its own and those of everything merged into it. */
async function originsOf(deps: ListDeps, profiles: readonly number[]): Promise<ReadonlyMap<number, readonly number[]>> {
  const kin = Map.groupBy(await readKin(deps.pg, profiles), ({ rootId }) => rootId);
  return new Map(profiles.map((id) => [id, [id, ...(kin.get(id) ?? []).map((each) => each.id)]]));
}

/** What is computed again once so many members of a list have changed. */
export async function noteChanged(deps: ListDeps, list: StoredList, count: number): Promise<void> {
  if (count === 0) return;
  await touchList(deps.pg, list.id, {}, new Date(deps.clock.now()));
  const { all } = await readUsers(deps.pg, list.workspace, { kind: 'list', key: list.key });
  for (const { kind, id, refresh } of all) if (refresh !== 'manual') await requestRun(deps.pg, { kind, definitionId: id }, 'data');
}

async function changed(deps: ListDeps, list: StoredList, count: number): Promise<ListChange> {
  await noteChanged(deps, list, count);
  return { list: await existingList(deps, list.workspace, list.key), changed: count };
}

export async function describeList(
  deps: ListDeps,
  workspace: number,
  key: string,
  change: Partial<Pick<StoredList, 'name' | 'description'>>,
  check: (version: number) => void,
): Promise<StoredList> {
  await deps.pg.transaction(async (tx) => {
    await lockDefinitionsOf(tx, workspace);
    const list = await readList(tx, workspace, key);
    if (list === undefined) throw notFound(`the list ${key}`);
    check(list.version);
    await touchList(tx, list.id, change, new Date(deps.clock.now()));
  });
  return existingList(deps, workspace, key);
}

/** Deletes a list that no rule names. */
export async function deleteList(deps: ListDeps, workspace: number, key: string, check: (version: number) => void): Promise<void> {
  const id = await deps.pg.transaction(async (tx) => {
    await lockDefinitionsOf(tx, workspace);
    const list = await readList(tx, workspace, key);
    if (list === undefined) throw notFound(`the list ${key}`);
    check(list.version);
    const { direct } = await readUsers(tx, workspace, { kind: 'list', key });
    if (direct.length > 0) {
      const names = direct.map((user) => `${user.kind} ${user.key}`).sort();
      throw conflict(`${key} is used by ${names.join(', ')}; change or delete ${names.length === 1 ? 'that' : 'those'} first`);
    }
    await deleteListRow(tx, list.id);
    return list.id;
  });
  await removeAllMembers(deps.clickhouse, workspace, id);
}

/** What a request says of a new list, checked where the schema cannot. */
export function wantedOf(body: {
  readonly kind?: string;
  readonly values?: SentValues['values'];
  readonly segment?: string;
}): SentValues | { readonly segment: string } {
  if (body.segment !== undefined && body.values === undefined && body.kind === undefined) return { segment: body.segment };
  if (body.segment === undefined && body.values !== undefined) return { kind: body.kind ?? profileKind, values: body.values };
  throw invalid('a list is made of values, or of a segment', [{ path: '', code: 'DQ_REQUIRED', message: 'give either kind and values, or segment' }]);
}
