import type { Encoded } from './columns.ts';

/** More rows to compare with would make answers slower, not noticeably better. */
export const mostReferences = 5000;

/** Rows side by side in the order of their first z-score, with the place that each had in the list. */
interface Reference {
  readonly rows: number;
  readonly places: readonly number[];
  readonly zs: Float64Array;
  readonly codes: Uint8Array;
}

function packed({ zs, codes }: Encoded, rows: readonly number[]): Reference {
  const first = zs[0];
  const places = rows.map((_, place) => place);
  if (first !== undefined) places.sort((a, b) => (first[rows[a] ?? 0] ?? 0) - (first[rows[b] ?? 0] ?? 0) || a - b);
  return {
    rows: rows.length,
    places,
    zs: Float64Array.from(places.flatMap((place) => zs.map((column) => column[rows[place] ?? 0] ?? 0))),
    codes: Uint8Array.from(places.flatMap((place) => codes.map((column) => column[rows[place] ?? 0] ?? 0))),
  };
}

/**
 * The rows of `reference` that are most alike: Σ (z − z')² and 1 for each category in which they differ (after Gower, Biometrics 27, 1971). Looked for outward
 * from where the first z-score is the same, until that one alone is further away than what has been found (Friedman, Baskett, Shustek, IEEE Trans. Comp. 24,
 * 1975): of 5,000 rows some hundreds.
 */
export class Neighbours {
  readonly #reference: Reference;
  readonly #k: number;

  constructor(reference: Encoded, rows: readonly number[], k: number) {
    this.#reference = packed(reference, rows);
    this.#k = Math.min(k, rows.length);
  }

  /** Places in the list of reference rows, the nearest first; of equally near ones the earlier. */
  nearest({ zs, codes }: Encoded, row: number): readonly number[] {
    const { rows, zs: others, codes: otherCodes, places } = this.#reference;
    const [z, code] = [zs.map((column) => column[row] ?? 0), codes.map((column) => column[row] ?? 0)];
    const found: number[] = [];
    const distances: number[] = [];
    let worst = Infinity;
    const distanceTo = (at: number): number => {
      let distance = 0;
      for (let place = 0; place < code.length; place++) if (otherCodes[at * code.length + place] !== code[place]) distance++;
      for (let place = 0; place < z.length && distance <= worst; place++) distance += ((others[at * z.length + place] ?? 0) - (z[place] ?? 0)) ** 2;
      return distance;
    };
    const look = (at: number): void => {
      const distance = distanceTo(at);
      const own = places[at] ?? 0;
      if (distance > worst || (distance === worst && own > (found.at(-1) ?? 0))) return;
      let into = found.length;
      while (into > 0 && ((distances[into - 1] ?? 0) > distance || (distances[into - 1] === distance && (found[into - 1] ?? 0) > own))) into--;
      found.splice(into, 0, own);
      distances.splice(into, 0, distance);
      if (found.length > this.#k) {
        found.pop();
        distances.pop();
      }
      if (found.length === this.#k) worst = distances.at(-1) ?? Infinity;
    };
    const gapOf = (at: number): number => (z.length === 0 ? 0 : ((others[at * z.length] ?? 0) - (z[0] ?? 0)) ** 2);
    let [left, right] = [this.#placeOf(z[0]) - 1, this.#placeOf(z[0])];
    for (;;) {
      const [leftGap, rightGap] = [left >= 0 ? gapOf(left) : Infinity, right < rows ? gapOf(right) : Infinity];
      const gap = Math.min(leftGap, rightGap);
      if (gap === Infinity || gap > worst) return found;
      if (leftGap <= rightGap) look(left--);
      else look(right++);
    }
  }

  /** The first place whose first z-score is not below. */
  #placeOf(z: number | undefined): number {
    const { rows, zs } = this.#reference;
    if (z === undefined) return 0;
    const width = zs.length / rows;
    let [low, high] = [0, rows];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((zs[middle * width] ?? 0) < z) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The mean of numbers. */
export const meanOf = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

/** The most frequent of texts; of equals the one that comes first, which of neighbours is the nearest's. */
export function modeOf(texts: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  let [best, most] = ['', 0];
  for (const [text, count] of counts) if (count > most) [best, most] = [text, count];
  return best;
}
