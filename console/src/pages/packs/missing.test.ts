import { expect, it } from 'vitest';
import { mostWanted } from './missing.ts';

const event = (name: string) => ({ kind: 'event', name });

it('puts first what unlocks most by itself', () => {
  const items = [[event('Viewed')], [event('Viewed'), event('Ordered')], [event('Ordered'), event('Paid')], [event('Ordered')], [event('Viewed')], []];
  expect(mostWanted(items.map((missing) => ({ missing })))).toEqual([
    { kind: 'event', name: 'Viewed', unlocks: 2, items: 3 },
    { kind: 'event', name: 'Ordered', unlocks: 1, items: 3 },
    { kind: 'event', name: 'Paid', unlocks: 0, items: 1 },
  ]);
});

it('asks for data only: a tag that is missing comes with its own', () => {
  expect(mostWanted([{ missing: [{ kind: 'tag', name: 'tier' }] }])).toEqual([]);
});
