import { BulkListInput, BulkListParams, BulkListQuery, BulkListView, DefinitionParams } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import { setTimeout as sleep } from 'node:timers/promises';
import { noteTask, recordAudit, refuseProbing } from '#govern';
import { notFound } from '#kernel';
import { typed } from '#platform';
import type { AskingDeps } from '../../asking.ts';
import { readWrittenRule } from '../../written-rule.ts';
import { givenRule } from '../../given-rule.ts';
import { existingList, type ListDeps } from '../save.ts';
import { insertBulk, readBulk, type StoredBulk } from './bulk.store.ts';

export interface BulkRouteDeps extends ListDeps, AskingDeps {}

const lookAgainMs = 100;

/** Everybody whom a rule finds, put on a list or taken off: work for the worker, however many they are. */
export function registerBulkRoutes(app: FastifyInstance, deps: BulkRouteDeps): void {
  const routes = typed(app);
  const { pg, clock } = deps;

  routes.post(
    '/api/v1/lists/:key/changes',
    {
      schema: {
        summary: 'Put everybody whom a rule finds on a list, or take them off',
        params: DefinitionParams,
        body: BulkListInput,
        response: { 202: BulkListView },
      },
      config: { capability: 'lists.write' },
    },
    async ({ caller, params, body }, reply) => {
      const list = await existingList(deps, caller.workspace, params.key);
      await readWrittenRule(deps, caller.workspace, givenRule(body));
      refuseProbing(body.rule, '/rule', caller, deps.classOf(caller.workspace));
      const { change, rule } = body;
      const id = await pg.transaction(async (tx) => {
        const actor = caller.operator?.name ?? caller.name;
        const made = await insertBulk(tx, { workspace: caller.workspace, listId: list.id, change, rule, actor, askedAt: new Date(clock.now()) });
        await noteTask(tx, caller, 'list_change', made);
        await recordAudit(tx, caller, { action: 'list.bulk', object: `list:${list.key}`, details: { change, task: made } });
        return made;
      });
      return reply
        .code(202)
        .header('location', `/api/v1/lists/${list.key}/changes/${id}`)
        .send(viewOf(await existing(caller.workspace, list.key, id)));
    },
  );

  const existing = async (workspace: number, list: string, id: number): Promise<StoredBulk> => {
    const found = await readBulk(pg, workspace, id);
    if (found === undefined || found.list !== list) throw notFound(`the change ${id} of ${list}`);
    return found;
  };

  routes.get(
    '/api/v1/lists/:key/changes/:id',
    {
      schema: { summary: 'How far it is', params: BulkListParams, querystring: BulkListQuery, response: { 200: BulkListView } },
      config: { capability: 'definitions.read' },
    },
    async ({ caller, params, query }) => {
      const until = performance.now() + (query.wait ?? 0);
      let job = await existing(caller.workspace, params.key, params.id);
      while (isOpen(job) && performance.now() < until) {
        await sleep(lookAgainMs, undefined, { ref: false });
        job = await existing(caller.workspace, params.key, params.id);
      }
      return viewOf(job);
    },
  );
}

const isOpen = ({ state }: StoredBulk): boolean => state === 'waiting' || state === 'running';

const viewOf = ({ id, list, change, state, changed, error, askedAt, finishedAt }: StoredBulk): BulkListView => ({
  id,
  list,
  change,
  state,
  changed,
  error,
  askedAt: askedAt.toISOString(),
  finishedAt: finishedAt?.toISOString() ?? null,
});
