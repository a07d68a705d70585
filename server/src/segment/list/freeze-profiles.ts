import { conflict } from '#kernel';
import { insertList } from './list.store.ts';
import { addMembers } from './members.store.ts';
import { followMerges, type ListDeps, type NewList } from './save.ts';

/** A list of these profiles, who live in this workspace. It is seen when all of them are on it. */
export async function freezeProfiles(deps: ListDeps, workspace: number, draft: NewList, profiles: readonly number[]): Promise<void> {
  const now = deps.clock.now();
  const members = profiles.map((id) => ({ origin: id, profile: id }));
  const list = await deps.pg.transaction(async (tx) => {
    const made = await insertList(tx, workspace, { ...draft, origin: 'upload', kind: 'profile', segment: null }, new Date(now));
    if (made === undefined) throw conflict(`a list with the key ${draft.key} exists already`);
    await addMembers(deps.clickhouse, workspace, made.id, members, now);
    return made;
  });
  await followMerges(deps, list, members);
}
