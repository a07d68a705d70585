import { counted, figure, type Task, type TaskParticipant } from '#govern';
import type { Clock } from '#kernel';
import type { PostgresSession } from '#platform';
import { readBulk, readBulks, readEndedBulks, stopBulk, type StoredBulk } from './bulk.store.ts';

const titles = {
  add: (list: string) => ({ zh: `加入名单“${list}”`, en: `Add to the list “${list}”` }),
  remove: (list: string) => ({ zh: `移出名单“${list}”`, en: `Remove from the list “${list}”` }),
};
const results = {
  add: (count: number) => ({ zh: `加入 ${figure(count)} 位客户`, en: `${counted(count, 'customer')} added` }),
  remove: (count: number) => ({ zh: `移出 ${figure(count)} 位客户`, en: `${counted(count, 'customer')} removed` }),
};

const taskOf = ({ id, workspace, listName, change, state, changed, error, actor, askedAt, startedAt, finishedAt }: StoredBulk): Task => ({
  kind: 'list_change',
  id: String(id),
  workspace,
  title: titles[change](listName),
  state,
  progress: changed === null ? null : { done: changed, total: changed, unit: 'profiles' },
  by: actor,
  askedAt,
  startedAt,
  endedAt: finishedAt,
  result: changed === null ? null : results[change](changed),
  problem: state === 'failed' ? { code: 'DQ_LIST_CHANGE_FAILED', zh: `失败：${error ?? ''}`, en: error ?? 'it did not end' } : null,
  stopKeeps: state === 'waiting' ? { zh: '名单不变', en: 'The list stays as it is' } : null,
});

const isId = (id: string): boolean => /^\d{1,15}$/.test(id);

/** Changes of lists by rule, as the task centre shows them. */
export const listChangeTasks = ({ pg, clock }: { readonly pg: PostgresSession; readonly clock: Clock }): TaskParticipant => ({
  kind: 'list_change',
  list: async ({ workspace, which, before, limit }) => (await readBulks(pg, workspace, which, before, limit)).map(taskOf),
  find: async (workspace, id) => {
    const found = isId(id) ? await readBulk(pg, workspace, Number(id)) : undefined;
    return found === undefined ? undefined : taskOf(found);
  },
  endedSince: async (since, limit) => (await readEndedBulks(pg, since, limit)).map(taskOf),
  stop: async (workspace, id) => isId(id) && (await stopBulk(pg, workspace, Number(id), new Date(clock.now()))),
});
