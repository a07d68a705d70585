import type { TaskKind, TaskProgress, TaskState, Words } from '@danqing/contracts';

/** Long work as its stage knows it. The stage keeps the state; nobody copies it. */
export interface Task {
  readonly kind: TaskKind;
  /** Names it within its kind and workspace, as the stage's own routes do. */
  readonly id: string;
  readonly workspace: number;
  readonly title: Words;
  readonly state: TaskState;
  readonly progress: TaskProgress | null;
  /** Who asked for it, where the stage itself keeps a name; otherwise `noteTask` says it. */
  readonly by: string | null;
  readonly askedAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  /** What came of it, in plain words with figures; null while it runs. */
  readonly result: Words | null;
  readonly problem: ({ readonly code: string } & Words) | null;
  /** What stands when it is stopped now; null: it cannot be. */
  readonly stopKeeps: Words | null;
  /** Why nobody may stop it, where that is so on purpose. */
  readonly runsOn?: Words | undefined;
  /** What brought it about, where that is not just somebody's asking. */
  readonly cause?: Words | undefined;
}

export interface TaskFilter {
  readonly workspace: number;
  /** open: waiting or running. */
  readonly which: 'open' | 'ended' | 'all';
  /** Only what was asked for before this moment. */
  readonly before: Date | undefined;
  readonly limit: number;
}

/**
 * One kind of long work. Each stage that has some implements it, `entry` hands all of them to the task centre (`allTasks`).
 * A new kind: add its name to `taskKinds` of contracts, implement this, add it to `entry/tasks.ts`, call `noteTask` where it is asked for.
 */
export interface TaskParticipant {
  readonly kind: TaskKind;
  /** The latest first, by the moment they were asked for. */
  list(filter: TaskFilter): Promise<readonly Task[]>;
  find(workspace: number, id: string): Promise<Task | undefined>;
  /** Of all workspaces: what ended at or after a moment, oldest first. For notifications; may give one twice. */
  endedSince(since: Date, limit: number): Promise<readonly Task[]>;
  /** Asks it to end, in the name of `by`; false when it has ended already or cannot be stopped. */
  stop?(workspace: number, id: string, by: string): Promise<boolean>;
}
