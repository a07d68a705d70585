import type { TaskKind, TaskState } from '@danqing/contracts';
import type { Task, TaskParticipant } from '#govern';

/** Where a page of tasks ended: the latest first, by the moment of asking, then by name. */
export type TaskPlace = readonly [askedAtMs: number, name: string];

export interface TaskSelection {
  readonly workspace: number;
  readonly which: 'open' | 'ended' | 'all';
  readonly state: TaskState | undefined;
  readonly kind: TaskKind | undefined;
  readonly after: TaskPlace | undefined;
  readonly limit: number;
}

export const nameOfTask = ({ kind, id }: { readonly kind: TaskKind; readonly id: string }): string => `${kind}/${id}`;

const placeOf = (task: Task): TaskPlace => [task.askedAt.getTime(), nameOfTask(task)];
const isAfter = ([aMs, aName]: TaskPlace, [bMs, bName]: TaskPlace): boolean => aMs < bMs || (aMs === bMs && aName < bName);
const compare = (a: Task, b: Task): number => (isAfter(placeOf(a), placeOf(b)) ? 1 : -1);

/**
 * The next page over all kinds, merged. Each kind gives its own latest; one that gave as many as it was asked for may have more in the same
 * moment, so it is asked for twice as many until the page is sure.
 */
export async function readTaskPage(
  participants: readonly TaskParticipant[],
  { workspace, which, state, kind, after, limit }: TaskSelection,
): Promise<{ readonly tasks: readonly Task[]; readonly next: TaskPlace | undefined }> {
  const asked = participants.filter((participant) => kind === undefined || participant.kind === kind);
  // Milliseconds are all that a place keeps of a moment.
  const before = after === undefined ? undefined : new Date(after[0] + 1);
  const found = await Promise.all(
    asked.map(async (participant) => {
      for (let most = limit + 1; ; most *= 2) {
        const tasks = await participant.list({ workspace, which, before, limit: most });
        const fitting = tasks.filter((task) => (after === undefined || isAfter(placeOf(task), after)) && (state === undefined || task.state === state));
        if (fitting.length > limit || tasks.length < most || most > mostLooked) return fitting;
      }
    }),
  );
  const all = found.flat().toSorted(compare);
  const tasks = all.slice(0, limit);
  const last = tasks.at(-1);
  return { tasks, next: all.length > limit && last !== undefined ? placeOf(last) : undefined };
}

/** So far back a page looks for a state that is rare. */
const mostLooked = 2_000;
