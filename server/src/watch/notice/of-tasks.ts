import type { NoticeLevel, NoticePreferences } from '@danqing/contracts';
import { readAskers, type Task, type TaskParticipant } from '#govern';
import type { Postgres } from '#platform';
import { advanceMark, readMark } from '../mark.store.ts';
import { nameOfTask } from '../tasks/page.ts';
import { type Notice, putNotices, readPreferences } from './notice.store.ts';

/** Ends are asked for again from so long before the last one seen: transactions do not commit in the order of their moments. */
const overlapMs = 60_000;
const atOnce = 500;

const levels: Readonly<Record<Task['state'], NoticeLevel>> = { waiting: 'info', running: 'info', done: 'success', failed: 'error', stopped: 'info' };
const endings = { done: { zh: '已完成', en: 'done' }, failed: { zh: '失败', en: 'failed' }, stopped: { zh: '已停止', en: 'stopped' } } as const;

const isWanted = (task: Task, { tasks }: NoticePreferences): boolean => tasks === 'all' || (tasks === 'failed' && task.state === 'failed');

function noticeOf(task: Task, operatorId: string): Notice | undefined {
  if (task.endedAt === null || task.state === 'waiting' || task.state === 'running') return undefined;
  const ending = endings[task.state];
  return {
    workspace: task.workspace,
    operatorId,
    kind: 'task',
    source: `task/${nameOfTask(task)}`,
    level: levels[task.state],
    title: { zh: `${task.title.zh} · ${ending.zh}`, en: `${task.title.en} · ${ending.en}` },
    body: task.problem ?? task.result ?? { zh: '', en: '' },
    link: `tasks?task=${encodeURIComponent(nameOfTask(task))}`,
    at: task.endedAt,
  };
}

/** Rings the bell of whoever asked for a task that has ended since the last look. */
export async function tellOfEndedTasks(pg: Postgres, participants: readonly TaskParticipant[], startedAt: Date): Promise<void> {
  for (const participant of participants) {
    const name = `ended:${participant.kind}`;
    const mark = (await readMark(pg, name)) ?? startedAt;
    const ended = await participant.endedSince(new Date(mark.getTime() - overlapMs), atOnce);
    if (ended.length === 0) continue;
    const asked = await readAskers(pg, ended);
    const byName = new Map(ended.map((task) => [`${task.workspace}/${nameOfTask(task)}`, task]));
    await pg.transaction(async (tx) => {
      for (const { workspace, operatorId, kind, id } of asked) {
        const task = byName.get(`${workspace}/${kind}/${id}`);
        if (task === undefined || operatorId === null || !isWanted(task, (await readPreferences(tx, workspace, [operatorId]))(operatorId))) continue;
        const notice = noticeOf(task, operatorId);
        if (notice !== undefined) await putNotices(tx, [notice]);
      }
    });
    const last = ended.at(-1)?.endedAt;
    if (last !== null && last !== undefined) await advanceMark(pg, name, last);
  }
}
