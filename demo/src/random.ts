/** Murmur3's finaliser over up to four integers: every seed of the simulator comes from here, so any person can be made alone. */
export function hash(a: number, b = 0, c = 0, d = 0): number {
  let h = mix(0x9e3779b9 ^ a);
  h = mix(h ^ Math.imul(b, 0x85ebca6b));
  h = mix(h ^ Math.imul(c, 0xc2b2ae35));
  return mix(h ^ Math.imul(d, 0x27d4eb2f)) >>> 0;
}

function mix(value: number): number {
  let h = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** A uniform number in [0, 1) that belongs to these integers alone. */
export const share = (a: number, b = 0, c = 0, d = 0): number => hash(a, b, c, d) / 4_294_967_296;

/** What a stream of random numbers is for; each purpose has its own, so that a change in one leaves the others as they were. */
export const stream = {
  neighbourhood: 1,
  person: 2,
  identity: 3,
  devices: 4,
  purchases: 5,
  plan: 6,
  basket: 7,
  moment: 8,
  mess: 9,
  campaign: 10,
  catalogue: 11,
  shopTablet: 12,
  level: 13,
  response: 14,
  consent: 15,
} as const;

/** sfc32 (PractRand): 128 bits of state, passes BigCrush, a few nanoseconds a number. */
export class Rng {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(a: number, b = 0, c = 0, d = 0) {
    this.#a = hash(a, b, c, d) | 0;
    this.#b = hash(this.#a, b, c, d) | 0;
    this.#c = hash(this.#b, a, d, c) | 0;
    for (let i = 0; i < 8; i += 1) this.bits();
  }

  /** 32 random bits, unsigned. */
  bits(): number {
    const t = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + t) | 0;
    return t >>> 0;
  }

  /** Uniform in [0, 1). */
  next(): number {
    return this.bits() / 4_294_967_296;
  }

  /** Uniform integer in [0, n). */
  int(n: number): number {
    return Math.floor(this.next() * n);
  }

  between(low: number, high: number): number {
    return low + this.next() * (high - low);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.int(items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }

  /** Index into a table of cumulative weights (see `cumulate`). */
  weighted(cumulative: readonly number[]): number {
    const aim = this.next() * (cumulative[cumulative.length - 1] ?? 0);
    let low = 0;
    let high = cumulative.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((cumulative[middle] ?? 0) > aim) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }

  logNormal(median: number, sigma: number): number {
    return median * Math.exp(sigma * this.normal());
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.next());
  }

  /** Gamma with scale 1 for shape ≥ 1 (Marsaglia & Tsang 2000). */
  gamma(shape: number): number {
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = this.normal();
      const v = (1 + c * x) ** 3;
      if (v > 0 && Math.log(1 - this.next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
    }
  }

  /** Poisson by counting exponential arrivals; for small means only. */
  poisson(mean: number): number {
    const floor = Math.exp(-mean);
    let count = 0;
    for (let product = this.next(); product > floor; product *= this.next()) count += 1;
    return count;
  }
}

/** Running sums of weights, for `Rng.weighted`. */
export function cumulate(weights: readonly number[]): readonly number[] {
  let sum = 0;
  return weights.map((weight) => {
    sum += weight;
    return sum;
  });
}
