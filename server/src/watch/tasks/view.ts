import type { TaskView } from '@danqing/contracts';
import { type Caller, readAskers, type Task } from '#govern';
import type { PostgresSession } from '#platform';
import { nameOfTask } from './page.ts';
import { paceOf } from './rate.ts';

const momentOf = (at: Date | null): string | null => at?.toISOString() ?? null;

/** Tasks as people see them: with who asked, how fast they go and how long they still take. */
export async function viewTasks(pg: PostgresSession, caller: Pick<Caller, 'operator'>, tasks: readonly Task[], nowMs: number): Promise<TaskView[]> {
  const askers = new Map((tasks.length === 0 ? [] : await readAskers(pg, tasks)).map((asker) => [nameOfTask(asker), asker]));
  return tasks.map((task) => {
    const asker = askers.get(nameOfTask(task));
    const { kind, id, title, state, progress, by, askedAt, startedAt, endedAt, result, problem, stopKeeps, cause, runsOn } = task;
    return {
      kind,
      id,
      title,
      state,
      progress,
      ...paceOf(task, nowMs),
      by: asker?.name ?? by,
      cause: cause ?? null,
      isMine: caller.operator !== null && asker?.operatorId === caller.operator.id,
      askedAt: askedAt.toISOString(),
      startedAt: momentOf(startedAt),
      endedAt: momentOf(endedAt),
      result,
      problem,
      stop: stopKeeps === null ? null : { keeps: stopKeeps },
      runsOn: endedAt === null ? (runsOn ?? null) : null,
    };
  });
}
