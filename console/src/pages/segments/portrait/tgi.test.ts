import { expect, it } from 'vitest';
import { levelOf, type PortraitAttribute, type PortraitBucket, sureOf, tellingOf } from './tgi.ts';

const bucket = (value: string, index: number | null, more: Partial<PortraitBucket> = {}): PortraitBucket => ({
  kind: 'value',
  value,
  from: null,
  to: null,
  inside: 10,
  base: 10,
  insideShare: 0.2,
  baseShare: 0.1,
  index,
  z: 5,
  isSparse: false,
  p: 0,
  q: 0,
  ...more,
});
const attribute = (key: string, buckets: PortraitBucket[], more: Partial<PortraitAttribute> = {}): PortraitAttribute => ({
  kind: 'trait',
  key,
  form: 'values',
  isInRule: false,
  isSignificant: true,
  strength: 1,
  p: 0,
  q: 0,
  known: { inside: 1, base: 1 },
  numbers: null,
  buckets,
  ...more,
});

it('says how far an index is from 100, the same way up and down', () => {
  expect([168, 150, 120, 110, 100, 90, 80, 66, 0].map(levelOf)).toEqual([
    'muchHigher',
    'muchHigher',
    'higher',
    'same',
    'same',
    'same',
    'lower',
    'muchLower',
    'muchLower',
  ]);
});

it('says how sure a difference is, and nothing of too few people', () => {
  expect([0, 0.01, 0.2].map((q) => sureOf({ q, isSparse: false }))).toEqual(['certain', 'likely', 'chance']);
  expect(sureOf({ q: 0, isSparse: true })).toBe('sparse');
});

it('tells first what stands out most and is sure, once an attribute, never what the rule asks for', () => {
  const all = [
    attribute('city', [bucket('a', 130), bucket('b', 400), bucket('c', 900, { isSparse: true }), bucket('d', 900, { q: 0.5 })]),
    attribute('level', [bucket('gold', 1000)], { isInRule: true }),
    attribute('plan', [bucket('x', 20)]),
    attribute('age', [bucket('y', 105)]),
    attribute('sex', [bucket('m', 500, { kind: 'unknown' })]),
    attribute('shop', [bucket('s', 600)], { isSignificant: false }),
  ];
  expect(tellingOf(all, 5).map((each) => `${each.attribute.key} ${each.bucket.value}`)).toEqual(['plan x', 'city b']);
  expect(tellingOf(all, 1)).toHaveLength(1);
});
