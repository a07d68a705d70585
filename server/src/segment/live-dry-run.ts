import { DefinitionParams, type DryRunView, DryRunInput, DryRunView as DryRunSchema } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import { compileMembers, parseRule } from '#compile';
import { contextAt, type EvaluationDeps, readVocabulary } from '#evaluate';
import { invalid, notFound } from '#kernel';
import { type ClickHouse, type PostgresSession, signalOf, typed } from '#platform';
import { underRule } from './given-rule.ts';
import { readSegment } from './segment.store.ts';

interface DryRunDeps extends EvaluationDeps {
  readonly pg: PostgresSession;
  readonly clickhouse: ClickHouse;
}

/** `size` is a number of ours: aggregate functions take no parameters there. */
const compareSql = (members: string, size: number): string => `
  SELECT countIf(isOld) AS before, countIf(isNew) AS after, countIf(isNew AND NOT isOld) AS entering, countIf(isOld AND NOT isNew) AS leaving,
    groupArraySortedIf(${size})(profile_id, isNew AND NOT isOld) AS enteringSample,
    groupArraySortedIf(${size})(profile_id, isOld AND NOT isNew) AS leavingSample
  FROM (
    SELECT profile_id, max(side = 1) AS isNew, max(side = 2) AS isOld
    FROM (
      SELECT profile_id, 1 AS side FROM (${members})
      UNION ALL
      SELECT profile_id, 2 AS side FROM membership FINAL WHERE workspace = {workspace:UInt32} AND segment_id = {segment:UInt32}
    )
    GROUP BY profile_id
  )`;

interface Compared {
  readonly before: number;
  readonly after: number;
  readonly entering: number;
  readonly leaving: number;
  readonly enteringSample: readonly number[];
  readonly leavingSample: readonly number[];
}

/** Who would enter and who would leave if the segment had this rule; nothing is kept. */
async function dryRun(
  deps: DryRunDeps,
  place: { readonly workspace: number; readonly key: string },
  rule: unknown,
  limit: number,
  signal: AbortSignal,
): Promise<DryRunView> {
  const { workspace, key } = place;
  const startedMs = performance.now();
  const segment = await readSegment(deps.pg, workspace, key);
  if (segment === undefined) throw notFound(`the segment ${key}`);
  const vocabulary = await readVocabulary(deps.lookup, workspace, key);
  const parsed = parseRule(rule, vocabulary);
  if (!parsed.ok) throw invalid('the rule is not valid', underRule(parsed.errors));
  const context = await contextAt(deps, workspace, undefined, vocabulary);
  const members = compileMembers(parsed.rule, context);
  const params = { ...members.params, workspace, segment: segment.id };
  const [row] = await deps.clickhouse.query<Compared>(compareSql(members.sql, Math.max(1, limit)), params, { signal });
  if (row === undefined) throw new Error('an aggregate gave no row');
  return {
    before: row.before,
    after: row.after,
    entering: { count: row.entering, sample: row.enteringSample.slice(0, limit) },
    leaving: { count: row.leaving, sample: row.leavingSample.slice(0, limit) },
    at: new Date(context.at).toISOString(),
    elapsedMs: Math.round((performance.now() - startedMs) * 10) / 10,
  };
}

export function registerDryRun(app: FastifyInstance, deps: DryRunDeps): void {
  typed(app).post(
    '/api/v1/segments/:key/dry-run',
    {
      schema: {
        summary: 'Who would enter and leave with another rule; nothing is changed',
        params: DefinitionParams,
        body: DryRunInput,
        response: { 200: DryRunSchema },
      },
      config: { capability: 'definitions.read', scope: 'read' },
    },
    async ({ caller, params, body }, reply) => dryRun(deps, { workspace: caller.workspace, key: params.key }, body.rule, body.limit ?? 20, signalOf(reply)),
  );
}
