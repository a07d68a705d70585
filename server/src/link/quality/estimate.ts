import { randomFrom } from '#kernel';
import { drawBeta, logGammaOf } from './beta.ts';

/** Compared pairs between two probabilities, and what people said of those that were drawn. */
export interface JudgedStratum {
  /** Lower end, a probability. */
  readonly from: number;
  readonly pairs: number;
  /** Expected matches among them by the model. */
  readonly matches: number;
  readonly judged: number;
  readonly same: number;
}

interface Estimated {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** The chance that a stratum is nothing like the model believes. */
const doubt = 0.01;
const draws = 4_000;
const tail = 0.025;

interface Beta {
  readonly a: number;
  readonly b: number;
}

/**
 * What is known of a stratum's share of matches: a mixture of two beta distributions. The prior is the model's belief, right but for a factor (its mean, with the lesser of both shapes
 * ½); and with the chance `doubt` Jeffreys' (½, ½), which knows nothing. Verdicts decide between them by how likely each makes what was seen, so that a stratum of millions
 * without a single match does not drown recall, and a model that is wrong is not believed.
 */
function postersOf({ pairs, matches, judged, same }: JudgedStratum): { readonly believed: Beta; readonly ignorant: Beta; readonly doubted: number } {
  const share = Math.min(1 - 1e-9, Math.max(1e-9, pairs === 0 ? 0 : matches / pairs));
  const weight = 0.5 / Math.min(share, 1 - share);
  const [belief, none]: readonly [Beta, Beta] = [
    { a: weight * share, b: weight * (1 - share) },
    { a: 0.5, b: 0.5 },
  ];
  const after = ({ a, b }: Beta): Beta => ({ a: a + same, b: b + judged - same });
  const evidence = (prior: Beta): number => logBeta(after(prior)) - logBeta(prior);
  const odds = judged === 0 ? 0 : (doubt / (1 - doubt)) * Math.exp(Math.min(500, evidence(none) - evidence(belief)));
  return { believed: after(belief), ignorant: after(none), doubted: odds / (1 + odds) };
}

const logBeta = ({ a, b }: Beta): number => logGammaOf(a) + logGammaOf(b) - logGammaOf(a + b);
const meanOf = ({ a, b }: Beta): number => a / (a + b);

/**
 * Precision and recall of linking from a probability on, by a stratified sample (Cochran 1977, ch. 5: every stratum weighs as many pairs as it has) with beta posteriors whose prior
 * is the model (as Marchant & Rubinstein 2017), contaminated by ignorance (Berger & Berliner 1986). Both are ratios of sums over strata, so their 95 % intervals come from 4,000
 * draws of all strata together. Recall is of the matches among compared pairs.
 */
export function estimateQuality(strata: readonly JudgedStratum[], linkFrom: number): { readonly precision: Estimated; readonly recall: Estimated } {
  const known = strata.map((stratum) => ({ isLinked: stratum.from >= linkFrom, pairs: stratum.pairs, ...postersOf(stratum) }));
  const ratios = (shareOf: (stratum: (typeof known)[number]) => number): { readonly precision: number; readonly recall: number } => {
    let [linked, right, missed] = [0, 0, 0];
    for (const stratum of known) {
      const matches = stratum.pairs * shareOf(stratum);
      if (stratum.isLinked) {
        linked += stratum.pairs;
        right += matches;
      } else missed += matches;
    }
    return { precision: linked === 0 ? 1 : right / linked, recall: right + missed === 0 ? 1 : right / (right + missed) };
  };
  const random = randomFrom(1);
  const drawn = Array.from({ length: draws }, () =>
    ratios(({ believed, ignorant, doubted }) => {
      const { a, b } = random() < doubted ? ignorant : believed;
      return drawBeta(a, b, random);
    }),
  );
  const value = ratios(({ believed, ignorant, doubted }) => doubted * meanOf(ignorant) + (1 - doubted) * meanOf(believed));
  const between = (of: (ratio: { precision: number; recall: number }) => number): Estimated => {
    const sorted = drawn.map(of).toSorted((x, y) => x - y);
    return { value: of(value), low: sorted[Math.floor(tail * draws)] ?? 0, high: sorted[Math.ceil((1 - tail) * draws) - 1] ?? 1 };
  };
  return { precision: between(({ precision }) => precision), recall: between(({ recall }) => recall) };
}
