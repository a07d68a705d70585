import type { Compiled, EvaluationContext } from '#compile';
import { contextAt, type EvaluationDeps, readVocabulary, type Run, runQueries } from '#evaluate';
import type { JsonValue } from '#kernel';
import type { ClickHouse, Postgres, QueryOptions } from '#platform';
import { durationMs } from './duration.ts';
import { parseTag } from './parse.ts';
import type { TagPlan } from './plan.ts';
import { freeze, type Frozen, frozenJson, thenReleased } from './frozen.ts';
import { createCostMeter, saveRunCost } from './run-cost.ts';
import { spokenValues } from './spoken.ts';
import { computeSql, dropSqlResult } from './sql/run.ts';
import { sqlValues } from './sql/statement.ts';
import { readTagById, type Tag } from './tag.store.ts';
import { compileValues } from './values-sql.ts';

const hash = 'sipHash64(text, items, fields)';

/**
 * What is new, what is different and what has gone since the last run; nothing that stayed. The new values stream past a hash table of
 * what is stored, which holds ids and hashes only. (2 million values, measured on a loaded machine: grouping both sides by profile with
 * the values as aggregate states took 22 s for texts and 137 s for RFM, whose parts are maps; this 3 and 19 s.)
 */
const stageChanges = (values: string, isSpoken: boolean): string => `
  INSERT INTO tag_pending (workspace, tag_id, profile_id, is_gone, text, items, fields, at, run_id${isSpoken ? ', source, expires_at, is_derived' : ''})
  SELECT {workspace:UInt32}, {tag:UInt32}, if(fresh.profile_id = 0, stored.profile_id, fresh.profile_id), fresh.profile_id = 0,
    fresh.text, fresh.items, fresh.fields, fromUnixTimestamp64Milli({at:Int64}, 'UTC'), {run:UInt64}${isSpoken ? ', fresh.source, fresh.expires_at, 1' : ''}
  FROM (SELECT profile_id, text, items, fields${isSpoken ? ', source, expires_at' : ''}, ${hash} AS hash FROM (${values})) AS fresh
  FULL JOIN (
    SELECT profile_id, ${hash} AS hash FROM tag_value FINAL WHERE workspace = {workspace:UInt32} AND tag_id = {tag:UInt32}
  ) AS stored ON fresh.profile_id = stored.profile_id
  WHERE fresh.profile_id = 0 OR stored.profile_id = 0 OR fresh.hash != stored.hash
  SETTINGS join_use_nulls = 0`;

export interface TagStageDeps extends EvaluationDeps {
  readonly pg: Postgres;
  readonly clickhouse: ClickHouse;
}

/** Computes a tag as of the run's moment and writes what differs from what is stored into the stage, with what that cost. */
export async function stageTag(deps: TagStageDeps, run: Run, signal: AbortSignal): Promise<{ readonly cutPoints: JsonValue } | 'gone'> {
  const { pg, clickhouse } = deps;
  const tag = await readTagById(pg, run.definitionId);
  if (tag === undefined) return 'gone';
  const vocabulary = await readVocabulary(deps.lookup, run.workspace);
  const { plan } = parseTag(tag.definition, tag, vocabulary);
  const context = { ...(await contextAt(deps, run.workspace, undefined, vocabulary)), at: run.at };
  const meter = createCostMeter();
  const options: QueryOptions = { ...runQueries([run.group], signal), onCost: meter.observe };
  const frozen = await freeze(clickhouse, plan, context, options, run.id);
  if (plan.kind === 'sql') await computeSql(clickhouse, plan.sql, tag.type, context, run.id, options);
  const { sql, params } = valuesOf(plan, tag, context, frozen);
  const staged = clickhouse.command(
    stageChanges(sql, plan.kind === 'manual'),
    { ...params, workspace: run.workspace, tag: tag.id, at: run.at, run: run.id },
    options,
  );
  await thenReleased(clickhouse, frozen, staged);
  if (plan.kind === 'sql') await dropSqlResult(clickhouse, run.id);
  await saveRunCost(pg, run.id, tag.id, meter.total());
  return { cutPoints: frozenJson(plan, frozen) };
}

function valuesOf(plan: TagPlan, tag: Tag, context: EvaluationContext, frozen: Frozen): Compiled {
  if (plan.kind === 'manual') {
    return spokenValues(tag.id, tag.expiresAfter === null ? null : durationMs(tag.expiresAfter, context.at, context.timezone), context);
  }
  return plan.kind === 'sql' ? { sql: sqlValues(tag.type), params: {} } : compileValues(plan, tag.type, context, { tag: tag.id, frozen });
}
