import type { QualityDimension, QualityFigure } from '@danqing/contracts';
import { expect, it } from 'vitest';
import { lagQuantile, timedOf, timelyOf } from '../lag.ts';
import { differs, figureOf, wilson } from './figure.ts';
import { scoreOf } from './score.ts';
import { decileEntropy, separationOf } from './spread.ts';
import { leastOf } from './thresholds.ts';
import { type FieldSums, invalidOf, noSums, usualTypeOf } from './validity.ts';
import { trustScore, verdictOf, type VerdictFacts } from './verdict.ts';

it('gives the interval of Wilson: 8 of 10 is between 49 % and 94 %', () => {
  const { low, high } = wilson(8, 10);
  expect([low.toFixed(3), high.toFixed(3)]).toEqual(['0.490', '0.943']);
  expect(wilson(0, 0)).toEqual({ low: 0, high: 1 });
  expect(wilson(50, 50).high).toBe(1);
});

it('says of few that they are few, and of none that nothing can be said', () => {
  expect(figureOf(5, 29, 0.9).verdict).toBe('small');
  expect(figureOf(5, 30, 0.9).verdict).toBe('poor');
  expect(figureOf(5, 30, null).verdict).toBe('good');
  expect(figureOf(0, 0, 0.9)).toMatchObject({ share: null, verdict: 'unknown' });
});

it('calls two shares different only where their intervals do not meet', () => {
  expect(differs(figureOf(900, 1000, null), figureOf(950, 1000, null))).toBe(true);
  expect(differs(figureOf(90, 100, null), figureOf(95, 100, null))).toBe(false);
});

const figures = (shares: Partial<Record<QualityDimension, number>>): Record<QualityDimension, QualityFigure> => {
  const of = (name: QualityDimension): QualityFigure => (shares[name] === undefined ? figureOf(0, 0, null) : figureOf(shares[name] * 100, 100, null));
  return {
    completeness: of('completeness'),
    validity: of('validity'),
    uniqueness: of('uniqueness'),
    timeliness: of('timeliness'),
    consistency: of('consistency'),
  };
};

it('weighs dimensions, and leaves the weight of what cannot be measured to the others', () => {
  expect(scoreOf(figures({ completeness: 1, validity: 0.5 }))).toBe(77); // (0.3 · 1 + 0.25 · 0.5) ÷ 0.55
  expect(scoreOf(figures({ completeness: 0.9, validity: 0.9, uniqueness: 0.9, timeliness: 0.9, consistency: 0.9 }))).toBe(90);
  expect(scoreOf(figures({}))).toBeNull();
});

it('takes the threshold that was set most exactly', () => {
  const any = { dimension: 'validity', source: '', event: '*', field: '', least: 0.5 } as const;
  const ofField = { ...any, field: 'phone', least: 0.6 };
  const ofSource = { ...any, source: 'web', least: null };
  const measured = { source: 'web', event: 'Order Completed', field: 'phone' };
  expect(leastOf([], 'validity', measured)).toBe(0.97);
  expect(leastOf([any, ofField], 'validity', measured)).toBe(0.6);
  expect(leastOf([ofField, ofSource, any], 'validity', measured)).toBeNull();
  expect(leastOf([any, ofField, ofSource], 'validity', { ...measured, source: 'pos', field: 'city' })).toBe(0.5);
  expect(leastOf([any], 'completeness', measured)).toBe(0.9);
});

const sums = (over: Partial<FieldSums>): FieldSums => ({ ...noSums, ...over });

it('counts at least as many wrong values as the worst of its three witnesses has', () => {
  const numbers = sums({ sent: 100, filled: 98, refused: 2, numbers: 95 });
  const type = usualTypeOf(numbers);
  expect(type).toBe('number');
  expect(invalidOf(numbers, { breaches: 0, type })).toBe(3);
  expect(invalidOf(numbers, { breaches: 7, type })).toBe(7);
  expect(invalidOf(sums({ sent: 10, filled: 10, numbers: 8 }), { breaches: 0, type: 'text' })).toBe(0);
});

it('tells within which bound messages came, and keeps history out of it', () => {
  const lags = [90, 5, 0, 0, 0, 0, 2, 3, 900];
  expect([timedOf(lags), timelyOf(lags)]).toEqual([100, 97]);
  expect(lagQuantile(lags, 0.5)).toBe('1s');
  expect(lagQuantile(lags, 0.95)).toBe('10s');
  expect(lagQuantile(lags, 0.99)).toBe('7d');
  expect(lagQuantile([0, 0, 0, 0, 0, 0, 0, 0, 4], 0.5)).toBeNull();
});

it('measures how evenly numbers spread over tenths', () => {
  expect(decileEntropy([1, 2, 3, 4, 5, 6, 7, 8, 9])).toBeCloseTo(1);
  expect(decileEntropy([7, 7, 7, 7, 7, 7, 7, 7, 7])).toBe(0);
  expect(decileEntropy([])).toBe(0);
  expect(decileEntropy([0, 0, 0, 0, 0, 1, 2, 3, 4])).toBeCloseTo((0.5 + 5 * 0.1 * Math.log2(10)) / Math.log2(10));
});

it('tells kinds, amounts and codes apart', () => {
  const spread = { field: 'x', values: 100, distinct: 4, bits: 2, most: 25, numbers: 0, evenness: 0 };
  expect(separationOf(spread)).toEqual({ entropy: 1, dominant: 0.25, distinctShare: 0.04, isNumber: false });
  expect(separationOf({ ...spread, distinct: 1, bits: 0, most: 100 })).toMatchObject({ entropy: 0, dominant: 1 });
  expect(separationOf({ ...spread, distinct: 100, bits: Math.log2(100), most: 1, numbers: 100, evenness: 1 }).isNumber).toBe(true);
});

const facts: VerdictFacts = {
  completeness: figureOf(950, 1000, 0.9),
  validity: figureOf(990, 1000, 0.97),
  consistency: figureOf(0, 0, null),
  imputedShare: 0,
  trust: 80,
  sources: ['web'],
  ageDays: null,
  moved: null,
  separation: { entropy: 0.8, dominant: 0.3, distinctShare: 0.01, isNumber: false },
  isOfPeople: false,
};
const judged = (over: Partial<VerdictFacts>) => verdictOf({ ...facts, ...over });

it('multiplies what speaks for trust', () => {
  expect(trustScore(facts)).toBeCloseTo(0.99 * 0.9);
  expect(trustScore({ ...facts, ageDays: 3 * 365, imputedShare: 0.5 })).toBeCloseTo(0.99 * 0.9 * 0.5 * 0.5);
  expect(trustScore({ ...facts, ageDays: 30 * 365 })).toBeCloseTo(0.99 * 0.9 * 0.5);
});

it('advises to use what is there, right and telling, and says why not otherwise', () => {
  expect(judged({})).toMatchObject({ collect: { level: 'high' }, trust: { level: 'high' }, separate: { level: 'high' }, advice: { what: 'use' } });
  expect(judged({ validity: figureOf(400, 1000, 0.97) }).advice.what).toBe('repair');
  expect(judged({ completeness: figureOf(100, 1000, 0.9) }).advice.what).toBe('avoid');
  expect(judged({ separation: { entropy: 0.1, dominant: 0.96, distinctShare: 0.01, isNumber: false } }).advice.what).toBe('avoid');
  expect(judged({ separation: { entropy: 1, dominant: 0.01, distinctShare: 0.99, isNumber: false } }).separate.why.en).toContain('looking up');
  expect(judged({ completeness: figureOf(9, 10, 0.9) }).advice.what).toBe('wait');
  expect(judged({ completeness: figureOf(850, 1000, 0.9) }).advice.what).toBe('repair');
});
