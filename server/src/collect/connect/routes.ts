import {
  ConnectionChange,
  ConnectionInput,
  ConnectionList,
  type ConnectionSchedule,
  ConnectionTried,
  ConnectionTry,
  ConnectionView,
  IdParams,
} from '@danqing/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { type Caller, recordAudit, type SourceDirectory } from '#govern';
import { type Clock, conflict, notFound } from '#kernel';
import { type Networks, type Postgres, type Seal, typed } from '#platform';
import { insertConnection, readConnection, readConnections, removeConnection, updateConnection } from './connection.store.ts';
import { changed, checkDraft, isOther, requireReadable, resealed, secretFor } from './draft.ts';
import { forgetFailedFiles, forgetFiles } from './file.store.ts';
import { nameOf, registerRunRoutes } from './run-routes.ts';
import { addRun } from './run.store.ts';
import { nextRunAt } from './schedule.ts';
import { forgetKnownRows } from './sql/known-rows.ts';
import { tellTried } from './tried.ts';
import { tryPlace } from './try.ts';
import type { StoredConnection } from './types.ts';
import { viewConnections } from './view.ts';

export interface ConnectionRoutesDeps {
  readonly pg: Postgres;
  readonly clock: Clock;
  readonly sources: Pick<SourceDirectory, 'ensureImportSource'>;
  /** The folder of imports in the data folder. */
  readonly folder: string;
  readonly seal: Seal;
  readonly networks: Networks;
  readonly watchedFolders: readonly string[];
}

// Mappings have columns under the names of personal fields: they are not masked at the door. There is no value of anybody in them.
const read = { capability: 'data.read', personal: 'shown' } as const;
const write = { capability: 'data.write', personal: 'shown' } as const;

/** Where a connection's data lies and what it means; what it brought stands in `run-routes.ts`. */
export function registerConnectionRoutes(app: FastifyInstance, deps: ConnectionRoutesDeps): void {
  const { pg, clock, seal, sources, watchedFolders, folder, networks } = deps;
  const routes = typed(app);
  const existing = async ({ caller }: FastifyRequest, id: number): Promise<StoredConnection> => {
    const found = await readConnection(pg, id);
    if (found?.workspace !== caller.workspace) throw notFound(`the connection ${id}`);
    return found;
  };
  const viewOf = async (connection: StoredConnection): Promise<ConnectionView> => {
    const [view] = await viewConnections(pg, [connection]);
    if (view === undefined) throw notFound(`the connection ${connection.id}`);
    return view;
  };
  const requireFree = async ({ workspace }: Caller, name: string, id: number): Promise<void> => {
    if ((await readConnections(pg, workspace)).some((other) => other.name === name && other.id !== id))
      throw conflict(`a connection with the name ${name} exists already`);
  };
  const due = ({ timezone }: Caller, schedule: ConnectionSchedule): Date | null => nextRunAt(schedule, clock.now(), timezone);

  const list = { summary: 'Connections: data that comes by itself', response: { 200: ConnectionList } };
  routes.get('/api/v1/connections', { schema: list, config: read }, async ({ caller }) => ({
    items: await viewConnections(pg, await readConnections(pg, caller.workspace)),
    folders: [...watchedFolders],
  }));

  const test = {
    summary: 'Asks a place for a first look: its columns or files, the first rows, and what they mean',
    description: 'The sample is recognised as an uploaded file is; what it means stands at /api/v1/imports/recognise/{upload}.',
    body: ConnectionTry,
    response: { 200: ConnectionTried },
  };
  routes.post('/api/v1/connections/try', { schema: test, config: write }, async (request) => {
    const { body } = request;
    const kept = body.connection === undefined ? undefined : await existing(request, body.connection);
    const secret = secretFor(body.place, body.secret, kept, seal);
    const sample = await tryPlace(body, secret, { folder, networks, watchedFolders, now: clock.now });
    return await tellTried(sample, request, { pg, clock, sources });
  });

  const one = { summary: 'A connection', params: IdParams, response: { 200: ConnectionView } };
  routes.get('/api/v1/connections/:id', { schema: one, config: read }, async (request) => viewOf(await existing(request, request.params.id)));

  const create = { summary: 'A new connection; its first run starts at once unless it is paused', body: ConnectionInput, response: { 201: ConnectionView } };
  routes.post('/api/v1/connections', { schema: create, config: write }, async ({ caller, body }, reply) => {
    const { name, place, pull, mapping, schedule, choices = null, isPaused = false } = body;
    await checkDraft(body, watchedFolders);
    const secret = secretFor(place, body.secret, undefined, seal);
    const source = await sources.ensureImportSource(caller.workspace, mapping.source ?? name);
    const at = new Date(clock.now());
    const draft = {
      workspace: caller.workspace,
      name,
      place,
      pull,
      mapping,
      choices,
      schedule,
      isPaused,
      secret: resealed(seal, secret, null),
      sourceId: source.id,
      source: source.name,
      nextAt: due(caller, schedule),
      updatedAt: at,
      updatedBy: nameOf(caller),
      operatorId: caller.operator?.id ?? null,
    };
    const made = await pg.transaction(async (tx) => {
      const connection = await insertConnection(tx, draft);
      if (connection === undefined) return undefined;
      await recordAudit(tx, caller, { action: 'connection.create', object: `connection:${connection.id}`, details: { name, kind: place.kind } });
      if (!isPaused) await addRun(tx, connection, { cause: 'person', by: nameOf(caller), at });
      return connection;
    });
    if (made === undefined) throw conflict(`a connection with the name ${name} exists already`);
    return reply.code(201).send(await viewOf(made));
  });

  const change = {
    summary: 'Changes a connection; what is left out stays. Another place or query is read from the beginning, and so is what is to be read again',
    params: IdParams,
    body: ConnectionChange,
    response: { 200: ConnectionView },
  };
  routes.patch('/api/v1/connections/:id', { schema: change, config: write }, async (request) => {
    const { caller, body } = request;
    const old = await existing(request, request.params.id);
    const now = changed(old, body);
    const { place, mapping, schedule } = now;
    if (body.place !== undefined || body.pull !== undefined || body.mapping !== undefined) await checkDraft(now, watchedFolders);
    await requireFree(caller, now.name, old.id);
    const secret = secretFor(place, body.secret, old, seal);
    const source =
      mapping.source === undefined || mapping.source === old.source ? undefined : await sources.ensureImportSource(caller.workspace, mapping.source);
    const isAgain = body.readAgain === true;
    if (isAgain) requireReadable(now);
    const isAnew = isAgain || isOther(old, now);
    const draft = {
      ...now,
      workspace: caller.workspace,
      secret: resealed(seal, secret, body.secret === undefined ? old.secret : null),
      sourceId: source?.id ?? old.sourceId,
      source: source?.name ?? old.source,
      nextAt: old.isPaused && !now.isPaused ? new Date(clock.now()) : due(caller, schedule),
      updatedAt: new Date(clock.now()),
      updatedBy: nameOf(caller),
      operatorId: caller.operator?.id ?? old.operatorId,
    };
    if (isAnew) await forgetKnownRows(folder, old.id);
    const kept = await pg.transaction(async (tx) => {
      const details = { name: now.name, changed: Object.keys(body).filter((key) => key !== 'name') };
      await recordAudit(tx, caller, { action: 'connection.change', object: `connection:${old.id}`, details });
      if (isAnew) await forgetFiles(tx, old.id);
      else await forgetFailedFiles(tx, old.id);
      return await updateConnection(tx, old.id, draft, { isAnew, isAgain });
    });
    if (kept === undefined) throw notFound(`the connection ${old.id}`);
    return await viewOf(kept);
  });

  const remove = { summary: 'Takes a connection away; what it brought stays', params: IdParams, response: { 204: Type.Null() } };
  routes.delete('/api/v1/connections/:id', { schema: remove, config: write }, async (request, reply) => {
    const { id, name } = await existing(request, request.params.id);
    await pg.transaction(async (tx) => {
      if (!(await removeConnection(tx, request.caller.workspace, id))) throw notFound(`the connection ${id}`);
      await recordAudit(tx, request.caller, { action: 'connection.remove', object: `connection:${id}`, details: { name } });
    });
    await forgetKnownRows(folder, id);
    return reply.code(204).send(null);
  });

  registerRunRoutes(app, { pg, clock, existing });
}
