import { DefinitionParams, TagDryRunInput, TagDryRunView } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import { compileTotal, drawn, type EvaluationContext } from '#compile';
import { contextAt, readVocabulary } from '#evaluate';
import { invalid, notFound } from '#kernel';
import { type QueryOptions, signalOf, typed } from '#platform';
import { givenDefinition } from './given-definition.ts';
import { parseTag } from './parse.ts';
import { drawnOf, oneInOf } from './preview/part.ts';
import { readTag } from './tag.store.ts';
import { freeze, thenReleased } from './frozen.ts';
import type { TagStageDeps } from './stage.ts';
import { compileValues, type ComputedPlan } from './values-sql.ts';
import type { TagPlan } from './plan.ts';

const hash = 'sipHash64(text, items, fields)';
/** What is said of a value in moves; the mark keeps an empty text apart from no value. */
const spoken = `if(notEmpty(items), arrayStringConcat(items, ', '), text)`;

/** By profile what is stored and what the new definition gives; those that stay are only counted. */
const sides = (values: string, oneIn: number): string => `
  SELECT if(fresh.profile_id = 0, stored.profile_id, fresh.profile_id) AS profile, stored.profile_id != 0 AS was, fresh.profile_id != 0 AS becomes,
    was AND becomes AND fresh.hash != stored.hash AS differs, stored.said AS old, fresh.said AS new
  FROM (SELECT profile_id, ${spoken} AS said, ${hash} AS hash FROM (${values})) AS fresh
  FULL JOIN (
    SELECT profile_id, ${spoken} AS said, ${hash} AS hash FROM tag_value FINAL
    WHERE workspace = {workspace:UInt32} AND tag_id = {tag:UInt32}${oneIn === 1 ? '' : ` AND ${drawn(oneIn)}`}
  ) AS stored ON fresh.profile_id = stored.profile_id`;

/** One row a move, and one of all moves together; `size` is a number of ours: aggregate functions take no parameters there. */
const compareSql = (values: string, size: number, oneIn: number): string => `
  SELECT was, becomes, differs, from, to, count() * ${oneIn} AS people, groupArraySorted(${size})(profile) AS sample, grouping(from) AS isSum
  FROM (SELECT *, if(was AND becomes AND NOT differs, '', old) AS from, if(was AND becomes AND NOT differs, '', new) AS to FROM (${sides(values, oneIn)}))
  GROUP BY GROUPING SETS ((was, becomes, differs), (was, becomes, differs, from, to))
  ORDER BY isSum DESC, people DESC, from, to LIMIT 30
  SETTINGS join_use_nulls = 0`;

interface Row {
  readonly was: number;
  readonly becomes: number;
  readonly differs: number;
  readonly from: string;
  readonly to: string;
  readonly people: number;
  readonly sample: readonly number[];
  readonly isSum: number;
}

function computed(plan: TagPlan): ComputedPlan {
  if (plan.kind !== 'sql' && plan.kind !== 'manual') return plan;
  const message = plan.kind === 'sql' ? 'a tag by SQL is tried by running it' : 'people set the values of this tag, no definition does';
  throw invalid('this definition cannot be tried', [{ path: '/definition', code: 'DQ_NOT_ALLOWED', message }]);
}

async function countAll({ clickhouse }: Pick<TagStageDeps, 'clickhouse'>, context: EvaluationContext): Promise<number> {
  const { sql, params } = compileTotal(context);
  const [row] = await clickhouse.query<{ total: number }>(sql, params, { lane: 'interactive' });
  return row?.total ?? 0;
}

interface Wish {
  readonly workspace: number;
  readonly key: string;
  readonly definition: unknown;
  readonly limit: number;
  /** Where there are many, one profile in so many stands for all. */
  readonly mayEstimate: boolean;
}

/** Who would get a value, lose it or have another one if the tag were defined like this; nothing is kept. */
async function dryRun(deps: TagStageDeps, { workspace, key, definition, limit, mayEstimate }: Wish, signal: AbortSignal): Promise<TagDryRunView> {
  const startedMs = performance.now();
  const tag = await readTag(deps.pg, workspace, key);
  if (tag === undefined) throw notFound(`the tag ${key}`);
  const vocabulary = await readVocabulary(deps.lookup, workspace);
  const plan = computed(parseTag(definition, { type: tag.type }, vocabulary).plan);
  const whole = await contextAt(deps, workspace, undefined, vocabulary);
  const options: QueryOptions = { lane: 'interactive', signal };
  const oneIn = mayEstimate ? oneInOf(plan, await countAll(deps, whole), whole) : null;
  const context = oneIn === null ? whole : { ...whole, oneIn };
  const frozen = await freeze(deps.clickhouse, plan, context, options);
  const { sql, params } = drawnOf(compileValues(plan, tag.type, context, { tag: tag.id, frozen }), oneIn);
  const asked = deps.clickhouse.query<Row>(compareSql(sql, Math.max(1, limit), oneIn ?? 1), { ...params, workspace, tag: tag.id }, options);
  const rows = await thenReleased(deps.clickhouse, frozen, asked);
  const sums = rows.filter(({ isSum }) => isSum === 1);
  const count = (holds: (row: Row) => boolean): number => sums.filter(holds).reduce((sum, { people }) => sum + people, 0);
  const crowd = (holds: (row: Row) => boolean): TagDryRunView['gaining'] => ({
    count: count(holds),
    sample: sums
      .filter(holds)
      .flatMap(({ sample }) => sample)
      .slice(0, limit),
  });
  return {
    before: count(({ was }) => was === 1),
    after: count(({ becomes }) => becomes === 1),
    gaining: crowd(({ was }) => was === 0),
    losing: crowd(({ becomes }) => becomes === 0),
    changing: crowd(({ differs }) => differs === 1),
    moves: rows
      .filter(({ isSum, was, becomes, differs }) => isSum === 0 && (was !== becomes || differs === 1))
      .slice(0, 20)
      .map(({ was, becomes, from, to, people }) => ({ from: was === 1 ? from : null, to: becomes === 1 ? to : null, count: people })),
    oneIn,
    at: new Date(context.at).toISOString(),
    elapsedMs: Math.round((performance.now() - startedMs) * 10) / 10,
  };
}

export function registerTagDryRun(app: FastifyInstance, deps: TagStageDeps): void {
  const schema = {
    summary: 'Whose value would change with another definition; nothing is changed',
    params: DefinitionParams,
    body: TagDryRunInput,
    response: { 200: TagDryRunView },
  };
  typed(app).post('/api/v1/tags/:key/dry-run', { schema, config: { capability: 'definitions.read', scope: 'read' } }, async ({ caller, params, body }, reply) =>
    dryRun(
      deps,
      { workspace: caller.workspace, key: params.key, definition: givenDefinition(body), limit: body.limit ?? 20, mayEstimate: body.mayEstimate ?? false },
      signalOf(reply),
    ),
  );
}
