/** Long work, whoever started it: what the task centre shows and what a stage tells of its own. */
import Type from 'typebox';
import { NullOr } from './define.ts';
import { PageOf } from './page.ts';
import { Words } from './words.ts';

export const taskKinds = [
  'import',
  'connection_run',
  'export',
  'definition_run',
  'identity_apply',
  'linkage',
  'replay',
  'cleaning_replay',
  'erasure',
  'demo_fill',
  'workspace_removal',
  'list_change',
  'reconciliation',
] as const;
export type TaskKind = (typeof taskKinds)[number];

export const taskStates = ['waiting', 'running', 'done', 'failed', 'stopped'] as const;
export type TaskState = (typeof taskStates)[number];

/** What progress counts. */
export const taskUnits = ['bytes', 'rows', 'events', 'profiles', 'pairs', 'definitions', 'steps'] as const;
export type TaskUnit = (typeof taskUnits)[number];

const Moment = Type.String({ format: 'date-time' });

export const TaskProgress = Type.Object({
  done: Type.Number(),
  total: NullOr(Type.Number({ description: 'null: nobody can know it yet' })),
  unit: Type.Enum([...taskUnits]),
});
export type TaskProgress = Type.Static<typeof TaskProgress>;

export const TaskView = Type.Object({
  kind: Type.Enum([...taskKinds]),
  id: Type.String(),
  title: Words,
  state: Type.Enum([...taskStates]),
  progress: NullOr(TaskProgress),
  ratePerSecond: NullOr(Type.Number({ description: 'in the unit of the progress, since it started' })),
  remainingMs: NullOr(Type.Number({ description: 'if it goes on at that rate' })),
  by: NullOr(Type.String({ description: 'who asked for it; null: nobody, it came by itself' })),
  cause: NullOr(Type.Object({ ...Words.properties }, { description: 'what brought it about: a change, a schedule, …' })),
  isMine: Type.Boolean(),
  askedAt: Moment,
  startedAt: NullOr(Moment),
  endedAt: NullOr(Moment),
  result: NullOr(Words),
  problem: NullOr(Type.Object({ code: Type.String(), ...Words.properties })),
  stop: NullOr(Type.Object({ keeps: Words }, { description: 'null: it cannot be stopped; `keeps` says what stands when it is' })),
  runsOn: NullOr(Type.Object({ ...Words.properties }, { description: 'why it cannot be stopped, while it runs' })),
});
export type TaskView = Type.Static<typeof TaskView>;

export const TaskPage = PageOf(TaskView);
export const TaskQuery = Type.Object({
  state: Type.Optional(Type.Enum(['open', 'ended', ...taskStates], { description: 'open: waiting and running; ended: the others' })),
  kind: Type.Optional(Type.Enum([...taskKinds])),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  cursor: Type.Optional(Type.String({ maxLength: 500 })),
});
export const TaskParams = Type.Object({ kind: Type.Enum([...taskKinds]), id: Type.String({ minLength: 1, maxLength: 120 }) });
