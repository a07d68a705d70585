import type { TaskKind } from '@danqing/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Task, TaskParticipant } from '#govern';
import { nameOfTask, readTaskPage, type TaskPlace } from './page.ts';

const task = (kind: TaskKind, id: number, askedAtMs: number, state: Task['state'] = 'done'): Task => ({
  kind,
  id: String(id),
  workspace: 1,
  title: { zh: '', en: '' },
  state,
  progress: null,
  by: null,
  askedAt: new Date(askedAtMs),
  startedAt: null,
  endedAt: null,
  result: null,
  problem: null,
  stopKeeps: null,
});

/** As stages do it: the latest first, those of one moment in an order of the stage's own. */
const participant = (kind: TaskKind, tasks: readonly Task[]): TaskParticipant => ({
  kind,
  list: ({ before, limit }) =>
    Promise.resolve(
      tasks
        .filter(({ askedAt }) => before === undefined || askedAt < before)
        .toSorted((a, b) => b.askedAt.getTime() - a.askedAt.getTime() || Number(b.id) - Number(a.id))
        .slice(0, limit),
    ),
  find: () => Promise.resolve(undefined),
  endedSince: () => Promise.resolve([]),
});

const readAll = async (participants: readonly TaskParticipant[], limit: number, state?: Task['state']): Promise<readonly string[]> => {
  const names: string[] = [];
  let after: TaskPlace | undefined;
  do {
    const { tasks, next } = await readTaskPage(participants, { workspace: 1, which: 'all', state, kind: undefined, after, limit });
    names.push(...tasks.map(nameOfTask));
    after = next;
  } while (after !== undefined);
  return names;
};

describe('pages of the task centre', () => {
  it('give every task of every kind once, the latest first, however many were asked for in one moment', async () => {
    const moments = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(moments, moments, fc.integer({ min: 1, max: 7 }), async (imports, replays, limit) => {
        const all = [...imports.map((at, id) => task('import', id, at)), ...replays.map((at, id) => task('replay', id, at))];
        const kinds: readonly TaskKind[] = ['import', 'replay'];
        const names = await readAll(
          kinds.map((kind) =>
            participant(
              kind,
              all.filter((one) => one.kind === kind),
            ),
          ),
          limit,
        );
        expect(names.toSorted()).toEqual(all.map(nameOfTask).toSorted());
        const asked = new Map(all.map((one) => [nameOfTask(one), one.askedAt.getTime()]));
        const order = names.map((name) => asked.get(name) ?? 0);
        expect(order).toEqual(order.toSorted((a, b) => b - a));
      }),
    );
  });

  it('find a rare state behind many others', async () => {
    const tasks = Array.from({ length: 300 }, (_, id) => task('import', id, 1000 - id, id === 250 ? 'failed' : 'done'));
    expect(await readAll([participant('import', tasks)], 10, 'failed')).toEqual(['import/250']);
  });
});
