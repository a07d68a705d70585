import { type QualityFigure, smallNumber } from '@danqing/contracts';

const z = 1.96;

/**
 * 95 % interval of a share (Wilson 1927, score interval): right for small numbers and shares near 0 or 1, where p ± 1.96·√(p(1−p)/n) is not. `n` need not be whole: it may be how many single ones a
 * sample of blocks is worth.
 */
export function wilson(good: number, n: number): { readonly low: number; readonly high: number } {
  if (n === 0) return { low: 0, high: 1 };
  const p = good / n;
  const middle = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  // At the ends the interval begins with what was seen, not with what rounding makes of it.
  return { low: good === 0 ? 0 : Math.max(0, middle - half), high: good === n ? 1 : Math.min(1, middle + half) };
}

const rounded = (share: number): number => Math.round(share * 10_000) / 10_000;

/** What was counted, or looked at of more. */
export interface Portion {
  readonly good: number;
  readonly n: number;
  /** How many each that was looked at stands for; 1: all were counted. */
  readonly scale: number;
  /** See `designEffect`; 1 where all were counted. */
  readonly deff: number;
}

const total = (portions: readonly Portion[], of: (one: Portion) => number): number => portions.reduce((sum, one) => sum + of(one), 0);

/**
 * One figure of several portions, each with the weight of all that it stands for, against the least that is wanted (null: nothing is). `n` is what was looked at; for the interval it is
 * (ΣN)² ÷ Σ(N²·deff/n) of them, with N = n·scale: as many single ones as tell as much (Kish).
 */
export function figureOfAll(portions: readonly Portion[], least: number | null): QualityFigure {
  const some = portions.filter(({ n }) => n > 0);
  const n = total(some, (one) => one.n);
  const isSample = some.some(({ scale }) => scale > 1);
  if (n === 0) return { good: 0, n: 0, share: null, low: null, high: null, least, verdict: 'unknown', isSample };
  const all = total(some, (one) => one.n * one.scale);
  const share = total(some, (one) => one.good * one.scale) / all;
  const worth = (all * all) / total(some, (one) => one.n * one.scale * one.scale * one.deff);
  const seen = share >= 1 ? { good: worth, n: worth } : { good: share * worth, n: worth };
  const { low, high } = wilson(seen.good, seen.n);
  const verdict = n < smallNumber ? 'small' : least !== null && share < least ? 'poor' : 'good';
  return { good: Math.round(share * n), n, share: rounded(share), low: rounded(low), high: rounded(high), least, verdict, isSample };
}

/** `good` of `n`, all of them counted. */
export const figureOf = (good: number, n: number, least: number | null): QualityFigure => figureOfAll([{ good, n, scale: 1, deff: 1 }], least);

/** Whether two shares differ by more than chance explains: their intervals do not meet. */
export function differs(a: QualityFigure, b: QualityFigure): boolean {
  if (a.n < smallNumber || b.n < smallNumber || a.low === null || b.low === null || a.high === null || b.high === null) return false;
  return a.high < b.low || b.high < a.low;
}
