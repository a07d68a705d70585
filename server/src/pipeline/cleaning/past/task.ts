import { counted, figure, type Task, type TaskParticipant } from '#govern';
import type { PostgresSession } from '#platform';
import { type Past, readEndedPasts, readPast, readPasts, stopPast } from './past.store.ts';

const stopped = 'DQ_STOPPED';

export function pastState({ finishedAt, startedAt, error }: Past): Task['state'] {
  if (error === stopped) return 'stopped';
  if (error !== null) return 'failed';
  if (finishedAt !== null) return 'done';
  return startedAt === null ? 'waiting' : 'running';
}

function resultOf({ isDry, looked, changedEvents, changedTraits }: Past): Task['result'] {
  return isDry
    ? {
        zh: `检查了 ${figure(looked)} 个事件，按现在的规则会改 ${figure(changedEvents)} 个事件、${figure(changedTraits)} 个属性值`,
        en: `${counted(looked, 'event')} read; the rules of now would change ${figure(changedEvents)} of them and ${counted(changedTraits, 'trait value')}`,
      }
    : {
        zh: `检查了 ${figure(looked)} 个事件，改了 ${figure(changedEvents)} 个事件、${figure(changedTraits)} 个属性值`,
        en: `${counted(looked, 'event')} read; ${figure(changedEvents)} of them and ${counted(changedTraits, 'trait value')} corrected`,
      };
}

const taskOf = (past: Past): Task => {
  const state = pastState(past);
  return {
    kind: 'cleaning_replay',
    id: String(past.id),
    workspace: past.workspace,
    title: past.isDry
      ? { zh: '清洗规则试算历史数据', en: 'Cleaning rules tried on the past' }
      : { zh: '按清洗规则重算历史数据', en: 'The past through the cleaning rules' },
    state,
    progress: { done: past.looked, total: state === 'done' ? past.looked : null, unit: 'events' },
    by: null,
    askedAt: past.requestedAt,
    startedAt: past.startedAt,
    endedAt: past.finishedAt,
    result: state === 'done' ? resultOf(past) : null,
    problem: state === 'failed' ? { code: 'DQ_REPLAY_FAILED', zh: `失败：${past.error ?? ''}`, en: past.error ?? 'it did not end' } : null,
    stopKeeps:
      past.finishedAt === null
        ? {
            zh: '已经改好的会保留，其余不变；再次运行会接着得到同样的结果',
            en: 'What was corrected stays, the rest is as it was; running it again ends the same',
          }
        : null,
  };
};

/** The past through new cleaning rules, as the task centre shows it. */
export const cleaningTasks = ({ pg }: { readonly pg: PostgresSession }): TaskParticipant => ({
  kind: 'cleaning_replay',
  list: async ({ workspace, which, before, limit }) => (await readPasts(pg, workspace, which, before ?? null, limit)).map(taskOf),
  find: async (workspace, id) => {
    const past = /^\d{1,15}$/.test(id) ? await readPast(pg, workspace, Number(id)) : undefined;
    return past && taskOf(past);
  },
  endedSince: async (since, limit) => (await readEndedPasts(pg, since, limit)).map(taskOf),
  stop: async (workspace, id) => /^\d{1,15}$/.test(id) && stopPast(pg, workspace, Number(id)),
});
