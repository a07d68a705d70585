import type { ProfileQueryInput, ProfileRow, RuleJson } from '@danqing/contracts';
import { type Compiled, compileMembers, parseRule, type Rule, type Vocabulary } from '#compile';
import { contextAt, type EvaluationDeps, readVocabulary } from '#evaluate';
import { type ClassOf, maySort, refuseProbing, refuseSort } from '#govern';
import { invalid } from '#kernel';
import type { ClickHouse } from '#platform';
import type { ProfileReader } from '#profile';
import { previewSettings, withinLimits } from '#segment';
import { columnsOf, usualColumns } from './columns.ts';
import { compilePage, cursorAfter, orderOf, type Place, readOrder, usualSort } from './order.ts';
import { readRows } from './rows.ts';

export interface BrowseDeps extends EvaluationDeps {
  readonly clickhouse: ClickHouse;
  readonly reader: ProfileReader;
  /** How personal the fields of a workspace are. */
  readonly classOf: (workspace: number) => ClassOf;
}

export interface Asker {
  readonly workspace: number;
  readonly seesPersonalData: boolean;
}

export interface BrowsePage {
  readonly items: readonly ProfileRow[];
  readonly next: string | null;
  readonly total: number | null;
  /** Of the columns, those that whoever asks can order by. */
  readonly sortable: readonly string[];
}

const everybody: RuleJson = { all: [] };
const countOf = (members: string): string => `SELECT count() AS total FROM (${members})`;

/**
 * A page of the profiles that a rule finds, in an order, with the chosen columns. Three statements however large the page: one finds ids in order over
 * everybody, one reads what the page shows of them, one computes metrics for them alone; and one more counts.
 */
export async function queryProfiles(deps: BrowseDeps, asker: Asker, input: ProfileQueryInput, signal?: AbortSignal): Promise<BrowsePage> {
  const { workspace } = asker;
  const columns = columnsOf(input.columns ?? usualColumns);
  const vocabulary = await readVocabulary(deps.lookup, workspace);
  const rule = ruleOf(deps, asker, input.rule ?? everybody, vocabulary);
  const order = orderOf(input.sort ?? usualSort, vocabulary);
  refuseSort(order.sort.by, asker, deps.classOf(workspace));
  const context = await contextAt(deps, workspace, undefined, vocabulary);
  const limit = input.limit ?? 50;
  const run = <Row extends object>({ sql, params }: Compiled): Promise<readonly Row[]> =>
    withinLimits(deps.clickhouse.query<Row>(sql, params, { lane: 'interactive', settings: previewSettings, ...(signal === undefined ? {} : { signal }) }));
  const members = compileMembers(rule, context);
  const [places, counted] = await Promise.all([
    run<Place>(compilePage(rule, order, context, { limit: limit + 1, ...(input.cursor === undefined ? {} : { cursor: input.cursor }) })),
    input.count === true ? run<{ total: number }>({ sql: countOf(members.sql), params: members.params }) : [],
  ]);
  const shown = places.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: await readRows(
      deps,
      context,
      shown.map(({ id }) => id),
      columns,
    ),
    next: places.length > limit && last !== undefined ? cursorAfter(order, last) : null,
    total: counted[0]?.total ?? null,
    sortable: (input.columns ?? usualColumns).filter((by) => hasOrder(deps, asker, by, vocabulary)),
  };
}

function ruleOf(deps: BrowseDeps, asker: Asker, json: RuleJson, vocabulary: Vocabulary): Rule {
  const parsed = parseRule(json, vocabulary);
  if (!parsed.ok)
    throw invalid(
      'the rule is not valid',
      parsed.errors.map((error) => ({ ...error, path: `/rule${error.path}` })),
    );
  refuseProbing(json, '/rule', asker, deps.classOf(asker.workspace));
  return parsed.rule;
}

const hasOrder = (deps: BrowseDeps, asker: Asker, by: string, vocabulary: Vocabulary): boolean =>
  typeof readOrder({ by, order: 'asc' }, vocabulary) !== 'string' && maySort(by, asker, deps.classOf(asker.workspace));
