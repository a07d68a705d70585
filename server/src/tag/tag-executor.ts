import type { EvaluationContext } from '#compile';
import { contextAt, countStaged, type EvaluationDeps, type Executor, publishSettings, readVocabulary, stagedRuns } from '#evaluate';
import type { JsonValue } from '#kernel';
import type { ClickHouse, PostgresSession } from '#platform';
import { fillTagColumns } from './mirror.ts';
import { parseTag } from './parse.ts';
import type { CutPoints, RfmPlan, Scores } from './parse-rfm.ts';
import { type FrozenRfm, rfmAverages, rfmCutPoints } from './rfm.ts';
import { readTagById } from './tag.store.ts';
import { compileValues } from './values-sql.ts';

const hash = 'sipHash64(text, items, fields)';

/**
 * What is new, what is different and what has gone since the last run; nothing that stayed. The new values stream past a hash table of
 * what is stored, which holds ids and hashes only. (2 million values, measured on a loaded machine: grouping both sides by profile with
 * the values as aggregate states took 22 s for texts and 137 s for RFM, whose parts are maps; this 3 and 19 s.)
 */
const stageChanges = (values: string): string => `
  INSERT INTO tag_stage (workspace, tag_id, profile_id, is_gone, text, items, fields, at, run_id)
  SELECT {workspace:UInt32}, {tag:UInt32}, if(fresh.profile_id = 0, stored.profile_id, fresh.profile_id), fresh.profile_id = 0,
    fresh.text, fresh.items, fresh.fields, fromUnixTimestamp64Milli({at:Int64}, 'UTC'), {run:UInt64}
  FROM (SELECT profile_id, text, items, fields, ${hash} AS hash FROM (${values})) AS fresh
  FULL JOIN (
    SELECT profile_id, ${hash} AS hash FROM tag_value FINAL WHERE workspace = {workspace:UInt32} AND tag_id = {tag:UInt32}
  ) AS stored ON fresh.profile_id = stored.profile_id
  WHERE fresh.profile_id = 0 OR stored.profile_id = 0 OR fresh.hash != stored.hash
  SETTINGS join_use_nulls = 0`;

const publishChanges = `
  INSERT INTO tag_change (workspace, tag_id, profile_id, is_gone, text, items, fields, at, run_id)
  SELECT workspace, tag_id, profile_id, is_gone, text, items, fields, at, run_id FROM tag_stage WHERE run_id = {run:UInt64} ORDER BY ALL`;

const countValues = 'SELECT count() AS members FROM tag_value FINAL WHERE workspace = {workspace:UInt32} AND tag_id = {tag:UInt32}';

const noCuts: CutPoints = { recency: [], frequency: [], monetary: [] };

/** As a run keeps it. */
const jsonOf = ({ average, ...cuts }: FrozenRfm): JsonValue => ({ ...cuts, ...(average === null ? {} : { average: { ...average } }) });

export interface TagExecutorDeps extends EvaluationDeps {
  readonly pg: PostgresSession;
  readonly clickhouse: ClickHouse;
}

/** How tags are computed: evaluate drives it, run by run. */
export function tagExecutor(deps: TagExecutorDeps): Executor {
  const { clickhouse, pg } = deps;
  const quantileCuts = async (plan: RfmPlan, context: EvaluationContext, signal: AbortSignal): Promise<CutPoints> => {
    const { sql, params } = rfmCutPoints(plan, context);
    const [cuts] = await clickhouse.query<CutPoints>(sql, params, { lane: 'batch', signal });
    // Of nobody, the quantiles are NaN and reach us as null: then there is nobody to score either.
    return cuts === undefined || cuts.recency.some((cut) => !Number.isFinite(cut)) ? noCuts : cuts;
  };
  const frozenOf = async (plan: RfmPlan, context: EvaluationContext, signal: AbortSignal): Promise<FrozenRfm> => {
    const cuts = plan.edges ?? (await quantileCuts(plan, context, signal));
    if (plan.high !== 'average') return { ...cuts, average: null };
    const { sql, params } = rfmAverages(plan, context, cuts);
    const [average] = await clickhouse.query<Scores>(sql, params, { lane: 'batch', signal });
    return average === undefined || !Number.isFinite(average.r) ? { ...cuts, average: null } : { ...cuts, average };
  };
  return {
    kind: 'tag',
    stage: async (run, signal) => {
      const tag = await readTagById(pg, run.definitionId);
      if (tag === undefined) return 'gone';
      const vocabulary = await readVocabulary(deps.lookup, run.workspace);
      const { plan } = parseTag(tag.definition, tag, vocabulary);
      const context = { ...(await contextAt(deps, run.workspace, undefined, vocabulary)), at: run.at };
      const frozen = plan.kind === 'rfm' ? await frozenOf(plan.rfm, context, signal) : null;
      const values = compileValues(plan, tag.type, context, { tag: tag.id, frozen });
      if (values !== undefined) {
        const params = { ...values.params, workspace: run.workspace, tag: tag.id, at: run.at, run: run.id };
        await clickhouse.command(stageChanges(values.sql), params, { lane: 'batch', signal });
      }
      return { cutPoints: frozen === null ? null : jsonOf(frozen) };
    },
    publish: async (run) => {
      await clickhouse.command(publishChanges, { run: run.id }, { lane: 'batch', settings: publishSettings(run) });
      const tag = await readTagById(pg, run.definitionId);
      if (tag !== undefined) await fillTagColumns(clickhouse, run.workspace, tag, run.id);
      const [row] = await clickhouse.query<{ members: number }>(countValues, { workspace: run.workspace, tag: run.definitionId }, { lane: 'batch' });
      return row?.members ?? 0;
    },
    countStaged: (runId) => countStaged(clickhouse, 'tag_stage', runId),
    staged: () => stagedRuns(clickhouse, 'tag_stage'),
    discard: (runId) => clickhouse.command('ALTER TABLE tag_stage DROP PARTITION {run:UInt64}', { run: runId }, { lane: 'batch' }),
  };
}
