import type { LinkageConfig, LinkageKey } from '@danqing/contracts';
import { invalid } from '#kernel';
import type { ClickHouse } from '#platform';
import { assignOneToOne } from './cluster/assign.ts';
import { clusterLinks } from './cluster/cluster.ts';
import { planLinkage } from './compare/plan.ts';
import { bitsOf, type LinkageModel } from './model/model.ts';
import { type Threshold, thresholdsOf } from './model/thresholds.ts';
import { trainModel } from './model/train.ts';
import { chooseBlocking } from './propose/blocking.ts';
import { makeBlocks, type RuleCost } from './run/block.ts';
import { drawPairs, type Stratum } from './run/draw.ts';
import { type ExplainedPair, explainPairs } from './run/explain-pairs.ts';
import { type LabelledPair, labelledVerdicts, type TaughtPair, taughtVerdicts } from './run/label.ts';
import { loadRecords, type Places } from './run/load.ts';
import { comparePairs, countFrequencies, countVectors, sampleVectors } from './run/pairs.ts';
import type { RecordSource } from './run/records.ts';
import { type ScoredPair, scorePairs, spreadOf } from './run/score.ts';
import { type RunTables, runTables } from './run/tables.ts';

export interface LinkOptions {
  /** No file holds a record twice: at most one record of each file in a cluster. */
  readonly isUnique: boolean;
  /** Columns that hold Chinese. */
  readonly hanColumns: ReadonlySet<string>;
  /** A model of an earlier run, used as it is; otherwise one is estimated. */
  readonly model?: LinkageModel;
  /** What people have said of pairs; asked for when the records are loaded, since only then their ids are known. */
  readonly labelled?: () => readonly LabelledPair[];
  /** What is known of pairs that are not two records any more: of each comparison, by name, the label of its level. */
  readonly taught?: readonly TaughtPair[];
  /** Pairs from this probability on are given back, for review; by default those that are linked. */
  readonly reviewFrom?: number;
  /** How many of the least sure pairs are explained, with their waterfalls. */
  readonly explain?: number;
  /** Explains those of the pairs that are given back, besides. */
  readonly explainWhich?: (pairs: readonly ScoredPair[]) => readonly ScoredPair[];
  /** Cuts the compared pairs into strata by probability and draws and explains up to `each` of every one: a clerical sample. */
  readonly sample?: { readonly bounds: readonly number[]; readonly each: number };
  /** Told what goes on, in words. */
  say?(message: string): void;
}

export interface Linkage {
  readonly model: LinkageModel;
  readonly blocking: readonly (readonly LinkageKey[])[];
  readonly costs: readonly RuleCost[];
  readonly places: Places;
  readonly comparedPairs: number;
  readonly pairs: readonly ScoredPair[];
  /** Ids of the run; only groups of two and more, each ascending. */
  readonly clusters: readonly (readonly number[])[];
  readonly thresholds: readonly Threshold[];
  /** Nearest to the threshold first: where people should look. */
  readonly leastSure: readonly ExplainedPair[];
  /** What `explainWhich` chose. */
  readonly explained: readonly ExplainedPair[];
  readonly strata: readonly ExplainedStratum[];
}

/** A stratum, its drawn pairs with their waterfalls. */
export interface ExplainedStratum extends Omit<Stratum, 'drawn'> {
  readonly drawn: readonly ExplainedPair[];
}

const defaultThreshold = 0.5;
const defaultMaxPairs = (records: number): number => Math.max(5_000_000, 40 * records);

/**
 * Links records that share no key (Fellegi & Sunter 1969): loads them, compares the pairs that blocking names, estimates the model without known
 * matches, weighs each pair, groups what is linked. Knows neither files nor profiles. Leaves nothing behind in the engine.
 */
export async function linkRecords(clickhouse: ClickHouse, config: LinkageConfig, source: RecordSource, options: LinkOptions): Promise<Linkage> {
  const tables = runTables(clickhouse);
  try {
    return await run(clickhouse, tables, config, source, options);
  } finally {
    await tables.drop();
  }
}

async function run(clickhouse: ClickHouse, tables: RunTables, config: LinkageConfig, source: RecordSource, options: LinkOptions): Promise<Linkage> {
  const say = options.say ?? (() => undefined);
  const plan = planLinkage(config, options.hanColumns);
  const places = await loadRecords(clickhouse, tables, source, plan.fields, options.hanColumns.size > 0);
  const records = places.count;
  if (records < 2) throw invalid('there are fewer than two records to link');
  say(`${records.toLocaleString('en-US')} records read`);
  const maxPairs = config.maxPairs ?? defaultMaxPairs(records);
  const blocking = config.blocking ?? (await chooseBlocking(clickhouse, tables.raw, config, plan, records));
  const rules = blocking.map((keys) => plan.rule(keys));
  const costs = await makeBlocks(clickhouse, tables, rules, maxPairs);
  for (const cost of costs) say(costWords(cost));
  const pairOptions = { acrossFiles: options.isUnique };
  await countFrequencies(clickhouse, tables, plan.comparisons);
  await comparePairs(clickhouse, tables, plan, rules, costs, pairOptions);
  const compared = await countVectors(clickhouse, tables, plan.comparisons.length);
  const comparedPairs = compared.reduce((sum, { count }) => sum + count, 0);
  say(`${comparedPairs.toLocaleString('en-US')} pairs compared, ${compared.length.toLocaleString('en-US')} different outcomes`);
  const model = options.model ?? (await train());
  const spread = await spreadOf(clickhouse, tables, model, records);
  const threshold = config.threshold ?? defaultThreshold;
  const pairs = await scorePairs(clickhouse, tables, model, records, Math.min(threshold, options.reviewFrom ?? threshold));
  const least = bitsOf(threshold);
  const links = pairs.filter(({ bits }) => bits >= least);
  const unsure = pairs.toSorted((a, b) => Math.abs(a.bits - least) - Math.abs(b.bits - least) || a.l - b.l || a.r - b.r).slice(0, options.explain ?? 0);
  const explain = (some: readonly ScoredPair[]): Promise<readonly ExplainedPair[]> => explainPairs(clickhouse, tables, plan.comparisons, model, records, some);
  const leastSure = await explain(unsure);
  const explained = options.explainWhich === undefined ? [] : await explain(options.explainWhich(pairs));
  const strata: ExplainedStratum[] = [];
  if (options.sample !== undefined)
    for (const stratum of await drawPairs(clickhouse, tables, model, records, options.sample)) strata.push({ ...stratum, drawn: await explain(stratum.drawn) });
  const fileOf = (record: number): number => places.files[record] ?? 0;
  const clusters = options.isUnique ? assignOneToOne(links, fileOf) : clusterLinks(links).groups;
  return { model, blocking, costs, places, comparedPairs, pairs, clusters, thresholds: thresholdsOf(spread), leastSure, explained, strata };

  async function train(): Promise<LinkageModel> {
    const random = await sampleVectors(clickhouse, tables, plan, records, pairOptions);
    const byRule = [];
    for (const [place, { columns }] of rules.entries())
      byRule.push({ columns, vectors: await countVectors(clickhouse, tables, plan.comparisons.length, place) });
    return trainModel({
      comparisons: plan.comparisons.map(({ name, columns, labels, frequency }) => ({
        name,
        columns,
        labels,
        ...(frequency === undefined ? {} : { frequencyLevel: frequency.level }),
      })),
      random,
      rules: byRule,
      compared,
      possible: possiblePairs(places, options.isUnique),
      verdicts: [...(await labelledVerdicts(clickhouse, tables, plan, rules, options.labelled?.() ?? [])), ...taughtVerdicts(plan, options.taught ?? [])],
    });
  }
}

/** All pairs there are: of all records, or of records of different files. */
function possiblePairs({ files, count }: Places, acrossFiles: boolean): number {
  const all = (count * (count - 1)) / 2;
  if (!acrossFiles) return all;
  const sizes = new Map<number, number>();
  for (const file of files) sizes.set(file, (sizes.get(file) ?? 0) + 1);
  return [...sizes.values()].reduce((rest, size) => rest - (size * (size - 1)) / 2, all);
}

const costWords = ({ label, pairs, skippedBlocks, skippedPairs }: RuleCost): string =>
  `blocking by ${label}: ${pairs.toLocaleString('en-US')} pairs${skippedBlocks === 0 ? '' : `; ${skippedBlocks} blocks left out, because they alone would be ${skippedPairs.toLocaleString('en-US')} pairs`}`;
