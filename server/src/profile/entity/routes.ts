import {
  EntityBatchAccepted,
  EntityBatchInput,
  EntityInput,
  EntityKindList,
  EntityKindParams,
  EntityListQuery,
  EntityPage,
  EntityParams,
  EntityView,
  EntityWithHistory,
} from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { type Clock, type JsonObject, notFound, type WorkspaceId } from '#kernel';
import { type Postgres, typed } from '#platform';
import { readEntityHistory, readEntityKinds, readEntityPage } from './entity.read.ts';
import { messagesOf } from './messages.ts';

export interface EntityRoutesDeps {
  readonly pg: Postgres;
  readonly clock: Clock;
  /** Puts messages into the log, synced. True when the pipeline has worked them off; false when it is behind and will. */
  readonly submit: (workspace: WorkspaceId, messages: readonly JsonObject[]) => Promise<boolean>;
}

/** Products, shops, staff, accounts, coupons …: what is said here goes the way of every message, so it is exactly once and survives whatever dies. */
export function registerEntityRoutes(app: FastifyInstance, { pg, clock, submit }: EntityRoutesDeps): void {
  const routes = typed(app);

  const kinds = { summary: 'Which kinds of entities there are', response: { 200: EntityKindList } };
  routes.get('/api/v1/entities', { schema: kinds, config: { capability: 'profiles.read' } }, async ({ caller }) => ({
    items: await readEntityKinds(pg, caller.workspace),
  }));

  const list = { summary: 'The entities of a kind, by key', params: EntityKindParams, querystring: EntityListQuery, response: { 200: EntityPage } };
  routes.get('/api/v1/entities/:kind', { schema: list, config: { capability: 'profiles.read' } }, ({ caller, params, query }) =>
    readEntityPage(pg, { workspace: caller.workspace, kind: params.kind, limit: query.limit ?? 50, cursor: query.cursor, withGone: query.gone ?? false }),
  );

  const one = { summary: 'An entity with its history', params: EntityParams, response: { 200: EntityWithHistory } };
  routes.get('/api/v1/entities/:kind/:key', { schema: one, config: { capability: 'profiles.read' } }, async ({ caller, params: { kind, key } }) => {
    const entity = await readEntityHistory(pg, caller.workspace, kind, key);
    if (entity === undefined) throw notFound(`the ${kind} ${key}`);
    return entity;
  });

  const put = {
    summary: 'Says what is so of an entity from a moment on; attributes that are not named stay as they are',
    params: EntityParams,
    body: EntityInput,
    response: { 200: EntityView, 202: EntityBatchAccepted },
  };
  routes.put('/api/v1/entities/:kind/:key', { schema: put, config: { capability: 'data.write' } }, async ({ caller, params, body }, reply) => {
    const isApplied = await submit(caller.workspace, messagesOf([{ ...params, ...body }], caller, clock.now()));
    const entity = isApplied ? await readEntityHistory(pg, caller.workspace, params.kind, params.key.trim()) : undefined;
    if (entity === undefined) return reply.code(202).send({ accepted: 1, applied: false });
    const { history: _history, ...view } = entity;
    return view;
  });

  const batch = { summary: 'The same for up to 1,000 entities', body: EntityBatchInput, response: { 200: EntityBatchAccepted, 202: EntityBatchAccepted } };
  routes.post('/api/v1/entities', { schema: batch, config: { capability: 'data.write' } }, async ({ caller, body: { entities } }, reply) => {
    const applied = await submit(caller.workspace, messagesOf(entities, caller, clock.now(), '/entities'));
    return reply.code(applied ? 200 : 202).send({ accepted: entities.length, applied });
  });

  const removal = { summary: 'Says that an entity is no more, from now on; its history stays', params: EntityParams, response: { 204: Type.Null() } };
  routes.delete('/api/v1/entities/:kind/:key', { schema: removal, config: { capability: 'data.write' } }, async ({ caller, params }, reply) => {
    await submit(caller.workspace, messagesOf([{ ...params, gone: true }], caller, clock.now()));
    return reply.code(204).send(null);
  });
}
