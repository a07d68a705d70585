/** A draw of the gamma distribution with scale 1 (Marsaglia & Tsang 2000; for shapes below 1 their section 6), as its logarithm: tiny shapes would be 0. */
function logGamma(shape: number, random: () => number): number {
  if (shape < 1) return logGamma(shape + 1, random) + Math.log(random() + Number.MIN_VALUE) / shape;
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    // Box & Muller 1958.
    const x = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return Math.log(d * v);
  }
}

/** A draw of the beta distribution. */
export function drawBeta(a: number, b: number, random: () => number): number {
  const [x, y] = [logGamma(a, random), logGamma(b, random)];
  return 1 / (1 + Math.exp(y - x));
}

const lanczos = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905, -0.13857109526572012, 9.984369578019572e-6,
  1.5056327351493116e-7,
];

/** ln Γ(x) for x > 0 (Lanczos 1964, with g = 7 and nine terms). */
export function logGammaOf(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGammaOf(1 - x);
  const at = x - 1;
  const sum = lanczos.reduce((total, term, place) => total + term / (at + place + 1), 0.9999999999998099);
  const t = at + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (at + 0.5) * Math.log(t) - t + Math.log(sum);
}
