import { TaskPage, TaskParams, TaskQuery, TaskView } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { type Caller, recordAudit, type TaskParticipant } from '#govern';
import { type Clock, conflict, notFound } from '#kernel';
import { decodeCursor, encodeCursor, type Postgres, typed } from '#platform';
import { nameOfTask, readTaskPage } from './page.ts';
import { viewTasks } from './view.ts';

export interface TaskRoutesDeps {
  readonly pg: Postgres;
  readonly clock: Clock;
  readonly participants: readonly TaskParticipant[];
}

const Place = Type.Tuple([Type.Integer(), Type.String()]);

/** The task centre: all long work of a workspace in one list, whoever started it. */
export function registerTaskRoutes(app: FastifyInstance, { pg, clock, participants }: TaskRoutesDeps): void {
  const routes = typed(app);
  const existing = async (caller: Caller, kind: TaskView['kind'], id: string): Promise<TaskView> => {
    const task = await participants.find((participant) => participant.kind === kind)?.find(caller.workspace, id);
    const [view] = task === undefined ? [] : await viewTasks(pg, caller, [task], clock.now());
    if (view === undefined) throw notFound(`the task ${kind}/${id}`);
    return view;
  };

  const list = { summary: 'Long work of every kind, the latest first', querystring: TaskQuery, response: { 200: TaskPage } };
  routes.get('/api/v1/tasks', { schema: list, config: { capability: 'tasks.read' } }, async ({ caller, query }) => {
    const asked = query.state;
    const isGroup = asked === 'open' || asked === 'ended' || asked === undefined;
    const which = asked === 'open' || asked === 'waiting' || asked === 'running' ? 'open' : asked === undefined ? 'all' : 'ended';
    const after = query.cursor === undefined ? undefined : decodeCursor(Place, query.cursor);
    const { tasks, next } = await readTaskPage(participants, {
      workspace: caller.workspace,
      which,
      state: isGroup ? undefined : asked,
      kind: query.kind,
      after,
      limit: query.limit ?? 50,
    });
    return { items: await viewTasks(pg, caller, tasks, clock.now()), next: next === undefined ? null : encodeCursor(next) };
  });

  const one = { summary: 'One task: how far it is, what came of it', params: TaskParams, response: { 200: TaskView } };
  routes.get('/api/v1/tasks/:kind/:id', { schema: one, config: { capability: 'tasks.read' } }, ({ caller, params }) =>
    existing(caller, params.kind, params.id),
  );

  const stop = { summary: 'Asks a task to end; its `stop.keeps` says what stands then', params: TaskParams, response: { 200: TaskView } };
  routes.post('/api/v1/tasks/:kind/:id/stop', { schema: stop, config: { capability: 'tasks.stop' } }, async ({ caller, params }) => {
    const { kind, id } = params;
    const task = await existing(caller, kind, id);
    const participant = participants.find((one) => one.kind === kind);
    if (task.stop === null || participant?.stop === undefined) throw conflict('this task has ended already, or cannot be stopped');
    if (!(await participant.stop(caller.workspace, id, caller.name))) throw conflict('this task has ended already');
    await recordAudit(pg, caller, { action: 'task.stop', object: nameOfTask({ kind, id }) });
    return existing(caller, kind, id);
  });
}
