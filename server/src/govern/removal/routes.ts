import { WorkspaceParams, WorkspaceRemoval, WorkspaceRemovalInput, type WorkspaceRemoval as View } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import { type Clock, Fault, invalid, notFound } from '#kernel';
import { type Postgres, typed } from '#platform';
import type { Access } from '../access.ts';
import { recordAudit } from '../audit/record.ts';
import type { Caller } from '../types.ts';
import { noteTask } from '../tasks/asker.store.ts';
import { readWorkspaceByKey } from '../workspace/workspace.store.ts';
import { beginRemoval, countWorkspaces, readRemoval, type StoredRemoval } from './removal.store.ts';

export interface RemovalRoutesDeps {
  readonly pg: Postgres;
  readonly clock: Clock;
  readonly access: Access;
}

const view = ({ key, name, askedAt, finishedAt, done, error }: StoredRemoval): View => ({
  key,
  name,
  askedAt: askedAt.toISOString(),
  finishedAt: finishedAt?.toISOString() ?? null,
  done: [...done],
  error,
});

/** An operator removes the workspace in which they act; the admin key any. */
function refuseOthers(caller: Caller, workspace: number): void {
  if (!caller.isInstanceAdmin && caller.workspace !== workspace)
    throw new Fault('DQ_FORBIDDEN', 403, 'a workspace is removed from within: name it in X-Workspace as well');
}

/** A workspace goes with everything in it. It is out of sight when this answers; the rows and files follow in the background. */
export function registerRemovalRoutes(app: FastifyInstance, { pg, clock, access }: RemovalRoutesDeps): void {
  const routes = typed(app);
  const config = { capability: 'workspaces.manage', scope: 'admin' } as const;

  const remove = {
    summary: 'Remove a workspace with everything in it; `confirm` says its key once more. The first workspace stays',
    params: WorkspaceParams,
    body: WorkspaceRemovalInput,
    response: { 202: WorkspaceRemoval },
  };
  routes.delete('/api/v1/workspaces/:key', { schema: remove, config }, async ({ caller, params, body }, reply) => {
    const found = await readWorkspaceByKey(pg, params.key);
    if (found === undefined) throw notFound(`the workspace ${params.key}`);
    refuseOthers(caller, found.id);
    if (body.confirm !== params.key)
      throw invalid('what was confirmed is another workspace', [{ path: '/confirm', code: 'DQ_CONFIRM', message: `must be ${params.key}` }]);
    if (params.key === 'default' || (await countWorkspaces(pg)) < 2)
      throw new Fault('DQ_LAST_WORKSPACE', 409, 'the first workspace stays; remove what is in it instead');
    const begun = await pg.transaction(async (tx) => {
      await recordAudit(tx, caller, { action: 'workspace.remove', object: `workspace:${params.key}`, details: { isDemo: found.isDemo } });
      await noteTask(tx, caller, 'workspace_removal', found.id);
      return beginRemoval(tx, { workspace: found.id, key: found.key, name: found.name, askedBy: caller.name, askedAt: new Date(clock.now()) });
    });
    if (begun === undefined) throw notFound(`the workspace ${params.key}`);
    await access.refresh();
    return reply.code(202).send(view(begun));
  });

  const progress = { summary: 'How far the removal of a workspace is', params: WorkspaceParams, response: { 200: WorkspaceRemoval } };
  routes.get('/api/v1/workspaces/:key/removal', { schema: progress, config: { capability: 'self', scope: 'read' } }, async ({ params }) => {
    const found = await readRemoval(pg, params.key);
    if (found === undefined) throw notFound(`a removal of the workspace ${params.key}`);
    return view(found);
  });
}
