import { expect, it } from 'vitest';
import type { Caller } from '#govern';
import { workspaceId } from '#kernel';
import { assignedBy } from './assigned.ts';
import type { Care } from './care.read.ts';

const now = Date.UTC(2026, 10, 22, 4);
const workspace = workspaceId(1);
const ann: Caller = {
  workspace,
  timezone: 'Asia/Shanghai',
  defaultRegion: 'CN',
  name: 'Ann',
  scopes: [],
  isInstanceAdmin: false,
  operator: { id: 'ann', name: 'Ann', email: 'ann@example.com', role: 'sales' },
  seesPersonalData: false,
};
const care: Care = {
  id: 7,
  workspace,
  originId: 3,
  kind: 'follow_up',
  text: '林晓梅，13800138000',
  at: new Date(now),
  dueAt: new Date(now),
  assignee: 'bob',
  assigneeName: 'Bob',
  state: 'open',
  closedAt: null,
  outcome: '',
  author: 'ann',
  authorName: 'Ann',
  madeAt: new Date(now),
  version: 2,
  changedBy: 'Ann',
  changedAt: new Date(now),
  isRemoved: false,
};

it('tells whoever is given a follow-up, without what is written in it', () => {
  const told = assignedBy(ann, care, null, now);
  expect(told).toMatchObject({ operatorId: 'bob', source: 'care/7/2', body: { zh: '客户 3，2026-11-22 12:00 截止' }, link: 'customers/3?tab=care' });
  expect(JSON.stringify(told)).not.toMatch(/林晓梅|138/);
});

it('tells nobody who has it already, took it themselves or need not do it any more', () => {
  expect([
    assignedBy(ann, care, 'bob', now),
    assignedBy(ann, { ...care, assignee: 'ann' }, null, now),
    assignedBy(ann, { ...care, state: 'done' }, null, now),
  ]).toEqual([undefined, undefined, undefined]);
});
