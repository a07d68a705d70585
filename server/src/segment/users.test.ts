import { expect, it } from 'vitest';
import { type Definition, usersOf } from './users.ts';

const segment = (id: number, key: string, wire: unknown): Definition => ({ kind: 'segment', id, key, refresh: 'live', wire });

it('finds who names a list at any depth, and who follows through segments, once each', () => {
  const definitions = [
    segment(1, 'vips', { all: [{ not: { list: 'spring' } }] }),
    segment(2, 'outer', { any: [{ segment: 'vips' }, { list: 'autumn' }] }),
    { kind: 'tag', id: 1, key: 'tier', refresh: 'live', wire: { cases: [{ rule: { segment: 'outer' }, value: 'a' }] } } as const,
    segment(3, 'other', { list: 'winter' }),
    segment(4, 'text', { trait: 'list', op: 'eq', value: 'spring' }),
  ];
  const { direct, all } = usersOf({ kind: 'list', key: 'spring' }, definitions);
  expect(direct.map(({ key }) => key)).toEqual(['vips']);
  expect(all.map(({ key }) => key).sort()).toEqual(['outer', 'tier', 'vips']);
  expect(usersOf({ kind: 'list', key: 'nowhere' }, definitions)).toEqual({ direct: [], all: [] });
  expect(usersOf({ kind: 'segment', key: 'vips' }, definitions).direct.map(({ key }) => key)).toEqual(['outer']);
});
