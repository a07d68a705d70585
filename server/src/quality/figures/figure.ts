import { type QualityFigure, smallNumber } from '@danqing/contracts';

const z = 1.96;

/** 95 % interval of a share (Wilson 1927, score interval): right for small numbers and shares near 0 or 1, where p ± 1.96·√(p(1−p)/n) is not. */
export function wilson(good: number, n: number): { readonly low: number; readonly high: number } {
  if (n === 0) return { low: 0, high: 1 };
  const p = good / n;
  const middle = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  // At the ends the interval begins with what was seen, not with what rounding makes of it.
  return { low: good === 0 ? 0 : Math.max(0, middle - half), high: good === n ? 1 : Math.min(1, middle + half) };
}

const rounded = (share: number): number => Math.round(share * 10_000) / 10_000;

/** `good` of `n` against the least that is wanted (null: nothing is). */
export function figureOf(good: number, n: number, least: number | null): QualityFigure {
  if (n === 0) return { good: 0, n: 0, share: null, low: null, high: null, least, verdict: 'unknown' };
  const share = good / n;
  const { low, high } = wilson(good, n);
  const verdict = n < smallNumber ? 'small' : least !== null && share < least ? 'poor' : 'good';
  return { good, n, share: rounded(share), low: rounded(low), high: rounded(high), least, verdict };
}

/** Whether two shares differ by more than chance explains: their intervals do not meet. */
export function differs(a: QualityFigure, b: QualityFigure): boolean {
  if (a.n < smallNumber || b.n < smallNumber || a.low === null || b.low === null || a.high === null || b.high === null) return false;
  return a.high < b.low || b.high < a.low;
}
