import { expect, it } from 'vitest';
import type { Names } from '#compile';
import { parseTag } from './parse.ts';

const names = (...all: string[]): Names => ({ seen: new Set(all), own: new Set(all) });
const vocabulary = {
  tags: new Map(),
  segments: new Map(),
  known: { events: names('Sold'), properties: names('revenue', 'category'), traits: names('city') },
};
const placesOf = (definition: object): readonly string[] =>
  parseTag(definition, {}, vocabulary).warnings.map(({ path, suggestion }) => `${path} → ${suggestion ?? ''}`);

it('warns of names in every form of definition, each at its place', () => {
  const rule = { did: 'Solt' };
  expect(placesOf({ rule })).toEqual(['/definition/rule/did → Sold']);
  expect(
    placesOf({
      cases: [
        { rule: { did: 'Sold' }, value: 'a' },
        { rule, value: 'b' },
      ],
    }),
  ).toEqual(['/definition/cases/1/rule/did → Sold']);
  expect(placesOf({ measure: { did: 'Sold', sum: 'revenu' } })).toEqual(['/definition/measure/sum → revenue']);
  expect(placesOf({ trait: 'cit' })).toEqual(['/definition/trait → city']);
  expect(placesOf({ rfm: { of: 'Solt', value: 'revenu' } })).toEqual(['/definition/rfm/of → Sold', '/definition/rfm/value → revenue']);
  expect(placesOf({ lifecycle: [{ stage: 'a', rule }] })).toEqual(['/definition/lifecycle/0/rule/did → Sold']);
});

it('warns of the events of a ranking once, though its weight reads them too', () => {
  expect(placesOf({ top: { of: 'Solt', prop: 'categor', k: 3, weight: 'revenu' } })).toEqual([
    '/definition/top/of → Sold',
    '/definition/top/prop → category',
    '/definition/top/weight → revenue',
  ]);
});

it('warns of nothing that is there, and of nothing where no names are known', () => {
  expect(placesOf({ rule: { did: 'Sold', where: { prop: 'category', op: 'exists' } } })).toEqual([]);
  expect(parseTag({ rule: { did: 'Solt' } }, {}, { tags: new Map(), segments: new Map() }).warnings).toEqual([]);
});
