import { expect, it } from 'vitest';
import { everyUserOf, findCycle, type GraphNode, usersOf } from './graph.ts';
import { referencesOf } from './references.ts';
import { isTimed } from './timed.ts';

const segment = (definitionId: number, usesSegments: readonly number[] = [], usesTags: readonly number[] = []): GraphNode => ({
  kind: 'segment',
  definitionId,
  key: `s${definitionId}`,
  usesSegments,
  usesTags,
});
const tag = (definitionId: number, usesSegments: readonly number[] = [], usesTags: readonly number[] = []): GraphNode => ({
  ...segment(definitionId, usesSegments, usesTags),
  kind: 'tag',
  key: `t${definitionId}`,
});
const keys = (nodes: readonly GraphNode[]): readonly string[] => nodes.map(({ key }) => key);

it('tells who names a definition, and who names those', () => {
  const nodes = [segment(1), segment(2, [1]), tag(1, [2]), segment(3, [], [1])];
  expect(keys(usersOf(nodes, segment(1)))).toEqual(['s2']);
  expect(keys(everyUserOf(nodes, segment(1)))).toEqual(['s2', 't1', 's3']);
});

it('finds the way back through segments and tags, and through itself', () => {
  const nodes = [segment(1), segment(2, [1]), tag(1, [2])];
  expect(findCycle(nodes, segment(1, [], [1]))).toEqual(['s1', 't1', 's2', 's1']);
  expect(findCycle(nodes, segment(1, [1]))).toEqual(['s1', 's1']);
  expect(findCycle(nodes, segment(3, [2], [1]))).toBeUndefined();
});

it('does not follow a cycle that it is not part of', () => {
  expect(findCycle([segment(1, [2]), segment(2, [1])], segment(3, [1]))).toBeUndefined();
});

it('reads what a definition names at any depth', () => {
  const wire = {
    cases: [{ rule: { all: [{ segment: 'vip' }, { not: { any: [{ tag: 'rfm.tier', op: 'eq', value: 'x' }] } }] }, value: 'segment' }],
    else: 'tag',
  };
  const { tags, segments } = referencesOf(wire);
  expect([[...tags], [...segments]]).toEqual([['rfm'], ['vip']]);
});

it('knows which rules move with the clock', () => {
  expect(
    isTimed({
      all: [
        { trait: 'city', op: 'eq', value: 'x' },
        { did: 'A', count: { op: 'gte', value: 1 } },
      ],
    }),
  ).toBe(false);
  expect(isTimed({ not: { did: 'A', window: { last: 3, unit: 'day' } } })).toBe(true);
  expect(isTimed({ trait: 'due', op: 'withinNext', value: { n: 3, unit: 'day' } })).toBe(true);
});
