import { compileRoots, type EvaluationContext } from '#compile';
import type { ClickHouse } from '#platform';
import { combined } from './combine.ts';

/** How many more (or fewer) profiles have a value at the end of a day than at the end of the one before. */
export interface ValueStep {
  /** A day of the workspace's zone; the first one stands for everything up to its end. */
  readonly day: string;
  readonly value: string;
  readonly delta: number;
}

/**
 * A profile and those that were merged into it are one history. That a merged one lost its value is the merge's doing and does not count.
 * Who had one value all the time is one step; so the cost goes with the number of changes.
 */
const stepsOf = (changes: string, roots: string): string => `
  SELECT toString(step.1) AS day, step.2 AS value, sum(step.3) AS delta
  FROM (
    SELECT arrayJoin(arrayConcat(
      arrayMap((day, value) -> (day, value, toInt64(1)), days, texts),
      arrayMap((day, value) -> (day, value, toInt64(-1)), arraySlice(days, 2), arrayPopBack(texts)))) AS step
    FROM (
      SELECT arraySort(each -> (each.1, each.2), groupArray((at, run_id, greatest(toDate(at, {zone:String}), {from:Date}), if(is_gone, '', text)))) AS list,
        list.3 AS days, list.4 AS texts
      FROM (${changes}) AS changes
      INNER JOIN (${roots}) AS roots ON changes.profile_id = roots.profile_id
      WHERE NOT is_gone OR changes.profile_id = roots.root
      GROUP BY roots.root
    )
  )
  WHERE value != ''
  GROUP BY day, value HAVING delta != 0
  ORDER BY day, value`;

/** How the values of a tag of texts came to be spread, day by day up to the context's moment. */
export function readValueSteps(clickhouse: ClickHouse, tag: number, from: string, context: EvaluationContext): Promise<readonly ValueStep[]> {
  const changes = `
    SELECT profile_id, is_gone, text, at, run_id FROM tag_change
    WHERE workspace = {own:UInt32} AND tag_id = {tag:UInt32} AND at <= fromUnixTimestamp64Milli({moment:Int64}, 'UTC')`;
  const { sql, params } = combined([compileRoots(context)], ([roots]) => stepsOf(changes, roots ?? ''), {
    own: context.workspace,
    tag,
    from,
    moment: context.at,
    zone: context.timezone,
  });
  return clickhouse.query<ValueStep>(sql, params, { lane: 'interactive' });
}

const firstChange = `
  SELECT toUnixTimestamp64Milli(min(at)) AS first, count() AS changes FROM tag_change WHERE workspace = {workspace:UInt32} AND tag_id = {tag:UInt32}`;

/** When the first value was given (milliseconds); null before that. */
export async function readFirstValueAt(clickhouse: ClickHouse, workspace: number, tag: number): Promise<number | null> {
  const [row] = await clickhouse.query<{ first: number; changes: number }>(firstChange, { workspace, tag }, { lane: 'interactive' });
  return row === undefined || row.changes === 0 ? null : row.first;
}
