import type { FeatureFacts } from '@danqing/contracts';
import type { EvaluationContext } from '#compile';
import { isJsonObject, type JsonValue } from '#kernel';
import type { ClickHouse, QueryOptions } from '#platform';
import { dropFeatureResult } from './feature/learned.ts';
import { isLearned } from './feature/plan.ts';
import { factsFrom, factsJson, takeFacts } from './feature/facts.ts';
import type { CutPoints, RfmPlan, Scores } from './parse-rfm.ts';
import type { TagPlan } from './plan.ts';
import { type FrozenRfm, rfmAverages, rfmCutPoints } from './rfm.ts';
import { cutsFrom, cutsJson, freezeCuts, isTiered, type TierCuts } from './tier-cuts.ts';

/** What a run takes of everybody before it gives anybody a value, and keeps: of an RFM, of tiers and grids, of a feature. */
export interface Frozen {
  readonly rfm: FrozenRfm | null;
  readonly tiers: TierCuts | null;
  readonly feature: FeatureFacts | null;
  /** Where a feature's model keeps its answers until `thenReleased`; null: nowhere. */
  readonly answers: number | null;
}

export const nothingFrozen: Frozen = { rfm: null, tiers: null, feature: null, answers: null };

/** A place for answers that belong to no run: it is beyond all of them. */
const passingRun = (): number => 2 ** 50 + Math.floor(Math.random() * 2 ** 49);

const noRfmCuts: CutPoints = { recency: [], frequency: [], monetary: [] };

/** The borders as of the context's moment. `run`: which run, or a passing one, asks; what it keeps in the engine goes with `thenReleased`. */
export async function freeze(clickhouse: ClickHouse, plan: TagPlan, context: EvaluationContext, options: QueryOptions, run = passingRun()): Promise<Frozen> {
  if (plan.kind === 'rfm') return { ...nothingFrozen, rfm: await freezeRfm(clickhouse, plan.rfm, context, options) };
  if (plan.kind === 'feature') {
    const feature = await takeFacts(clickhouse, plan.feature, context, { ...options, run });
    return { ...nothingFrozen, feature, answers: isLearned(plan.feature) ? run : null };
  }
  return isTiered(plan) ? { ...nothingFrozen, tiers: await freezeCuts(clickhouse, plan, context, options) } : nothingFrozen;
}

/** The borders of an RFM: fixed ones, or the population's; and its average scores where those decide. */
async function freezeRfm(clickhouse: ClickHouse, plan: RfmPlan, context: EvaluationContext, options: QueryOptions): Promise<FrozenRfm> {
  const cuts = plan.edges ?? (await quantileCuts(clickhouse, plan, context, options));
  if (plan.high !== 'average') return { ...cuts, average: null };
  const { sql, params } = rfmAverages(plan, context, cuts);
  const [average] = await clickhouse.query<Scores>(sql, params, options);
  return average === undefined || !Number.isFinite(average.r) ? { ...cuts, average: null } : { ...cuts, average };
}

async function quantileCuts(clickhouse: ClickHouse, plan: RfmPlan, context: EvaluationContext, options: QueryOptions): Promise<CutPoints> {
  const { sql, params } = rfmCutPoints(plan, context);
  const [cuts] = await clickhouse.query<CutPoints>(sql, params, options);
  // Of nobody, the quantiles are NaN and reach us as null: then there is nobody to score either.
  return cuts === undefined || cuts.recency.some((cut) => !Number.isFinite(cut)) ? noRfmCuts : cuts;
}

/** Lets go of what was kept in the engine only to be used once, when `use` has ended, however it ends. */
export async function thenReleased<T>(clickhouse: ClickHouse, { answers }: Frozen, use: Promise<T>): Promise<T> {
  try {
    return await use;
  } finally {
    if (answers !== null) await dropFeatureResult(clickhouse, answers);
  }
}

/** As a run keeps it; null where there is nothing to keep. */
export function frozenJson(plan: TagPlan, { rfm, tiers, feature }: Frozen): JsonValue {
  if (rfm !== null) {
    const { average, ...cuts } = rfm;
    return { ...cuts, ...(average === null ? {} : { average: { ...average } }) };
  }
  if (feature !== null) return factsJson(feature);
  return tiers !== null && isTiered(plan) ? cutsJson(plan, tiers) : null;
}

/** What the last run of a tag froze; null where it needs that and there was none. */
export function frozenFrom(plan: TagPlan, json: JsonValue): Frozen | null {
  if (plan.kind === 'feature') {
    const feature = factsFrom(json);
    return feature === null ? null : { ...nothingFrozen, feature };
  }
  if (plan.kind !== 'rfm' && !isTiered(plan)) return nothingFrozen;
  if (!isJsonObject(json)) return null;
  if (plan.kind !== 'rfm') return { ...nothingFrozen, tiers: cutsFrom(json) };
  const { recency, frequency, monetary, average } = json;
  const [r, f, m] = isJsonObject(average) ? [average['r'], average['f'], average['m']] : [];
  const isAverage = typeof r === 'number' && typeof f === 'number' && typeof m === 'number';
  const rfm = { recency: numbersIn(recency), frequency: numbersIn(frequency), monetary: numbersIn(monetary), average: isAverage ? { r, f, m } : null };
  return { ...nothingFrozen, rfm };
}

const numbersIn = (json: JsonValue | undefined): readonly number[] => (Array.isArray(json) ? json.filter((item) => typeof item === 'number') : []);
