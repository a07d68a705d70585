import { compileMembers, parseRule } from '#compile';
import {
  contextAt,
  countStaged,
  dropGroups,
  type EvaluationDeps,
  type Executor,
  groupTables,
  publishSettings,
  readVocabulary,
  runQueries,
  stagedGroups,
} from '#evaluate';
import { invalid } from '#kernel';
import type { ClickHouse, PostgresSession } from '#platform';
import { readSegmentById } from './segment.store.ts';
import { under } from './given-rule.ts';

/** Who entered and who left since the last run: both sides of an anti-join, nobody who stayed. */
const stageChanges = (members: string): string => `
  INSERT INTO segment_pending (workspace, segment_id, profile_id, change, at, cause, run_id)
  SELECT {workspace:UInt32}, {segment:UInt32}, profile_id, if(max(side) = 1, 'entered', 'left'), fromUnixTimestamp64Milli({at:Int64}, 'UTC'), {cause:String}, {run:UInt64}
  FROM (
    SELECT profile_id, 1 AS side FROM (${members})
    UNION ALL
    SELECT profile_id, 2 AS side FROM membership FINAL WHERE workspace = {workspace:UInt32} AND segment_id = {segment:UInt32}
  )
  GROUP BY profile_id
  HAVING min(side) = max(side)`;

/** The same of many segments at once: both sides by profile. */
const stageChangesTogether = `
  INSERT INTO segment_pending (workspace, segment_id, profile_id, change, at, cause, group_id, run_id)
  SELECT {workspace:UInt32}, segment, profile_id, if(has(found, segment), 'entered', 'left'), fromUnixTimestamp64Milli({at:Int64}, 'UTC'),
    transform(segment, {segments:Array(UInt32)}, {causes:Array(String)}, ''), {group:UInt64}, transform(segment, {segments:Array(UInt32)}, {runs:Array(UInt64)}, toUInt64(0))
  FROM (
    SELECT profile_id, groupArrayArray(found) AS found, groupArrayArray(stored) AS stored
    FROM (
      SELECT profile_id, segments AS found, CAST([], 'Array(UInt32)') AS stored FROM (${groupTables.segments})
      UNION ALL
      SELECT profile_id, CAST([], 'Array(UInt32)') AS found, [segment_id] AS stored FROM membership FINAL
      WHERE workspace = {workspace:UInt32} AND segment_id IN {segments:Array(UInt32)}
    )
    GROUP BY profile_id
  )
  ARRAY JOIN arrayConcat(arrayFilter(x -> NOT has(stored, x), found), arrayFilter(x -> NOT has(found, x), stored)) AS segment
  WHERE has({segments:Array(UInt32)}, segment)`;

const publishChanges = `
  INSERT INTO segment_change (workspace, segment_id, profile_id, change, at, cause, run_id)
  SELECT workspace, segment_id, profile_id, change, at, cause, run_id FROM segment_pending WHERE group_id = {group:UInt64} ORDER BY ALL`;
const countMembers = `
  SELECT segment_id AS segment, count() AS members FROM membership FINAL
  WHERE workspace = {workspace:UInt32} AND segment_id IN {segments:Array(UInt32)} GROUP BY segment_id`;

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
        runQueries([run.group], signal),
      );
      return { cutPoints: null };
    },
    stageTogether: async ({ found, runs }, signal) => {
      const [segments, causes] = [runs.map(({ definitionId }) => definitionId), runs.map(({ cause }) => cause)];
      const { workspace, at, group } = runs[0] ?? {};
      await clickhouse.command(
        stageChangesTogether,
        { workspace, at, found, group, segments, causes, runs: runs.map(({ id }) => id) },
        runQueries(group === undefined ? [] : [group], signal),
      );
    },
    publish: (group) => clickhouse.command(publishChanges, { group }, { lane: 'batch', settings: publishSettings('segment', group) }),
    countMembers: async (workspace, segments) => {
      const rows = await clickhouse.query<{ segment: number; members: number }>(countMembers, { workspace, segments }, { lane: 'batch' });
      return new Map(rows.map(({ segment, members }) => [segment, members]));
    },
    countStaged: (group) => countStaged(clickhouse, 'segment_pending', `change = 'entered'`, group),
    staged: () => stagedGroups(clickhouse, 'segment_pending'),
    discard: (groups) => dropGroups(clickhouse, 'segment_pending', groups),
  };
}
