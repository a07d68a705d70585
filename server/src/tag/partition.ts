import type { TagDefinitionJson } from '@danqing/contracts';
import { type AskedColumn, type Compiled, describeTag, type EvaluationContext, type Measure, type Sentence, type Vocabulary } from '#compile';
import type { FaultDetail, JsonValue } from '#kernel';
import type { ClickHouse, QueryOptions } from '#platform';
import { casesForm, type ColumnForm, gridForm, tiersForm } from './column-form.ts';
import { parseTag } from './parse.ts';
import type { TagPlan } from './plan.ts';
import { cutsFrom, freezeCuts, isTiered, noCuts, type TierCuts } from './tier-cuts.ts';
import { compileForm } from './values-sql.ts';

type PartitionPlan = Extract<TagPlan, { readonly kind: 'cases' | 'tiers' | 'grid' }>;

/** A definition that gives everybody one text or none, read profile by profile: cases, tiers or a grid. Not yet saved, perhaps. */
export interface Partition {
  readonly plan: PartitionPlan;
  readonly sentence: Sentence;
  readonly warnings: readonly FaultDetail[];
}

/** Throws DQ_INVALID with every fault, placed as in a tag's request. */
export function readPartition(json: TagDefinitionJson, vocabulary: Vocabulary): Partition {
  const { plan, warnings } = parseTag(json, { type: 'text' }, vocabulary);
  if (plan.kind !== 'cases' && !isTiered(plan)) throw new Error(`${plan.kind} divides nobody`);
  return { plan, sentence: describeTag(plan), warnings };
}

const formOf = (plan: PartitionPlan, cuts: TierCuts): ColumnForm => {
  if (plan.kind === 'cases') return casesForm(plan);
  return plan.kind === 'tiers' ? tiersForm(plan.tiers, cuts.rows) : gridForm(plan, cuts);
};

/** SQL selecting `profile_id, part` and the further columns of everybody, each once; '' is no part. Names of columns have an underscore. */
export function compilePartition({ plan }: Partition, cuts: TierCuts, context: EvaluationContext, more: Readonly<Record<string, AskedColumn>> = {}): Compiled {
  const { sql, params } = compileForm(formOf(plan, cuts), context, more);
  const carried = Object.keys(more).map((name) => `, ${name}`);
  return { sql: `SELECT profile_id, if(is_known, text, '') AS part${carried.join('')} FROM (${sql})`, params };
}

/** The borders as of the context's moment: given ones, and those taken from everybody. */
export const freezePartition = ({ plan }: Partition, clickhouse: ClickHouse, context: EvaluationContext, options: QueryOptions): Promise<TierCuts> =>
  isTiered(plan) ? freezeCuts(clickhouse, plan, context, options) : Promise.resolve(noCuts);

/** The borders that a run froze; null where the definition has none, or no run has been. */
export const frozenPartition = ({ plan }: Partition, cutPoints: JsonValue): TierCuts | null =>
  isTiered(plan) && cutPoints !== null ? cutsFrom(cutPoints) : null;

/** The measures whose tiers they are. */
export function partitionMeasures({ plan }: Partition): readonly { readonly side: 'rows' | 'columns'; readonly by: Measure }[] {
  if (plan.kind === 'cases') return [];
  if (plan.kind === 'tiers') return [{ side: 'rows', by: plan.tiers.by }];
  const sides = [
    { side: 'rows' as const, axis: plan.rows },
    { side: 'columns' as const, axis: plan.columns },
  ];
  return sides.flatMap(({ side, axis }) => (axis.kind === 'tiers' ? [{ side, by: axis.tiers.by }] : []));
}
