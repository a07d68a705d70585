import { expect, it } from 'vitest';
import { noFacts, pairScaleOf, scaleOf } from './facts.ts';
import { sampleOf, usualLimits } from './sample.ts';

it('looks at everybody when they are few', () => {
  expect(sampleOf(0, 0, usualLimits).oneOf).toBe(1);
  expect(sampleOf(300_000, 3_000_000, usualLimits).oneOf).toBe(1);
});

it('looks at about as many however many there are, in blocks that are many', () => {
  expect(sampleOf(10_000_000, 150_000_000, usualLimits)).toEqual({ oneOf: 34, block: 4096 });
  for (const people of [300_001, 1_000_000, 50_000_000]) {
    const { oneOf, block } = sampleOf(people, 0, usualLimits);
    expect(people / oneOf).toBeGreaterThan(150_000);
    expect(people / oneOf).toBeLessThanOrEqual(300_000);
    expect(people / oneOf / block).toBeGreaterThanOrEqual(36);
  }
});

it('looks at fewer of whom very much is said, but not at too few', () => {
  expect(sampleOf(200_000, 25_000_000, usualLimits).oneOf).toBe(3);
  expect(sampleOf(200_000, 1_000_000_000, usualLimits).oneOf).toBe(4);
  expect(sampleOf(60_000, 1_000_000_000, usualLimits).oneOf).toBe(1);
});

it('lets each that was looked at stand for its part of all, and an order for itself', () => {
  const facts = { ...noFacts, people: 1000, looked: { oneOf: 3, people: 400 } };
  expect(scaleOf(facts, '')).toBe(2.5);
  expect(scaleOf(facts, 'Order Completed')).toBe(1);
  expect([pairScaleOf(facts, ''), pairScaleOf({ ...facts, orders: { oneOf: 4 } }, 'Order Completed')]).toEqual([2.5, 4]);
  expect(scaleOf({ ...facts, looked: { oneOf: 1, people: 1000 } }, '')).toBe(1);
});
