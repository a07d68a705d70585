import { countStaged, type Executor, publishSettings, stagedRuns } from '#evaluate';
import { fillTagColumns } from './mirror.ts';
import { dropSqlResult } from './sql/run.ts';
import { stageTag, type TagStageDeps } from './stage.ts';
import { readTagById } from './tag.store.ts';

const columns = 'workspace, tag_id, profile_id, is_gone, text, items, fields, at, run_id, source, expires_at, is_derived';

const publishChanges = `
  INSERT INTO tag_change (${columns}) SELECT ${columns} FROM tag_stage WHERE run_id = {run:UInt64} ORDER BY ALL`;

const countValues = 'SELECT count() AS members FROM tag_value FINAL WHERE workspace = {workspace:UInt32} AND tag_id = {tag:UInt32}';

export type TagExecutorDeps = TagStageDeps;

/** How tags are computed: evaluate drives it, run by run. */
export function tagExecutor(deps: TagExecutorDeps): Executor {
  const { clickhouse, pg } = deps;
  return {
    kind: 'tag',
    stage: (run, signal) => stageTag(deps, run, signal),
    publish: async (run) => {
      await clickhouse.command(publishChanges, { run: run.id }, { lane: 'batch', settings: publishSettings(run) });
      const tag = await readTagById(pg, run.definitionId);
      if (tag !== undefined) await fillTagColumns(clickhouse, run.workspace, tag, run.id);
      const [row] = await clickhouse.query<{ members: number }>(countValues, { workspace: run.workspace, tag: run.definitionId }, { lane: 'batch' });
      return row?.members ?? 0;
    },
    countStaged: (runId) => countStaged(clickhouse, 'tag_stage', runId),
    staged: async () => [...new Set([...(await stagedRuns(clickhouse, 'tag_stage')), ...(await stagedRuns(clickhouse, 'tag_sql_result'))])],
    discard: async (runId) => {
      await clickhouse.command('ALTER TABLE tag_stage DROP PARTITION {run:UInt64}', { run: runId }, { lane: 'batch' });
      await dropSqlResult(clickhouse, runId);
    },
  };
}
