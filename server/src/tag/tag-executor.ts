import { countStaged, dropGroups, type Executor, publishSettings, stagedGroups } from '#evaluate';
import { fillTagColumns } from './mirror.ts';
import { stageTag, type TagStageDeps } from './stage.ts';
import { stageTagsTogether } from './stage-together.ts';
import { readTagsInFull } from './tag.store.ts';

const columns = 'workspace, tag_id, profile_id, is_gone, text, items, fields, at, run_id, source, expires_at, is_derived';

const publishChanges = `
  INSERT INTO tag_change (${columns}) SELECT ${columns} FROM tag_pending WHERE group_id = {group:UInt64} ORDER BY ALL`;

const countValues = `
  SELECT tag_id AS tag, count() AS members FROM tag_value FINAL
  WHERE workspace = {workspace:UInt32} AND tag_id IN {tags:Array(UInt32)} GROUP BY tag_id`;

export type TagExecutorDeps = TagStageDeps;

/** How tags are computed: evaluate drives it, run by run or many at once. */
export function tagExecutor(deps: TagExecutorDeps): Executor {
  const { clickhouse, pg } = deps;
  return {
    kind: 'tag',
    stage: (run, signal) => stageTag(deps, run, signal),
    stageTogether: (staged, signal) => stageTagsTogether(deps, staged, signal),
    publish: async (group, runs) => {
      await clickhouse.command(publishChanges, { group }, { lane: 'batch', settings: publishSettings('tag', group) });
      const tags = runs.map(({ definitionId }) => definitionId);
      await fillTagColumns({ pg, clickhouse }, runs[0]?.workspace ?? 0, await readTagsInFull(pg, tags), group);
    },
    countMembers: async (workspace, tags) => {
      const rows = await clickhouse.query<{ tag: number; members: number }>(countValues, { workspace, tags }, { lane: 'batch' });
      return new Map(rows.map(({ tag, members }) => [tag, members]));
    },
    countStaged: (group) => countStaged(clickhouse, 'tag_pending', 'is_gone = 0', group),
    staged: async () => [...new Set([...(await stagedGroups(clickhouse, 'tag_pending')), ...(await stagedGroups(clickhouse, 'tag_sql_result'))])],
    discard: async (groups) => {
      await dropGroups(clickhouse, 'tag_pending', groups);
      const left = new Set(await stagedGroups(clickhouse, 'tag_sql_result'));
      await dropGroups(
        clickhouse,
        'tag_sql_result',
        groups.filter((group) => left.has(group)),
      );
    },
  };
}
