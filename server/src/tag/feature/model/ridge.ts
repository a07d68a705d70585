import { codeCount, type Encoded } from './columns.ts';

/** Penalties that are tried; the one with the least error on rows that were held back is taken. */
export const penalties: readonly number[] = [0.1, 1, 10, 100, 1000, 10_000];

/** Columns of the design: each z-score, whether it was known, each code of a category. The last is the intercept. */
const widthOf = ({ zs, codes }: Encoded): number => 2 * zs.length + codes.length * codeCount + 1;

function designRow({ zs, known, codes }: Encoded, row: number, into: Float64Array): void {
  into.fill(0);
  for (const [place, z] of zs.entries()) {
    into[2 * place] = z[row] ?? 0;
    into[2 * place + 1] = 1 - (known[place]?.[row] ?? 1);
  }
  for (const [place, code] of codes.entries()) into[2 * zs.length + place * codeCount + (code[row] ?? 0)] = 1;
  into[into.length - 1] = 1;
}

/** XᵀX and Xᵀy of the rows of one fold; those of several folds add up. */
interface Normal {
  readonly width: number;
  readonly gram: Float64Array;
  readonly moment: Float64Array;
}

const emptyNormal = (width: number): Normal => ({ width, gram: new Float64Array(width * width), moment: new Float64Array(width) });

/** By fold: row modulo folds. Rows stand in a drawn order, so a fold is a fair part of them. */
export function normalsOf(encoded: Encoded, targets: Float64Array, folds: number): readonly Normal[] {
  const width = widthOf(encoded);
  const normals = Array.from({ length: folds }, () => emptyNormal(width));
  const design = new Float64Array(width);
  for (let row = 0; row < encoded.rows; row++) {
    designRow(encoded, row, design);
    const { gram, moment } = normals[row % folds] ?? emptyNormal(width);
    const target = targets[row] ?? 0;
    for (let i = 0; i < width; i++) {
      const value = design[i] ?? 0;
      if (value === 0) continue;
      moment[i] = (moment[i] ?? 0) + value * target;
      for (let j = i; j < width; j++) gram[i * width + j] = (gram[i * width + j] ?? 0) + value * (design[j] ?? 0);
    }
  }
  return normals;
}

/** The weights that minimise |y − Xw|² + penalty |w|², the intercept unpenalised (Hoerl & Kennard, Technometrics 12, 1970): by Cholesky. */
export function solveRidge(normals: readonly Normal[], penalty: number): Float64Array {
  const { width } = normals[0] ?? emptyNormal(1);
  const [gram, moment] = [new Float64Array(width * width), new Float64Array(width)];
  for (const normal of normals) {
    for (let place = 0; place < gram.length; place++) gram[place] = (gram[place] ?? 0) + (normal.gram[place] ?? 0);
    for (let place = 0; place < width; place++) moment[place] = (moment[place] ?? 0) + (normal.moment[place] ?? 0);
  }
  const at = (i: number, j: number): number => gram[Math.min(i, j) * width + Math.max(i, j)] ?? 0;
  const lower = new Float64Array(width * width);
  for (let i = 0; i < width; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = at(i, j) + (i === j ? (i === width - 1 ? 1e-9 : penalty) : 0);
      for (let k = 0; k < j; k++) sum -= (lower[i * width + k] ?? 0) * (lower[j * width + k] ?? 0);
      lower[i * width + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / (lower[j * width + j] ?? 1);
    }
  }
  return backward(lower, forward(lower, moment, width), width);
}

function forward(lower: Float64Array, right: Float64Array, width: number): Float64Array {
  const found = new Float64Array(width);
  for (let i = 0; i < width; i++) {
    let sum = right[i] ?? 0;
    for (let k = 0; k < i; k++) sum -= (lower[i * width + k] ?? 0) * (found[k] ?? 0);
    found[i] = sum / (lower[i * width + i] ?? 1);
  }
  return found;
}

function backward(lower: Float64Array, right: Float64Array, width: number): Float64Array {
  const found = new Float64Array(width);
  for (let i = width - 1; i >= 0; i--) {
    let sum = right[i] ?? 0;
    for (let k = i + 1; k < width; k++) sum -= (lower[k * width + i] ?? 0) * (found[k] ?? 0);
    found[i] = sum / (lower[i * width + i] ?? 1);
  }
  return found;
}

/** What the weights say of each row; `rows`: of these only. */
export function predictRidge(encoded: Encoded, weights: Float64Array, rows: readonly number[]): Float64Array {
  const design = new Float64Array(weights.length);
  return Float64Array.from(rows, (row) => {
    designRow(encoded, row, design);
    let sum = 0;
    for (let place = 0; place < weights.length; place++) sum += (design[place] ?? 0) * (weights[place] ?? 0);
    return sum;
  });
}
