import type { ClickHouse } from '#platform';
import { contextAt } from '#evaluate';
import { readListMembers } from './list/members.read.ts';
import { existingList, type ListDeps } from './list/save.ts';
import { readMembers } from './members.read.ts';
import { existingSegment, type SegmentDeps } from './save.ts';

/** Ids of a segment's members after one of them, ascending. DQ_NOT_FOUND when there is no such segment. */
export async function readMembersByKey(
  deps: SegmentDeps & { readonly clickhouse: ClickHouse },
  workspace: number,
  key: string,
  after: number,
  limit: number,
): Promise<readonly number[]> {
  const { id } = await existingSegment(deps, workspace, key);
  return readMembers(deps.clickhouse, workspace, id, after, limit);
}

/** The same of a list of people. */
export async function readListMembersByKey(deps: ListDeps, workspace: number, key: string, after: number, limit: number): Promise<readonly number[]> {
  await existingList(deps, workspace, key);
  return readListMembers(deps.clickhouse, key, await contextAt(deps, workspace), after, limit);
}
