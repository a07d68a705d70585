import { RuleValues, RuleValuesQuery } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import { compileFieldValues, compileTotal, type EvaluationContext } from '#compile';
import { contextAt, type EvaluationDeps, readVocabulary } from '#evaluate';
import type { ClassOf } from '#govern';
import { type ClickHouse, signalOf, typed } from '#platform';

export interface ValuesDeps extends EvaluationDeps {
  readonly clickhouse: ClickHouse;
  /** What kind of personal data a workspace's fields hold. */
  classOf(workspace: number): ClassOf;
}

/** People, events or products of a sample; enough that a value which one in a thousand has is found nearly always. */
const sampled = 50_000;
const shown = 50;
/** Somebody waits with an open list: what has not been found by then is not worth the wait. */
const bounds = { max_rows_to_read: 2_000_000, read_overflow_mode: 'break', max_execution_time: 2, timeout_overflow_mode: 'break', max_threads: 2 };
/** Of people every row is read to draw a sample of them, so that what is read is no bound. */
const boundsOfPeople = { max_execution_time: 2, timeout_overflow_mode: 'break', max_threads: 2 };

/** Values that the data hold, to choose from. Those of fields that name people are never listed, whoever asks. */
export function registerValuesRoute(app: FastifyInstance, deps: ValuesDeps): void {
  const schema = {
    summary: 'Values of a trait, a property, a tag or a product’s attribute with how often they come, from a sample, for editors to offer',
    querystring: RuleValuesQuery,
    response: { 200: RuleValues },
  };
  typed(app).get('/api/v1/rules/values', { schema, config: { capability: 'definitions.read', scope: 'read' } }, async ({ caller, query }, reply) => {
    if (isPersonal(deps.classOf(caller.workspace), query)) return { items: [], looked: 0, isPersonal: true };
    const vocabulary = await readVocabulary(deps.lookup, caller.workspace);
    const context = await contextAt(deps, caller.workspace, undefined, vocabulary);
    const run = <Row extends object>(sql: string, params: Record<string, unknown>, settings: Readonly<Record<string, string | number>>) =>
      deps.clickhouse.query<Row>(sql, params, { lane: 'interactive', signal: signalOf(reply), settings });
    const isOfPeople = query.of === 'trait' || query.of === 'tag';
    const people = isOfPeople ? await drawn(context, (sql, params) => run<{ total: number }>(sql, params, boundsOfPeople)) : undefined;
    const asked = { search: query.search?.trim() ?? '', rows: sampled, most: shown };
    const compiled = compileFieldValues(query, asked, vocabulary, { ...context, ...(people !== undefined && people.oneIn > 1 && { oneIn: people.oneIn }) });
    if (compiled === null) return { items: [], looked: 0, isPersonal: false };
    const rows = await run<{ value: string; count: number }>(compiled.sql, compiled.params, isOfPeople ? boundsOfPeople : bounds);
    const looked = people === undefined ? sampled : Math.round(people.total / people.oneIn);
    return { items: rows.map(({ value, count }) => ({ value: value.slice(0, 1000), count })), looked, isPersonal: false };
  });
}

async function drawn(context: EvaluationContext, run: (sql: string, params: Record<string, unknown>) => Promise<readonly { readonly total: number }[]>) {
  const { sql, params } = compileTotal(context);
  const [row] = await run(sql, params);
  const total = row?.total ?? 0;
  return { total, oneIn: Math.max(1, Math.floor(total / sampled)) };
}

function isPersonal(classOf: ClassOf, { of, path }: RuleValuesQuery): boolean {
  const scope = of === 'product' ? 'entity' : of;
  const found = classOf(scope, of === 'property' && path.startsWith('$') ? path.slice(1) : of === 'product' ? `product.${path}` : path);
  return found !== undefined && found !== 'none';
}
