import { describe, expect, it } from 'vitest';
import type { Task, TaskParticipant } from '#govern';
import { watchTasks } from './changes.ts';
import { paceOf } from './rate.ts';

const task = (done: number, more: Partial<Task> = {}): Task => ({
  kind: 'import',
  id: 'a',
  workspace: 1,
  title: { zh: '导入', en: 'Import' },
  state: 'running',
  progress: { done, total: 100, unit: 'rows' },
  by: null,
  askedAt: new Date(0),
  startedAt: new Date(0),
  endedAt: null,
  result: null,
  problem: null,
  stopKeeps: { zh: '保留', en: 'stays' },
  ...more,
});

describe('how tasks stand, for the stream', () => {
  it('is one look for all who listen at once, and one for each workspace', async () => {
    const asked: number[] = [];
    const participant: TaskParticipant = {
      kind: 'import',
      list: ({ workspace }) => {
        asked.push(workspace);
        return Promise.resolve([task(10)]);
      },
      find: () => Promise.resolve(undefined),
      endedSince: () => Promise.resolve([]),
    };
    const states = watchTasks([participant]);
    const [first, second] = await Promise.all([states(1), states(1), states(2)]);
    expect(asked).toEqual([1, 2]);
    expect(first).toEqual(second);
    expect(first.get('import/a')).toMatchObject({ state: 'running', progress: { done: 10 }, canStop: true });
  });
});

describe('the pace of a task', () => {
  it('is what was done by now, and how long the rest takes at that rate', () => {
    expect(paceOf(task(25), 10_000)).toEqual({ ratePerSecond: 2.5, remainingMs: 30_000 });
  });

  it('is nobody’s to know at the beginning, at the end, or without a total', () => {
    const unknown = { ratePerSecond: null, remainingMs: null };
    expect(paceOf(task(25), 500)).toEqual(unknown);
    expect(paceOf(task(0), 10_000)).toEqual(unknown);
    expect(paceOf(task(100, { state: 'done' }), 10_000)).toEqual(unknown);
    expect(paceOf(task(0, { state: 'waiting', startedAt: null }), 10_000)).toEqual(unknown);
    expect(paceOf(task(5, { progress: { done: 5, total: null, unit: 'rows' } }), 10_000)).toEqual({ ratePerSecond: 0.5, remainingMs: null });
  });
});
