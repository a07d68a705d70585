import type { ListView } from '@danqing/contracts';
import { contextAt } from '#evaluate';
import type { StoredList } from './list.store.ts';
import { countList } from './members.read.ts';
import type { ListDeps } from './save.ts';
import { readUsers } from '../users.read.ts';

/** What the API shows of a list among others: what is said of it. */
export const listOutline = ({
  key,
  name,
  description,
  origin,
  kind,
  segment,
  takenAt,
  isAutomatic,
  unmatched,
  version,
  createdAt,
  updatedAt,
}: StoredList): Omit<ListView, 'count' | 'usedBy'> => ({
  key,
  name,
  description,
  origin,
  kind,
  segment,
  takenAt: takenAt?.toISOString() ?? null,
  isAutomatic,
  unmatched,
  version,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});

/** The same with how many are on it and who uses it. */
export async function listView(deps: ListDeps, list: StoredList): Promise<ListView> {
  const [context, { direct }] = await Promise.all([contextAt(deps, list.workspace), readUsers(deps.pg, list.workspace, { kind: 'list', key: list.key })]);
  return {
    ...listOutline(list),
    count: await countList(deps.clickhouse, list.key, context),
    usedBy: direct.map(({ kind, key }) => ({ kind, key })).toSorted((a, b) => (`${a.kind} ${a.key}` < `${b.kind} ${b.key}` ? -1 : 1)),
  };
}
