import { countStaged, dropGroups, type Executor, publishSettings, stagedGroups } from '#evaluate';
import { featureTables } from './feature/learned.ts';
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

/** Tables in which a run keeps what it needs while it computes. */
const passingStages = ['tag_sql_result', ...featureTables];
const stages = ['tag_pending', ...passingStages];

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
    staged: async () => [...new Set((await Promise.all(stages.map((table) => stagedGroups(clickhouse, table)))).flat())],
    discard: async (groups) => {
      await dropGroups(clickhouse, 'tag_pending', groups);
      for (const table of passingStages) {
        const left = new Set(await stagedGroups(clickhouse, table));
        await dropGroups(
          clickhouse,
          table,
          groups.filter((group) => left.has(group)),
        );
      }
    },
  };
}
