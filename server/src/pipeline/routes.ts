import { PipelineView, QuarantinePage, QuarantineQuery, ReplayParams, ReplayRequest, ReplayView } from '@danqing/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { noteTask } from '#govern';
import { notFound, placeInLog } from '#kernel';
import { type ClickHouse, decodeCursor, encodeCursor, type Postgres, typed } from '#platform';
import { readQuarantine } from './quarantine.read.ts';
import { readReplay, requestReplay } from './replay.store.ts';
import { readPipelineState, type StateDeps } from './state.read.ts';

export interface PipelineRoutesDeps extends StateDeps {
  readonly pg: Postgres;
  readonly clickhouse: ClickHouse;
  /** Live definitions of a workspace that have not caught up with what has passed. */
  readonly livePending: (workspace: number) => Promise<number>;
}

const parseKey = Type.Tuple([Type.Integer(), Type.Integer()]);

/** How every accepted event ended, what waits in quarantine, and running it again. */
export function registerPipelineRoutes(app: FastifyInstance, { pg, clickhouse, log, sources, livePending }: PipelineRoutesDeps): void {
  const routes = typed(app);

  const state = { summary: 'How every accepted event ended, per source', response: { 200: PipelineView } };
  routes.get('/api/v1/pipeline', { schema: state, config: { capability: 'data.read' } }, async ({ caller }) => {
    // In this order: what passed between the two looks may be pending, never the other way round.
    const flow = await readPipelineState({ pg, log, sources }, caller.workspace);
    const pending = await livePending(caller.workspace);
    return {
      ...flow,
      sources: flow.sources.map(({ id: _id, workspace: _workspace, lastAt: _lastAt, ...source }) => ({ ...source, reasons: { ...source.reasons } })),
      live: { pending },
    };
  });

  const list = { summary: 'Events that wait for mending, in the order they came', querystring: QuarantineQuery, response: { 200: QuarantinePage } };
  routes.get('/api/v1/quarantine', { schema: list, config: { capability: 'data.read' } }, async ({ caller, query }) => {
    const limit = query.limit ?? 50;
    const [afterPosition, afterIndex] = query.cursor === undefined ? [0, -1] : decodeCursor(parseKey, query.cursor);
    const rows = await readQuarantine(clickhouse, caller.workspace, filterOf(query), { afterPosition, afterIndex, limit: limit + 1 });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map(({ position, index, version: _version, isMended, receivedAt, ...row }) => ({
        id: placeInLog(position, index),
        ...row,
        isMended: isMended === 1,
        receivedAt: new Date(receivedAt).toISOString(),
      })),
      next: rows.length > limit && last !== undefined ? encodeCursor([last.position, last.index]) : null,
    };
  });

  const replay = { summary: 'Run parked events again; what ends well leaves quarantine', body: ReplayRequest, response: { 202: ReplayView } };
  const nothingNamed = async (request: FastifyRequest): Promise<void> => {
    request.body ??= {};
  };
  routes.post(
    '/api/v1/quarantine/replay',
    { schema: replay, preValidation: nothingNamed, config: { capability: 'data.write' } },
    async ({ caller, body }, reply) => {
      const filter = { ...filterOf(body), ...(body.ids === undefined ? {} : { ids: body.ids }) };
      const id = await requestReplay(pg, caller.workspace, { filter, askedBy: caller.name });
      await noteTask(pg, caller, 'replay', id);
      return reply.code(202).send({ id, state: 'queued', taken: 0, passed: 0, dropped: 0, total: null, error: null });
    },
  );

  const progress = { summary: 'How far a replay is', params: ReplayParams, response: { 200: ReplayView } };
  routes.get('/api/v1/quarantine/replay/:id', { schema: progress, config: { capability: 'data.read' } }, async ({ caller, params }) => {
    const found = await readReplay(pg, caller.workspace, params.id);
    if (found === undefined) throw notFound(`the replay ${params.id}`);
    return found;
  });
}

const filterOf = ({ reason, source, event }: { readonly reason?: string; readonly source?: string; readonly event?: string }) => ({
  ...(reason === undefined ? {} : { reason }),
  ...(source === undefined ? {} : { source }),
  ...(event === undefined ? {} : { event }),
});
