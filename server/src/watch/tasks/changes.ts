import type { Task, TaskParticipant } from '#govern';
import type { JsonValue } from '#kernel';
import { nameOfTask } from './page.ts';

interface Look {
  readonly at: number;
  readonly tasks: Promise<readonly Task[]>;
}

/** Looks of several listeners within this time are one. */
const lookMs = 900;
const shown = 50;

/**
 * How the latest tasks of a workspace stand, for topic `tasks` of the event stream: one object a task. Who listens sends on what differs from
 * what it sent before. However many listen, a workspace is looked at once a second.
 */
export function watchTasks(participants: readonly TaskParticipant[]): (workspace: number) => Promise<ReadonlyMap<string, JsonValue>> {
  const looks = new Map<number, Look>();
  const look = async (workspace: number): Promise<readonly Task[]> =>
    (await Promise.all(participants.map((participant) => participant.list({ workspace, which: 'all', before: undefined, limit: shown })))).flat();
  return async (workspace) => {
    const now = performance.now();
    const last = looks.get(workspace);
    const current = last !== undefined && now - last.at < lookMs ? last : { at: now, tasks: look(workspace) };
    looks.set(workspace, current);
    return new Map((await current.tasks).map((task) => [nameOfTask(task), heard(task)]));
  };
}

const heard = ({ kind, id, title, state, progress, startedAt, endedAt, result, problem, stopKeeps }: Task): JsonValue => ({
  kind,
  id,
  title: { ...title },
  state,
  progress: progress === null ? null : { ...progress },
  startedAt: startedAt?.toISOString() ?? null,
  endedAt: endedAt?.toISOString() ?? null,
  result: result === null ? null : { ...result },
  problem: problem === null ? null : { ...problem },
  canStop: stopKeeps !== null,
});
