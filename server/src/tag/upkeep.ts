import { contextAt, type EvaluationDeps, readStatuses, requestRun, type RunnerDeps, runByHand } from '#evaluate';
import type { ClickHouse, Postgres } from '#platform';
import { durationMs } from './duration.ts';
import { spokenValues } from './spoken.ts';
import { readEveryTag, type Tag } from './tag.store.ts';

export interface UpkeepDeps extends EvaluationDeps {
  readonly pg: Postgres;
  readonly clickhouse: ClickHouse;
  readonly runner: RunnerDeps;
}

const differing = (values: string): string => `
  SELECT count() AS count
  FROM (SELECT profile_id, sipHash64(text, items) AS hash FROM (${values})) AS fresh
  FULL JOIN (SELECT profile_id, sipHash64(text, items) AS hash FROM tag_value FINAL WHERE workspace = {workspace:UInt32} AND tag_id = {tag:UInt32}) AS stored
    ON fresh.profile_id = stored.profile_id
  WHERE fresh.profile_id = 0 OR stored.profile_id = 0 OR fresh.hash != stored.hash
  SETTINGS join_use_nulls = 0`;

const takeAway = `
  INSERT INTO tag_pending (workspace, tag_id, profile_id, is_gone, at, run_id)
  SELECT workspace, tag_id, profile_id, 1, fromUnixTimestamp64Milli({at:Int64}, 'UTC'), {run:UInt64}
  FROM tag_value FINAL WHERE workspace = {workspace:UInt32} AND tag_id = {tag:UInt32}`;

/**
 * What becomes due for tags without data or a schedule: manual values whose profiles were merged or unmerged, or which have expired, are computed
 * again from what was said; computed values that no run has confirmed for longer than `expiresAfter` go. Gives the keys of what it touched.
 */
export async function keepTagsUp(deps: UpkeepDeps): Promise<readonly string[]> {
  const tags = await readEveryTag(deps.pg);
  const touched: string[] = [];
  for (const tag of tags) {
    const isDue = tag.kind === 'manual' ? await isManualDue(deps, tag) : tag.expiresAfter !== null && (await expire(deps, tag));
    if (isDue) touched.push(tag.key);
  }
  return touched;
}

async function isManualDue(deps: UpkeepDeps, tag: Tag): Promise<boolean> {
  const context = await contextAt(deps, tag.workspace);
  const said = spokenValues(tag.id, tag.expiresAfter === null ? null : durationMs(tag.expiresAfter, context.at, context.timezone), context);
  const [row] = await deps.clickhouse.query<{ count: number }>(
    differing(said.sql),
    { ...said.params, workspace: tag.workspace, tag: tag.id },
    { lane: 'batch' },
  );
  if ((row?.count ?? 0) === 0) return false;
  await requestRun(deps.pg, { kind: 'tag', definitionId: tag.id }, 'data');
  return true;
}

async function expire({ pg, clickhouse, clock, runner, timezoneOf }: UpkeepDeps, tag: Tag): Promise<boolean> {
  const { count, computedAt } = (await readStatuses(pg, 'tag', [tag.id]))(tag.id);
  const now = clock.now();
  if (tag.expiresAfter === null || count === null || count === 0 || computedAt === null) return false;
  if (computedAt.getTime() > now - durationMs(tag.expiresAfter, now, await timezoneOf(tag.workspace))) return false;
  await runByHand(runner, { kind: 'tag', definitionId: tag.id }, (run) =>
    clickhouse.command(takeAway, { workspace: tag.workspace, tag: tag.id, at: run.at, run: run.id }, { lane: 'batch' }),
  );
  return true;
}
