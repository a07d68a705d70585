import type { LinkageEstimate, LinkageRunOutline, LinkageRunView } from '@danqing/contracts';
import type { PostgresSession } from '#platform';
import { estimateQuality } from '../quality/estimate.ts';
import { readJudged } from '../quality/sample.store.ts';
import { readSettingsVersion } from '../settings/settings.store.ts';
import { countPairs, type RunCounts, type RunOutcome, type StoredRun } from './run.store.ts';

/** Runs with how their pairs stand now. */
export async function outlineRuns(pg: PostgresSession, runs: readonly StoredRun[]): Promise<readonly LinkageRunOutline[]> {
  const counts = await countPairs(
    pg,
    runs.map(({ id }) => id),
  );
  return runs.map((run) => outlineOf(run, counts.get(run.id)));
}

function outlineOf(
  { workspace: _workspace, modelRun: _modelRun, outcome, askedAt, startedAt, finishedAt, ...run }: StoredRun,
  counts: RunCounts | undefined,
): LinkageRunOutline {
  return {
    ...run,
    askedAt: askedAt.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    finishedAt: finishedAt?.toISOString() ?? null,
    records: outcome?.records ?? null,
    changed: outcome?.changed ?? null,
    comparedPairs: outcome?.comparedPairs ?? null,
    links: counts?.links ?? 0,
    pending: counts?.pending ?? 0,
    refused: counts?.refused ?? 0,
  };
}

/** A run with its model, what it expects and what a reviewed sample says of it. */
export async function viewRun(pg: PostgresSession, run: StoredRun): Promise<LinkageRunView> {
  const { outcome } = run;
  const [outline] = await outlineRuns(pg, [run]);
  return {
    ...(outline ?? outlineOf(run, undefined)),
    modelRun: run.modelRun,
    lambda: outcome?.model.lambda ?? null,
    comparisons: (outcome?.model.comparisons ?? []).map(({ name, labels, m, u }) => ({
      name,
      levels: labels.map((label, level) => ({
        label,
        m: m[level] ?? 0,
        u: u[level] ?? 0,
        bits: level === 0 ? 0 : Math.log2((m[level] ?? 1) / (u[level] ?? 1)),
      })),
    })),
    blocking: (outcome?.costs ?? []).map(({ label, pairs, skippedBlocks, skippedPairs }) => ({ label, pairs, skippedBlocks, skippedPairs })),
    thresholds: [...(outcome?.thresholds ?? [])],
    estimate: outcome === null ? null : await estimateOf(pg, run, outcome),
  };
}

/** null while nobody has judged a drawn pair. */
async function estimateOf(pg: PostgresSession, { id, workspace, version }: StoredRun, { strata }: RunOutcome): Promise<LinkageEstimate | null> {
  const said = await readJudged(pg, id);
  const judged = strata.map((stratum, place) => ({ ...stratum, judged: said.get(place)?.judged ?? 0, same: said.get(place)?.same ?? 0 }));
  const all = judged.reduce((sum, stratum) => sum + stratum.judged, 0);
  if (all === 0) return null;
  const { settings } = await readSettingsVersion(pg, workspace, version);
  return {
    judged: all,
    ...estimateQuality(judged, settings.linkFrom),
    strata: judged.map(({ matches, pairs, ...stratum }) => ({ ...stratum, pairs, expected: pairs === 0 ? 0 : matches / pairs })),
  };
}
