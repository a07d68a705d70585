import type { FeatureFacts } from '@danqing/contracts';
import type { EvaluationContext, Measure } from '#compile';
import { seedOf } from '#kernel';
import type { ClickHouse, QueryOptions } from '#platform';
import { featureBase } from './base.ts';
import type { Lesson } from './model/learn.ts';
import { type LearningThread, startLearningThread } from './model/learning-thread.ts';
import { type FeaturePlan, forestIn, modelOf } from './plan.ts';

/** More known values make a model slower, hardly better. */
const mostLearned = 100_000;
/** Rows that travel together: about a megabyte of text. */
const batchRows = 20_000;
/** One draw for everybody: the same data give the same model. */
const seed = 'feature';

/** Passing tables, partitioned by run. */
export const featureTables = ['tag_feature_input', 'tag_feature_result'] as const;

const fillInput = (base: string, isText: boolean, hasMore: boolean): string => `
  INSERT INTO tag_feature_input (run_id, profile_id, place, is_known, numbers, texts)
  SELECT {run:UInt64}, profile_id, intHash64(bitXor(profile_id, {seed:UInt64})), isNotNull(f_value),
    ${isText ? "CAST([NULL], 'Array(Nullable(Float64))')" : '[f_value]'}${hasMore ? ' || f_numbers' : ''},
    ${isText ? "[ifNull(f_value, '')]" : "['']"}${hasMore ? ' || f_texts' : ''}
  FROM (${base})`;

/** One text of all rows: this thread only hands it on. */
const asText = (rows: string): string => `
  SELECT count() AS count, max(profile_id) AS last, toJSONString((groupArray(profile_id), groupArray(numbers), groupArray(texts))) AS rows FROM (${rows})`;

const sample = asText(`
  SELECT profile_id, numbers, texts FROM tag_feature_input WHERE run_id = {run:UInt64} AND is_known ORDER BY place LIMIT {most:UInt32}`);

const page = (which: string): string =>
  asText(`
  SELECT profile_id, numbers, texts FROM tag_feature_input WHERE run_id = {run:UInt64} AND profile_id > {after:UInt64}${which}
  ORDER BY profile_id LIMIT {most:UInt32}`);

const flaggedSql = 'SELECT countIf(score >= {limit:Float64}) AS flagged, count(score) AS scored FROM tag_feature_result WHERE run_id = {run:UInt64}';

interface Row {
  readonly count: number;
  readonly last: number;
  readonly rows: string;
}

/** What of the further measures the model looks at, and what the forest. Column 0 is the value itself. */
function lessonOf(plan: FeaturePlan): { readonly lesson: Lesson; readonly further: readonly Measure[] } {
  const [model, forest] = [modelOf(plan), forestIn(plan)];
  const [from, others] = [model?.from ?? [], forest?.with ?? []];
  return {
    further: [...from, ...others],
    lesson: {
      isText: plan.isText,
      fill: model === null ? null : { method: model.by, from: from.map((_, index) => index + 1), k: model.k },
      forest: forest === null ? null : { places: [0, ...others.map((_, index) => from.length + index + 1)] },
      seed: Number(seedOf(seed) & 0xffff_ffffn),
    },
  };
}

interface Work {
  readonly clickhouse: ClickHouse;
  readonly run: number;
  readonly options: QueryOptions;
}

/**
 * Learns from at most 100,000 known values, drawn, and writes what it says of all others into `tag_feature_result` under the run's id: of who is missing
 * what fills, of who is known how far out. The values are read once, into a passing table; what takes long happens in a thread of its own.
 */
export async function learnFeature(work: Work, plan: FeaturePlan, context: EvaluationContext): Promise<Pick<FeatureFacts, 'model' | 'forest'>> {
  const { clickhouse, run, options } = work;
  const { lesson, further } = lessonOf(plan);
  const base = featureBase(plan, context, further);
  await clickhouse.command(fillInput(base.sql, plan.isText, further.length > 0), { ...base.params, run, seed: seedOf(seed).toString() }, options);
  const thread = startLearningThread();
  try {
    const [drawn] = await clickhouse.query<Row>(sample, { run, most: mostLearned }, options);
    const learned = await thread.ask({ kind: 'learn', lesson, columns: further.length + 1, rows: drawn?.rows ?? '[]' });
    if (learned.kind !== 'learned') throw new Error(`${learned.kind} is no answer to a lesson`);
    if (learned.model !== null || learned.forest !== null) await answerAll(work, thread, lesson);
    return { model: learned.model, forest: await countedForest(work, learned.forest, forestIn(plan)?.limit ?? 1) };
  } finally {
    await thread.end();
    await clickhouse.command('ALTER TABLE tag_feature_input DROP PARTITION {run:UInt64}', { run }, { lane: 'batch' });
  }
}

async function answerAll({ clickhouse, run, options }: Work, thread: LearningThread, { fill, forest }: Lesson): Promise<void> {
  // Who is known has nothing to be filled, and who is missing nothing that is far out.
  const statement = page(fill === null ? ' AND is_known' : forest === null ? ' AND NOT is_known' : '');
  for (let after = 0; ; ) {
    const [found] = await clickhouse.query<Row>(statement, { run, after, most: batchRows }, options);
    if (found === undefined || found.count === 0) return;
    const reply = await thread.ask({ kind: 'answer', run, rows: found.rows });
    if (reply.kind !== 'answers') throw new Error(`${reply.kind} is no answer to a batch`);
    await clickhouse.insert('tag_feature_result', Buffer.from(reply.lines));
    after = found.last;
  }
}

async function countedForest({ clickhouse, run, options }: Work, forest: FeatureFacts['forest'], limit: number): Promise<FeatureFacts['forest']> {
  if (forest === null) return null;
  const [row] = await clickhouse.query<{ flagged: number; scored: number }>(flaggedSql, { run, limit }, options);
  return { ...forest, flagged: row?.flagged ?? 0, scored: row?.scored ?? 0 };
}

export const dropFeatureResult = (clickhouse: ClickHouse, run: number): Promise<void> =>
  clickhouse.command('ALTER TABLE tag_feature_result DROP PARTITION {run:UInt64}', { run }, { lane: 'batch' });
