import type { PostgresSession } from '#platform';

/** Messages that came through although a field was not as the tracking plan says; what lacks a field is no matter of its values. */
export interface BreachSum {
  readonly event: string;
  readonly path: string;
  readonly sourceId: number;
  readonly events: number;
}

const sums = `
  SELECT event, path, source_id AS "sourceId", max(events)::bigint AS events
  FROM (
    SELECT event, path, source_id, kind, sum(passed) AS events FROM pipeline.plan_breach
    WHERE workspace = $1 AND day BETWEEN $2::date AND $3::date AND kind IN ('type', 'value', 'pattern', 'range') GROUP BY event, path, source_id, kind
  ) k GROUP BY event, path, source_id HAVING max(events) > 0`;

/** By field and source over days of receipt. One message may be wrong in several ways: the most frequent of them is at least how many are wrong. */
export const readBreachSums = (pg: PostgresSession, workspace: number, from: string, to: string): Promise<readonly BreachSum[]> =>
  pg.query<BreachSum>(sums, [workspace, from, to]);

const ruleNames = `SELECT one->>'id' AS id, one->>'name' AS name FROM (SELECT rules FROM pipeline.cleaning WHERE workspace = $1 ORDER BY version DESC LIMIT 1) c, jsonb_array_elements(rules) AS one`;

/** What cleaning rules are called now, by their id. */
export const readRuleNames = async (pg: PostgresSession, workspace: number): Promise<ReadonlyMap<string, string>> =>
  new Map((await pg.query<{ id: string; name: string }>(ruleNames, [workspace])).map(({ id, name }) => [id, name]));
