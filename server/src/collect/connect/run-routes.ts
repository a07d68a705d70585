import { ConnectionFilePage, ConnectionRun, ConnectionRunImports, ConnectionRunPage, ConnectionRunParams, IdParams, PageQuery } from '@danqing/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { type Caller, noteTask, recordAudit } from '#govern';
import { type Clock, conflict, notFound } from '#kernel';
import { decodeCursor, encodeCursor, type Postgres, typed } from '#platform';
import { forgetFailedFiles, readFiles } from './file.store.ts';
import { problemView } from './problem.ts';
import { addRun, endRun, readRun, readRuns } from './run.store.ts';
import { cancelSlices, readSlices } from './slice-import.store.ts';
import type { StoredConnection, StoredRun } from './types.ts';
import { viewRuns } from './view.ts';

interface RunRoutesDeps {
  readonly pg: Postgres;
  readonly clock: Clock;
  existing(request: FastifyRequest, id: number): Promise<StoredConnection>;
}

/** Who did it, for people. */
export const nameOf = ({ operator, name }: Caller): string => operator?.name ?? name;

/** What a connection brought, run by run, and the button that runs it now. */
export function registerRunRoutes(app: FastifyInstance, { pg, clock, existing }: RunRoutesDeps): void {
  const routes = typed(app);
  const viewOf = async (run: StoredRun) => {
    const [view] = await viewRuns(pg, [run]);
    if (view === undefined) throw notFound(`the run ${run.id}`);
    return view;
  };
  const runOf = async (request: FastifyRequest, { id, run }: { readonly id: number; readonly run: number }): Promise<StoredRun> => {
    await existing(request, id);
    const found = await readRun(pg, run);
    if (found?.connection !== id) throw notFound(`the run ${run}`);
    return found;
  };

  const list = { summary: 'Runs of a connection, the latest first', params: IdParams, querystring: PageQuery, response: { 200: ConnectionRunPage } };
  routes.get('/api/v1/connections/:id/runs', { schema: list, config: { capability: 'data.read' } }, async (request) => {
    const { id } = await existing(request, request.params.id);
    const limit = request.query.limit ?? 50;
    const [before] = request.query.cursor === undefined ? [] : decodeCursor(Type.Tuple([Type.Integer()]), request.query.cursor);
    const found = await readRuns(pg, id, before, limit + 1);
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return { items: await viewRuns(pg, page), next: found.length > limit && last !== undefined ? encodeCursor([last.id]) : null };
  });

  const start = { summary: 'Runs a connection now; files that failed are tried again', params: IdParams, response: { 202: ConnectionRun } };
  routes.post('/api/v1/connections/:id/runs', { schema: start, config: { capability: 'data.write' } }, async (request, reply) => {
    const connection = await existing(request, request.params.id);
    const by = nameOf(request.caller);
    const run = await pg.transaction(async (tx) => {
      const made = await addRun(tx, connection, { cause: 'person', by, at: new Date(clock.now()) });
      if (made === undefined) return undefined;
      await forgetFailedFiles(tx, connection.id);
      await noteTask(tx, request.caller, 'connection_run', made.id);
      await recordAudit(tx, request.caller, { action: 'connection.run', object: `connection:${connection.id}`, details: { name: connection.name } });
      return made;
    });
    if (run === undefined) throw conflict('it is running already');
    return reply.code(202).send(await viewOf(run));
  });

  const stop = { summary: 'Stops a run; what is in the log by then stays', params: ConnectionRunParams, response: { 200: ConnectionRun } };
  routes.post('/api/v1/connections/:id/runs/:run/stop', { schema: stop, config: { capability: 'data.write' } }, async (request) => {
    const run = await runOf(request, request.params);
    const at = new Date(clock.now());
    const isStopped = await pg.transaction(async (tx) => {
      if (!(await endRun(tx, run.id, 'stopped', at))) return false;
      await cancelSlices(tx, run.id, at);
      await recordAudit(tx, request.caller, { action: 'connection.stop', object: `connection:${run.connection}` });
      return true;
    });
    if (!isStopped) throw conflict('the run has already ended');
    return await viewOf((await readRun(pg, run.id)) ?? run);
  });

  const imports = {
    summary: 'The imports of a run: rows that were read together, or a file each',
    params: ConnectionRunParams,
    response: { 200: ConnectionRunImports },
  };
  routes.get('/api/v1/connections/:id/runs/:run/imports', { schema: imports, config: { capability: 'data.read' } }, async (request) => {
    const slices = await readSlices(pg, (await runOf(request, request.params)).id);
    return { items: slices.map(({ id, fileName, state, rows, events, rejectedCount: rejected }) => ({ id, fileName, state, rows, events, rejected })) };
  });

  const files = {
    summary: 'The files that a connection brought in, the latest first',
    params: IdParams,
    querystring: PageQuery,
    response: { 200: ConnectionFilePage },
  };
  routes.get('/api/v1/connections/:id/files', { schema: files, config: { capability: 'data.read' } }, async (request) => {
    const { id } = await existing(request, request.params.id);
    const limit = request.query.limit ?? 50;
    const cursor = request.query.cursor;
    const [at, path] = cursor === undefined ? [] : decodeCursor(Type.Tuple([Type.String(), Type.String()]), cursor);
    const found = await readFiles(pg, id, at === undefined || path === undefined ? undefined : { at, path }, limit + 1);
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map((file) => ({ ...file, error: problemView(file.error), at: file.at.toISOString() })),
      next: found.length > limit && last !== undefined ? encodeCursor([last.at.toISOString(), last.path]) : null,
    };
  });
}
