import { type GroupStage, groupTables, runQueries } from '#evaluate';
import { createCostMeter, saveRunCost } from './run-cost.ts';
import type { TagStageDeps } from './stage.ts';

const hash = 'sipHash64(text, items, fields)';

/** Of many tags at once what is new, different and gone, from the answers of the statement that computed them; as `stageTag` does of one. */
const stageChanges = `
  INSERT INTO tag_pending (workspace, tag_id, profile_id, is_gone, text, items, at, group_id, run_id)
  SELECT {workspace:UInt32}, if(fresh.profile_id = 0, stored.tag_id, fresh.tag_id) AS tag, if(fresh.profile_id = 0, stored.profile_id, fresh.profile_id),
    fresh.profile_id = 0, fresh.text, fresh.items, fromUnixTimestamp64Milli({at:Int64}, 'UTC'), {group:UInt64},
    transform(tag, {tags:Array(UInt32)}, {runs:Array(UInt64)}, toUInt64(0))
  FROM (
    SELECT profile_id, tag_id, text, items, CAST(map(), 'Map(String, String)') AS fields, ${hash} AS hash
    FROM (${groupTables.tags}) WHERE has({tags:Array(UInt32)}, tag_id)
  ) AS fresh
  FULL JOIN (
    SELECT profile_id, tag_id, ${hash} AS hash FROM tag_value FINAL WHERE workspace = {workspace:UInt32} AND tag_id IN {tags:Array(UInt32)}
  ) AS stored ON fresh.profile_id = stored.profile_id AND fresh.tag_id = stored.tag_id
  WHERE fresh.profile_id = 0 OR stored.profile_id = 0 OR fresh.hash != stored.hash
  SETTINGS join_use_nulls = 0`;

/** Each run is charged its share of what the statements took. */
export async function stageTagsTogether({ pg, clickhouse }: TagStageDeps, { found, runs, spent }: GroupStage, signal: AbortSignal): Promise<void> {
  const meter = createCostMeter();
  meter.observe(spent);
  const params = {
    workspace: runs[0]?.workspace,
    at: runs[0]?.at,
    found,
    group: runs[0]?.group,
    tags: runs.map(({ definitionId }) => definitionId),
    runs: runs.map(({ id }) => id),
  };
  await clickhouse.command(stageChanges, params, { ...runQueries([...new Set(runs.map(({ group }) => group))], signal), onCost: meter.observe });
  const { rowsRead, bytesRead, memoryBytes } = meter.total();
  const share = (total: number): number => Math.ceil(total / runs.length);
  for (const run of runs) await saveRunCost(pg, run.id, run.definitionId, { rowsRead: share(rowsRead), bytesRead: share(bytesRead), memoryBytes });
}
