import type { QualityCard } from '@danqing/contracts';
import { describe, type EvaluationContext, type Rule } from '#compile';
import type { ClickHouse } from '#platform';
import { isMeasured, labelsOf } from './bins.ts';
import { type GoalBin, informationOf, powerOf } from './information.ts';
import { countBins, overviewOf, type Subject } from './population.ts';
import { driftOf, stabilityOf } from './stability.ts';
import { verdictOf } from './verdict.ts';

const dayMs = 86_400_000;

/** What only the owner of a subject knows of it. */
export interface Provenance {
  readonly freshness: QualityCard['freshness'];
  readonly hasFailed: boolean;
  readonly conflicts: QualityCard['conflicts'];
}

/** An earlier population to compare with. */
export interface Reference {
  readonly context: EvaluationContext;
  readonly version: number | null;
}

export interface CardWish {
  readonly name: string;
  readonly subject: Subject;
  readonly context: EvaluationContext;
  readonly reference: Reference;
  readonly goal: Rule | null;
  readonly provenance: Provenance;
}

const formulas = [
  'PSI = Σ (now − then) ln(now / then); N. Siddiqi, Credit Risk Scorecards (2006), ch. 8; B. Yurdakul (2018)',
  'WoE = ln(share of positives / share of negatives), IV = Σ (positives − negatives) WoE; N. Siddiqi (2006), ch. 6; each cell + 0.5 (Haldane 1955, Anscombe 1956)',
  'quantiles: type 7 (Hyndman & Fan 1996)',
];

/** Measures a tag or trait, and judges how far it can be collected, trusted and used to segment. */
export async function qualityCard(clickhouse: ClickHouse, wish: CardWish): Promise<QualityCard> {
  const { subject, context, goal, provenance } = wish;
  const overview = await overviewOf(clickhouse, subject, context);
  const bins = await countBins(clickhouse, subject, context, overview.cut, goal);
  const labels = labelsOf(overview.cut, subject.type);
  const drift = await driftCard(clickhouse, wish);
  const power = goal === null ? null : powerCard(bins, labels, goal);
  const coverage = overview.total === 0 ? 0 : overview.known / overview.total;
  const largest = Math.max(0, ...bins.slice(0, -1).map(({ count }) => count));
  return {
    subject: wish.name,
    type: subject.type,
    at: new Date(context.at).toISOString(),
    total: overview.total,
    known: overview.known,
    coverage,
    freshness: provenance.freshness,
    distribution: {
      distinct: overview.distinct,
      bins: bins.map(({ count }, index) => ({ ...(labels[index] ?? { label: '' }), count, share: overview.total === 0 ? 0 : count / overview.total })),
    },
    drift,
    conflicts: provenance.conflicts,
    power,
    verdict: verdictOf({
      coverage,
      known: overview.known,
      distinct: overview.distinct,
      largestShare: overview.known === 0 ? 0 : largest / overview.known,
      isMeasured: isMeasured(subject.type),
      ageDays: ageDays(provenance.freshness, context.at),
      hasFailed: provenance.hasFailed,
      psi: drift?.psi ?? null,
      disputedShare: provenance.conflicts?.share ?? null,
      informationValue: power?.informationValue ?? null,
    }),
    formulas,
  };
}

function ageDays({ confirmedAt, ages }: QualityCard['freshness'], at: number): number | null {
  if (confirmedAt !== null) return Math.max(0, at - Date.parse(confirmedAt)) / dayMs;
  return ages.find(({ q }) => q === 0.5)?.days ?? null;
}

/** Bins are frozen on the reference; who has no value then or now is told by coverage, not by the index. */
async function driftCard(clickhouse: ClickHouse, { subject, context, reference }: CardWish): Promise<QualityCard['drift']> {
  const before = await overviewOf(clickhouse, subject, reference.context);
  const [then, now] = [
    await countBins(clickhouse, subject, reference.context, before.cut, null),
    await countBins(clickhouse, subject, context, before.cut, null),
  ];
  const known = (bins: readonly GoalBin[]): readonly number[] => bins.slice(0, -1).map(({ count }) => count);
  const found = stabilityOf(known(then), known(now));
  if (found === null) return null;
  const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
  const [all, rest] = [sum(known(then)), sum(known(now))];
  return {
    reference: {
      at: new Date(reference.context.at).toISOString(),
      version: reference.version,
      coverage: before.total === 0 ? 0 : before.known / before.total,
    },
    psi: found.psi,
    level: driftOf(found.psi),
    bins: labelsOf(before.cut, subject.type)
      .slice(0, -1)
      .map((label, index) => ({ ...label, before: (then[index]?.count ?? 0) / all, now: (now[index]?.count ?? 0) / rest, part: found.parts[index] ?? 0 })),
  };
}

/** Those without a value are a bin like others: that somebody tells nothing may tell much. */
function powerCard(bins: readonly GoalBin[], labels: ReturnType<typeof labelsOf>, goal: Rule): QualityCard['power'] {
  const filled = bins.map((bin, index) => ({ ...bin, ...(labels[index] ?? { label: '' }) })).filter(({ count }) => count > 0);
  const found = informationOf(filled);
  if (found === null) return null;
  return {
    goal: describe(goal),
    positives: bins.reduce((sum, { positives }) => sum + positives, 0),
    informationValue: found.value,
    level: powerOf(found.value),
    bins: filled.map((bin, index) => ({ ...bin, woe: found.bins[index]?.woe ?? 0, part: found.bins[index]?.part ?? 0 })),
  };
}
