import { expect, it } from 'vitest';
import type { Rule } from '#compile';
import { estimateOf, oneInOf } from './estimate.ts';

const everybody: Rule = { kind: 'all', of: [] };
const firstN: Rule = { kind: 'rank', rank: { end: 'top', size: { n: 10 }, by: { kind: 'metric', key: 'orders' }, among: null } };

it('holds the true count in its interval about 95 times of 100', () => {
  let seed = 11;
  const random = (): number => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed / 2147483648;
  };
  const [total, looked] = [20_000, 1000];
  for (const members of [20, 400, 10_000, 19_990]) {
    let held = 0;
    const rounds = 300;
    for (let round = 0; round < rounds; round++) {
      let [left, leftMembers, found] = [total, members, 0];
      for (let draw = 0; draw < looked; draw++, left--) {
        if (random() * left >= leftMembers) continue;
        found++;
        leftMembers--;
      }
      const { low, high } = estimateOf(found, looked, total, 20);
      if (low <= members && members <= high) held++;
    }
    expect(held / rounds).toBeGreaterThan(0.9);
  }
});

it('is exact when everybody was looked at', () => {
  expect(estimateOf(30, 100, 100, 1)).toEqual({ count: 30, standardError: 0, low: 30, high: 30, looked: 100, oneIn: 1 });
});

it('never leaves out those who were found, and claims nothing without a look', () => {
  expect(estimateOf(1, 1000, 64_000, 64).low).toBeGreaterThanOrEqual(1);
  expect(estimateOf(0, 1000, 64_000, 64)).toMatchObject({ count: 0, low: 0 });
  expect(estimateOf(0, 0, 500, 64)).toMatchObject({ low: 0, high: 500 });
});

it('is not made of few people, nor where a part cannot stand for all', () => {
  const segments = new Map([['best', firstN]]);
  expect(oneInOf(everybody, 1000, { segments })).toBeNull();
  expect(oneInOf(everybody, 1_000_000, { segments })).toBe(33);
  expect(oneInOf(everybody, 100_000_000, { segments })).toBe(64);
  expect(oneInOf({ kind: 'not', of: { kind: 'segment', key: 'best' } }, 1_000_000, { segments })).toBeNull();
});
