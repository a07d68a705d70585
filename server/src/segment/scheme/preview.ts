import type { SchemeDefinitionJson, SchemePreview } from '@danqing/contracts';
import { parseRule, type EvaluationContext, type Rule, type Vocabulary } from '#compile';
import { contextAt, readAsWritten } from '#evaluate';
import type { QueryOptions } from '#platform';
import { compilePartition, freezePartition, partitionMeasures, readPartition, type TagDeps } from '#tag';
import { checkedScheme, partsOf, placedInScheme, tagDefinitionOf } from './definition.ts';
import { readHistogram } from './histogram.read.ts';
import { type Fit, fitsSql, overlapOf } from './overlap.ts';
import { inScheme } from './save.ts';
import { inOrder, type PartCount, totalOf } from './sizes.read.ts';

/** What a scheme would make of everybody if it were saved now, or of what was known at a moment; nothing is kept. Throws DQ_INVALID with every fault. */
export async function previewScheme(deps: TagDeps, workspace: number, json: unknown, at: number | undefined, signal: AbortSignal): Promise<SchemePreview> {
  const startedMs = performance.now();
  const definition = checkedScheme(json);
  const { read: partition, vocabulary } = await inScheme(definition, () =>
    readAsWritten(deps, workspace, (names) => readPartition(tagDefinitionOf(definition), names)),
  );
  const context = await contextAt(deps, workspace, at, vocabulary);
  const options: QueryOptions = { lane: 'interactive', signal };
  const cuts = await freezePartition(partition, deps.clickhouse, context, options);
  const { sql, params } = compilePartition(partition, cuts, context);
  const rules = rulesOf(definition, vocabulary);
  const [counts, overlap, axes] = await Promise.all([
    deps.clickhouse.query<PartCount>(`SELECT part AS key, count() AS size FROM (${sql}) GROUP BY part`, params, options),
    rules.length === 0 ? null : overlapIn(deps, rules, context, options),
    Promise.all(partitionMeasures(partition).map(async ({ side, by }) => ({ side, histogram: await readHistogram(deps.clickhouse, by, context, options) }))),
  ]);
  const keys = partsOf(definition);
  const parts = inOrder(keys, counts);
  return {
    total: totalOf(counts),
    parts: parts.filter(({ key }) => key !== ''),
    unassigned: parts.at(-1)?.size ?? 0,
    cutPoints: axes.length === 0 ? null : { rows: [...cuts.rows], columns: [...cuts.columns] },
    axes,
    overlap,
    sentence: partition.sentence,
    warnings: [...placedInScheme(definition, partition.warnings)],
    at: new Date(context.at).toISOString(),
    elapsedMs: Math.round(performance.now() - startedMs),
  };
}

/** The rules of a scheme by rules in order; of others none. */
function rulesOf(definition: SchemeDefinitionJson, vocabulary: Vocabulary): readonly Rule[] {
  if (!('rules' in definition)) return [];
  return definition.rules.flatMap(({ rule }) => {
    const parsed = parseRule(rule, vocabulary);
    return parsed.ok ? [parsed.rule] : [];
  });
}

async function overlapIn({ clickhouse }: TagDeps, rules: readonly Rule[], context: EvaluationContext, options: QueryOptions) {
  const { sql, params } = fitsSql(rules, context);
  return overlapOf(rules.length, await clickhouse.query<Fit>(sql, params, options));
}
