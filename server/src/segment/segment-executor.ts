import { compileMembers, parseRule } from '#compile';
import { contextAt, countStaged, type EvaluationDeps, type Executor, publishSettings, readVocabulary, stagedRuns } from '#evaluate';
import { invalid } from '#kernel';
import type { ClickHouse, PostgresSession } from '#platform';
import { readSegmentById } from './segment.store.ts';
import { under } from './given-rule.ts';

/** Who entered and who left since the last run: both sides of an anti-join, nobody who stayed. */
const stageChanges = (members: string): string => `
  INSERT INTO segment_stage (workspace, segment_id, profile_id, change, at, cause, run_id)
  SELECT {workspace:UInt32}, {segment:UInt32}, profile_id, if(max(side) = 1, 'entered', 'left'), fromUnixTimestamp64Milli({at:Int64}, 'UTC'), {cause:String}, {run:UInt64}
  FROM (
    SELECT profile_id, 1 AS side FROM (${members})
    UNION ALL
    SELECT profile_id, 2 AS side FROM membership FINAL WHERE workspace = {workspace:UInt32} AND segment_id = {segment:UInt32}
  )
  GROUP BY profile_id
  HAVING min(side) = max(side)`;

const publishChanges = `
  INSERT INTO segment_change (workspace, segment_id, profile_id, change, at, cause, run_id)
  SELECT workspace, segment_id, profile_id, change, at, cause, run_id FROM segment_stage WHERE run_id = {run:UInt64} ORDER BY ALL`;
const countMembers = 'SELECT count() AS members FROM membership FINAL WHERE workspace = {workspace:UInt32} AND segment_id = {segment:UInt32}';

export interface SegmentExecutorDeps extends EvaluationDeps {
  readonly pg: PostgresSession;
  readonly clickhouse: ClickHouse;
}

/** How segments are computed: evaluate drives it, run by run. */
export function segmentExecutor(deps: SegmentExecutorDeps): Executor {
  const { clickhouse, pg } = deps;
  return {
    kind: 'segment',
    stage: async (run, signal) => {
      const segment = await readSegmentById(pg, run.definitionId);
      if (segment === undefined) return 'gone';
      const vocabulary = await readVocabulary(deps.lookup, run.workspace, segment.key);
      const parsed = parseRule(segment.rule, vocabulary);
      if (!parsed.ok) throw invalid(`the rule of ${segment.key} is no longer valid`, under('/rule', parsed.errors));
      const members = compileMembers(parsed.rule, { ...(await contextAt(deps, run.workspace, undefined, vocabulary)), at: run.at });
      await clickhouse.command(
        stageChanges(members.sql),
        { ...members.params, workspace: run.workspace, segment: run.definitionId, at: run.at, cause: run.cause, run: run.id },
        { lane: 'batch', signal },
      );
      return { cutPoints: null };
    },
    publish: async (run) => {
      await clickhouse.command(publishChanges, { run: run.id }, { lane: 'batch', settings: publishSettings(run) });
      const [row] = await clickhouse.query<{ members: number }>(countMembers, { workspace: run.workspace, segment: run.definitionId }, { lane: 'batch' });
      return row?.members ?? 0;
    },
    countStaged: (runId) => countStaged(clickhouse, 'segment_stage', runId),
    staged: () => stagedRuns(clickhouse, 'segment_stage'),
    discard: (runId) => clickhouse.command('ALTER TABLE segment_stage DROP PARTITION {run:UInt64}', { run: runId }, { lane: 'batch' }),
  };
}
