import { describe, expect, it } from 'vitest';
import { Draw } from '../../../../testing/packs/draw.ts';
import { estimateMatches } from './em.ts';
import { trainModel } from './train.ts';
import type { VectorCount } from './vectors.ts';

/** Shares by level; [0] is how often nothing is known. */
interface World {
  readonly m: readonly (readonly number[])[];
  readonly u: readonly (readonly number[])[];
}

const world: World = {
  m: [
    [0.05, 0.04, 0.11, 0.8],
    [0.1, 0.09, 0.81],
    [0, 0.05, 0.05, 0.9],
    [0.02, 0.18, 0.8],
  ],
  u: [
    [0.05, 0.9, 0.04, 0.01],
    [0.1, 0.885, 0.015],
    [0, 0.96, 0.03, 0.01],
    [0.02, 0.93, 0.05],
  ],
};

const known = (row: readonly number[]): readonly number[] => row.map((value, level) => (level === 0 ? 0 : value / (1 - (row[0] ?? 0))));

function drawLevel(row: readonly number[], draw: Draw): number {
  let rest = draw.next();
  for (const [level, share] of row.entries()) {
    rest -= share;
    if (rest < 0) return level;
  }
  return row.length - 1;
}

function simulate(pairs: number, lambda: number, seed: number, fixed?: number): readonly VectorCount[] {
  const draw = new Draw(seed);
  const counts = new Map<string, number>();
  for (let pair = 0; pair < pairs; pair++) {
    const rows = draw.chance(lambda) ? world.m : world.u;
    const levels = rows.map((row, place) => (place === fixed ? row.length - 1 : drawLevel(row, draw)));
    counts.set(levels.join(), (counts.get(levels.join()) ?? 0) + 1);
  }
  return [...counts].map(([key, count]) => ({ levels: key.split(',').map(Number), count }));
}

const farthest = (a: readonly number[], b: readonly number[]): number => Math.max(...a.map((value, level) => Math.abs(value - (b[level] ?? 0))));

describe('estimation', () => {
  it('finds m and lambda of simulated pairs when u is known', () => {
    const start = {
      lambda: 0.01,
      rates: world.u.map((u) => ({ m: u.map((_, level) => (level === 0 ? 0 : level / (((u.length - 1) * u.length) / 2))), u: known(u) })),
    };
    const found = estimateMatches(simulate(200_000, 0.08, 1), start, { active: world.m.map(() => true) });
    expect(found.lambda).toBeCloseTo(0.08, 2);
    for (const [place, { m }] of found.rates.entries()) expect(farthest(m, known(world.m[place] ?? []))).toBeLessThan(0.02);
  });

  it('neither weighs nor changes a comparison that takes no part', () => {
    const start = { lambda: 0.05, rates: world.u.map((u) => ({ m: known(u), u: known(u) })) };
    const found = estimateMatches(simulate(1_000, 0.1, 2), start, { active: [true, false, true, true] });
    expect(found.rates[1]?.m).toEqual(known(world.u[1] ?? []));
  });

  it('lets verdicts move m', () => {
    const vectors = simulate(2_000, 0.05, 3);
    const start = { lambda: 0.05, rates: world.m.map((m, place) => ({ m: known(m), u: known(world.u[place] ?? []) })) };
    const active = world.m.map(() => true);
    const without = estimateMatches(vectors, start, { active });
    const verdicts = Array.from({ length: 400 }, () => ({ levels: [1, 2, 3, 2], isMatch: true }));
    const withThem = estimateMatches(vectors, start, { active, verdicts });
    expect(withThem.rates[0]?.m[1] ?? 0).toBeGreaterThan(2 * (without.rates[0]?.m[1] ?? 1));
  });

  it('moves m towards a pair that is said to be the same, and away from one said to be different', () => {
    const vectors = simulate(2_000, 0.05, 3);
    const start = { lambda: 0.05, rates: world.m.map((m, place) => ({ m: known(m), u: known(world.u[place] ?? []) })) };
    const active = world.m.map(() => true);
    const unlikely = [2, 2, 3, 2];
    const mOf = (isMatch: boolean | undefined): number => {
      const verdicts = isMatch === undefined ? [] : [{ levels: unlikely, isMatch, isCounted: true, count: 3 }];
      return estimateMatches([...vectors, { levels: unlikely, count: 3 }], start, { active, verdicts }).rates[0]?.m[2] ?? 0;
    };
    expect(mOf(true)).toBeGreaterThan(mOf(undefined));
    expect(mOf(false)).toBeLessThan(mOf(undefined));
  });

  it('learns the whole model by rules in turn, and weighs matches out of the random pairs', () => {
    const shapes = world.m.map((m, place) => ({ name: `c${place}`, columns: [`c${place}`], labels: m.map(String) }));
    const rules = [0, 2].map((fixed) => ({ columns: [`c${fixed}`], vectors: simulate(40_000, 0.3, 10 + fixed, fixed) }));
    const random = simulate(400_000, 0.004, 5);
    const model = trainModel({ comparisons: shapes, random, rules, compared: random, possible: 400_000 });
    expect(model.lambda).toBeGreaterThan(0.003);
    expect(model.lambda).toBeLessThan(0.005);
    for (const [place, { m, u }] of model.comparisons.entries()) {
      expect(farthest(m, known(world.m[place] ?? []))).toBeLessThan(0.03);
      expect(farthest(u, known(world.u[place] ?? []))).toBeLessThan(0.002);
    }
  });
});
