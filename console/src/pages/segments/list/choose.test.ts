import type { SegmentOverviewItem } from '@danqing/contracts';
import { expect, it } from 'vitest';
import { chosenOf, folderTree, noFolder } from './choose.ts';

const item = (key: string, more: Partial<SegmentOverviewItem> = {}): SegmentOverviewItem => ({
  key,
  name: key,
  description: '',
  sentence: null,
  refresh: 'live',
  folder: '',
  owner: '',
  version: 1,
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
  state: 'ready',
  count: 1,
  computedAt: null,
  error: null,
  stopped: null,
  days: [],
  sinceYesterday: null,
  sinceWeek: null,
  usedBy: [],
  ...more,
});
const all = { text: '', folder: '', state: '', refresh: '', owner: '', sort: 'name' };
const items = [
  item('a', { folder: '会员/华东', count: 5, sinceWeek: -9 }),
  item('b', { folder: '会员', name: '高价值 客户', state: 'failed', count: 50 }),
  item('c', { owner: 'Ann', sentence: { zh: '城市是“上海”的人。', en: '' }, count: null, sinceWeek: 3 }),
];
const keys = (choice: Partial<typeof all>): string[] => chosenOf(items, { ...all, ...choice }).map(({ key }) => key);

it('finds segments by words anywhere, folders with those below, and each filter', () => {
  expect([keys({}), keys({ text: '上海 c' }), keys({ text: '高价值' }), keys({ text: 'nowhere' })]).toEqual([['a', 'b', 'c'], ['c'], ['b'], []]);
  expect([keys({ folder: '会员' }), keys({ folder: '会员/华东' }), keys({ folder: noFolder })]).toEqual([['a', 'b'], ['a'], ['c']]);
  expect([keys({ state: 'failed' }), keys({ owner: 'Ann' }), keys({ refresh: 'daily' })]).toEqual([['b'], ['c'], []]);
});

it('orders by size with unknown ones last, and by how far they moved either way', () => {
  expect([keys({ sort: 'size' }), keys({ sort: 'change' }), keys({ sort: 'no such order' })]).toEqual([
    ['b', 'a', 'c'],
    ['a', 'c', 'b'],
    ['a', 'b', 'c'],
  ]);
});

it('makes a tree of folders that counts what is below', () => {
  expect(folderTree(['会员', '会员/华东', '空'], items)).toEqual([
    { path: '会员', name: '会员', segments: 2, children: [{ path: '会员/华东', name: '华东', segments: 1, children: [] }] },
    { path: '空', name: '空', segments: 0, children: [] },
  ]);
});
