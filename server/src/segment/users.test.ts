import { expect, it } from 'vitest';
import { type Definition, directUsers, usersOf } from './users.ts';

const segment = (id: number, key: string, wire: unknown): Definition => ({ kind: 'segment', id, key, name: key, refresh: 'live', wire });

it('finds who names a list at any depth, and who follows through segments, once each', () => {
  const definitions = [
    segment(1, 'vips', { all: [{ not: { list: 'spring' } }] }),
    segment(2, 'outer', { any: [{ segment: 'vips' }, { list: 'autumn' }] }),
    { kind: 'tag', id: 1, key: 'tier', name: 'Tier', refresh: 'live', wire: { cases: [{ rule: { segment: 'outer' }, value: 'a' }] } } as const,
    segment(3, 'other', { list: 'winter' }),
    segment(4, 'text', { trait: 'list', op: 'eq', value: 'spring' }),
  ];
  const { direct, all } = usersOf({ kind: 'list', key: 'spring' }, definitions);
  expect(direct.map(({ key }) => key)).toEqual(['vips']);
  expect(all.map(({ key }) => key).sort()).toEqual(['outer', 'tier', 'vips']);
  expect(usersOf({ kind: 'list', key: 'nowhere' }, definitions)).toEqual({ direct: [], all: [] });
  expect(usersOf({ kind: 'segment', key: 'vips' }, definitions).direct.map(({ key }) => key)).toEqual(['outer']);
});

it('tells of all that is named at once who names it', () => {
  const usersOfName = directUsers([
    segment(1, 'a', { all: [{ list: 'spring' }, { list: 'spring' }] }),
    segment(2, 'b', { not: { segment: 'a' } }),
    segment(3, 'c', { list: 'spring' }),
  ]);
  expect(usersOfName({ kind: 'list', key: 'spring' }).map(({ key }) => key)).toEqual(['a', 'c']);
  expect(usersOfName({ kind: 'segment', key: 'a' }).map(({ key }) => key)).toEqual(['b']);
  expect(usersOfName({ kind: 'segment', key: 'spring' })).toEqual([]);
});
