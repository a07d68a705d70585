import { expect, it } from 'vitest';
import { chooseTogether, mostTogether } from './choose-together.ts';
import type { DueNode } from './due.ts';
import type { Node } from './types.ts';

const pending: Omit<Node, 'definitionId' | 'key'> = {
  kind: 'segment',
  workspace: 1,
  version: 1,
  refresh: 'live',
  usesTags: [],
  usesSegments: [],
  isTimed: false,
  state: 'pending',
  requests: 1,
  served: 0,
  dueAt: null,
  retryAt: null,
  position: -1,
  timedAt: null,
  tagsSeen: {},
  lastRun: 0,
  computedAt: null,
  reconciledAt: null,
  drift: 0,
  count: null,
  elapsedMs: 0,
  failures: 0,
  error: null,
  stoppedAt: null,
};
const due = (definitionId: number, more: Partial<Node> = {}): DueNode => ({
  node: { ...pending, definitionId, key: `s${definitionId}`, ...more },
  cause: 'created',
  position: 1,
  tagsSeen: {},
});
const idsOf = (all: readonly DueNode[]): readonly number[] => all.map(({ node }) => node.definitionId);

it('takes along what is of the same workspace, as urgent, and can be evaluated profile by profile', () => {
  const all = [due(1), due(2, { workspace: 2 }), due(3, { requests: 0 }), due(4), due(5), due(6)];
  expect(idsOf(chooseTogether(all, (name) => name !== 'segment:5', 10))).toEqual([1, 4, 6]);
  expect(idsOf(chooseTogether(all, () => true, 2))).toEqual([1, 4]);
});

it('computes by itself what cannot share a statement', () => {
  expect(idsOf(chooseTogether([due(1), due(2)], (name) => name !== 'segment:1', 10))).toEqual([1]);
  expect(chooseTogether([], () => true, 10)).toEqual([]);
});

it('takes fewer along the more people there are', () => {
  expect([0, 100_000, 500_000, 50_000_000].map(mostTogether)).toEqual([250, 80, 16, 1]);
});
