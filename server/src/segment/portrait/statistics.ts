/** Tests of significance: their tails, and what many of them at once are worth. */

/** Lanczos' approximation of ln Γ (g = 7, 9 terms): 15 digits for x > 0. C. Lanczos, SIAM J. Numer. Anal. B 1 (1964). */
const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012,
  9.9843695780195716e-6, 1.5056327351493116e-7,
];

export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - logGamma(1 - x);
  const [first = 0, ...terms] = lanczos;
  const sum = terms.reduce((total, term, index) => total + term / (x + index), first);
  const t = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

const enough = 1e-16;
const maxTerms = 10_000;

/** The regularised upper incomplete gamma function Q(a, x): its series below the mode, its continued fraction above (Abramowitz & Stegun 6.5.29, 6.5.31). */
function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  const scale = Math.exp(a * Math.log(x) - x - logGamma(a));
  return x < a + 1 ? 1 - scale * gammaSeries(a, x) : scale * gammaFraction(a, x);
}

function gammaSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < maxTerms && term > sum * enough; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** Lentz's way of evaluating it. */
function gammaFraction(a: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < maxTerms; n++) {
    const an = -n * (n - a);
    b += 2;
    d = 1 / notZero(an * d + b, tiny);
    c = notZero(b + an / c, tiny);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < enough * 4) break;
  }
  return fraction;
}

const notZero = (value: number, tiny: number): number => (Math.abs(value) < tiny ? tiny : value);

/** P(X ≥ x) of a chi-square with `degrees` of freedom. */
export const chiSquareTail = (x: number, degrees: number): number => (degrees <= 0 ? 1 : upperGamma(degrees / 2, x / 2));

/** P(|Z| ≥ |z|) of a standard normal: the chi-square tail of z² with one degree. */
export const twoSided = (z: number): number => chiSquareTail(z * z, 1);

/**
 * Adjusted p-values that keep the share of false discoveries among those called significant below the level at which they are read.
 * Y. Benjamini, Y. Hochberg, J. R. Statist. Soc. B 57 (1995), 289–300; the step-up procedure.
 */
export function benjaminiHochberg(ps: readonly number[]): readonly number[] {
  const order = ps.map((_, index) => index).sort((a, b) => (ps[b] ?? 1) - (ps[a] ?? 1));
  const adjusted = ps.map(() => 1);
  let least = 1;
  order.forEach((index, place) => {
    least = Math.min(least, (ps[index] ?? 1) * (ps.length / (ps.length - place)));
    adjusted[index] = least;
  });
  return adjusted;
}
