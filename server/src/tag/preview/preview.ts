import type { TagDistributionShape, TagPreviewView } from '@danqing/contracts';
import { type Compiled, compileTotal, describeTag, type EvaluationContext, printTag } from '#compile';
import { contextAt, readAsWritten } from '#evaluate';
import { type Fault, invalid } from '#kernel';
import type { QueryOptions } from '#platform';
import { distributionOf, numericParts, type OverviewRow } from '../distribution.read.ts';
import { type Extra, overviewSql } from '../distribution-sql.ts';
import { fieldsOf } from '../fields.ts';
import { type ParsedTag, parseTag } from '../parse.ts';
import type { TagPlan } from '../plan.ts';
import { createCostMeter } from '../run-cost.ts';
import { usualRefresh } from '../save.ts';
import { limits, triedSql } from '../sql/run.ts';
import { isOfTypeSql } from '../sql/statement.ts';
import { type Frozen, freeze, frozenJson, nothingFrozen, thenReleased } from '../frozen.ts';
import type { TagStageDeps } from '../stage.ts';
import { readTag, type Tag } from '../tag.store.ts';
import { detailsOf, shownValue, type StoredValue } from '../values.ts';
import { compileValues } from '../values-sql.ts';
import { previewSettings, withinLimits } from './limits.ts';
import { drawnOf, oneInOf } from './part.ts';

export interface PreviewWish {
  readonly workspace: number;
  readonly definition: unknown;
  readonly type?: Tag['type'] | undefined;
  readonly kind?: Tag['kind'] | undefined;
  /** The tag that is being edited. */
  readonly key?: string | undefined;
  /** Everybody, however many there are. */
  readonly isExact: boolean;
  readonly limit: number;
}

const exampleCount = 8;
/** Counts are exact up to so many different values (Space-Saving, Metwally et al. 2005); beyond, only rare ones are not. */
const countedExactly = 8192;

interface Row extends OverviewRow {
  readonly counted: readonly (readonly [string, number])[];
  readonly examples: readonly (readonly [number, string, readonly string[], Readonly<Record<string, string>>])[];
  readonly people?: number;
  readonly wrong?: number;
  readonly wrongExample?: string;
}

/** In one pass over the values: what they are most, and some whose profile ids hash lowest. */
const extrasOf = ({ plan, type }: ParsedTag, limit: number): readonly Extra[] => [
  {
    name: 'counted',
    sql: `arrayMap(x -> (x.1, x.2), approx_top_k${type === 'list' ? 'Array' : ''}(${limit}, ${countedExactly})(${type === 'list' ? 'items' : 'text'}))`,
  },
  {
    name: 'examples',
    sql: `arrayMap(x -> (x.2, x.3, x.4, x.5), groupArraySorted(${exampleCount})((sipHash64(profile_id), profile_id, text, items, fields)))`,
  },
  ...(plan.kind === 'sql'
    ? [
        { name: 'people', sql: 'uniqExact(profile_id)' },
        { name: 'wrong', sql: `countIf(NOT (${isOfTypeSql(type)}))` },
        { name: 'wrongExample', sql: `anyIf(text, NOT (${isOfTypeSql(type)}))` },
      ]
    : []),
];

/** What a definition would give if it were saved now, without keeping anything. Throws DQ_INVALID with every fault at its place, DQ_TOO_EXPENSIVE. */
export async function previewTag(deps: TagStageDeps, wish: PreviewWish, signal: AbortSignal): Promise<TagPreviewView> {
  const startedMs = performance.now();
  const own = wish.key === undefined ? undefined : await readTag(deps.pg, wish.workspace, wish.key);
  const { read: parsed, vocabulary } = await readAsWritten(deps, wish.workspace, (names) =>
    parseTag(wish.definition, { type: wish.type, kind: wish.kind }, names),
  );
  const context = await contextAt(deps, wish.workspace, undefined, vocabulary);
  const meter = createCostMeter();
  const options: QueryOptions = { lane: 'interactive', signal, settings: previewSettings, onCost: meter.observe };
  const everybody = compileTotal(context);
  const [all] = await deps.clickhouse.query<{ total: number }>(everybody.sql, everybody.params, options);
  const total = all?.total ?? 0;
  const oneIn = wish.isExact ? null : oneInOf(parsed.plan, total, context);
  const part = oneIn === null ? context : { ...context, oneIn };
  const { values: read, frozen } = await withinLimits(valuesOf(deps, parsed, part, { tag: own?.id ?? 0, options }));
  const { type, definition, plan } = parsed;
  const values = drawnOf(read, oneIn);
  const sql = overviewSql({
    sql: values.sql,
    type,
    parts: numericParts(definition),
    extras: extrasOf(parsed, wish.limit),
    isFeature: plan.kind === 'feature',
  });
  const settings = plan.kind === 'sql' ? { ...limits, ...previewSettings, readonly: 1 } : previewSettings;
  const asked = deps.clickhouse.query<Row>(sql, values.params, { ...options, settings });
  const [row] = await withinLimits(thenReleased(deps.clickhouse, frozen, asked));
  if (plan.kind === 'sql') refuseFaults(row, type);
  const counted = (row?.counted ?? []).map(([value, count]) => ({ value, count }));
  return {
    kind: parsed.kind,
    type,
    refresh: usualRefresh(parsed),
    definition,
    text: printTag(definition),
    sentence: describeTag(plan),
    trait: plan.kind === 'trait' ? plan.path.text : null,
    distribution: scaled(distributionOf(row, counted, total, parsed), oneIn ?? 1),
    oneIn,
    examples: (row?.examples ?? []).map(([profile, text, items, fields]) => exampleOf(parsed, profile, { text, items, fields })),
    cutPoints: frozenJson(plan, frozen),
    warnings: [...parsed.warnings],
    cost: meter.total(),
    sql: values.sql,
    at: new Date(context.at).toISOString(),
    elapsedMs: Math.round((performance.now() - startedMs) * 10) / 10,
  };
}

interface Own {
  readonly tag: number;
  readonly options: QueryOptions;
}

async function valuesOf(
  { clickhouse }: Pick<TagStageDeps, 'clickhouse'>,
  { plan, type }: ParsedTag,
  context: EvaluationContext,
  { tag, options }: Own,
): Promise<{ readonly values: Compiled; readonly frozen: Frozen }> {
  if (plan.kind === 'manual') throw notTried(plan);
  if (plan.kind === 'sql') return { values: await triedSql(clickhouse, plan.sql, type, context), frozen: nothingFrozen };
  const frozen = await freeze(clickhouse, plan, context, options);
  return { values: compileValues(plan, type, context, { tag, frozen }), frozen };
}

const notTried = ({ kind }: TagPlan): Fault =>
  invalid('this definition cannot be tried', [{ path: '/definition', code: 'DQ_NOT_ALLOWED', message: `a ${kind} tag has the values that people give it` }]);

/** What a run would refuse of a statement's result. */
function refuseFaults(row: Row | undefined, type: Tag['type']): void {
  const refuse = (code: string, message: string): Fault => invalid('the tag’s SQL is not valid', [{ path: '/definition/sql', code, message }]);
  if (row?.people !== undefined && row.people < row.known)
    throw refuse('DQ_SQL', `gives ${row.known - row.people} rows more than profiles; it must give each profile once`);
  if (row?.wrong !== undefined && row.wrong > 0)
    throw refuse('DQ_TYPE', `${row.wrong} values are no ${type}, such as ${JSON.stringify((row.wrongExample ?? '').slice(0, 100))}`);
}

function exampleOf({ type, definition }: ParsedTag, profile: number, stored: StoredValue): TagPreviewView['examples'][number] {
  const details = detailsOf(definition, stored);
  return { profile, value: shownValue(type, fieldsOf(definition), stored), ...(details !== undefined && { details }) };
}

/** From one profile in so many to all: counts only; shares, quantiles and the number of different values are of those who were looked at. */
function scaled(found: TagDistributionShape, times: number): TagDistributionShape {
  if (times === 1) return found;
  const more = <Counted extends { readonly count: number }>(each: Counted): Counted => ({ ...each, count: each.count * times });
  const known = Math.min(found.total, found.known * times);
  return {
    ...found,
    known,
    coverage: found.total === 0 ? 0 : known / found.total,
    values: found.values.map(more),
    ...(found.bins !== undefined && { bins: found.bins.map(more) }),
    ...(found.periods !== undefined && { periods: found.periods.map(more) }),
    ...(found.filled !== undefined && {
      filled: {
        real: Math.max(0, known - found.filled.imputed * times),
        imputed: found.filled.imputed * times,
        outliers: found.filled.outliers * times,
        bins: found.filled.bins.map((count) => count * times),
        values: found.filled.values.map(more),
      },
    }),
  };
}
