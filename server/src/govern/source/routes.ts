import { IdParams, PageOf, PageQuery, RotateRequest, SourceChange, SourceCreated, SourceInput, SourceListed } from '@danqing/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Clock, notFound } from '#kernel';
import { type Postgres, typed } from '#platform';
import { recordAudit } from '../audit/record.ts';
import { readSources, type StoredSource } from '../govern.read.ts';
import { pageById } from '../page-by-id.ts';
import { newWriteKey } from '../secrets.ts';
import { addNamed } from './add-named.ts';
import { type ActivityOf, noActivity } from './activity.ts';
import { changeSource, rotateWriteKey } from './source.store.ts';
import { listedView, sourceView } from './views.ts';

export interface SourceRoutesDeps {
  readonly pg: Postgres;
  readonly clock: Clock;
  readonly activityOf: ActivityOf;
  /** As of `GovernRoutesDeps`. */
  readonly refreshKeys: () => Promise<void>;
}

const hourMs = 3_600_000;

/** Where events come from: what each has done, its key, its trust, whether it may send. */
export function registerSourceRoutes(app: FastifyInstance, { pg, clock, activityOf, refreshKeys }: SourceRoutesDeps): void {
  const routes = typed(app);
  const sourcesOf = async (workspace: number): Promise<readonly StoredSource[]> => (await readSources(pg)).filter((source) => source.workspace === workspace);
  const sourceOf = async (workspace: number, id: number): Promise<StoredSource> => {
    const found = (await sourcesOf(workspace)).find((source) => source.id === id);
    if (found === undefined) throw notFound(`the source ${id}`);
    return found;
  };
  const listed = async (source: StoredSource) => listedView(source, (await activityOf(source.workspace)).get(source.id) ?? noActivity, clock.now());

  const list = { summary: 'Where events come from, and what each source has done', querystring: PageQuery, response: { 200: PageOf(SourceListed) } };
  routes.get('/api/v1/sources', { schema: list, config: { capability: 'data.read' } }, async ({ caller, query }) => {
    const activities = await activityOf(caller.workspace);
    const { items, next } = pageById(await sourcesOf(caller.workspace), query);
    return { items: items.map((source) => listedView(source, activities.get(source.id) ?? noActivity, clock.now())), next };
  });

  const one = { summary: 'One source', params: IdParams, response: { 200: SourceListed } };
  routes.get('/api/v1/sources/:id', { schema: one, config: { capability: 'data.read' } }, async ({ caller, params }) =>
    listed(await sourceOf(caller.workspace, params.id)),
  );

  const newSource = {
    summary: 'A new source; its write key is shown once',
    description:
      'It may be called anything. A name in plain letters is also what events and rules call it; of another one that is made by its sound (天猫旗舰店: tianmaoqijiandian), and the name becomes the label.',
    body: SourceInput,
    response: { 201: SourceCreated },
  };
  routes.post(
    '/api/v1/sources',
    { schema: newSource, config: { capability: 'data.write', scope: 'admin', shownOnce: ['writeKey'] } },
    async ({ caller, body }, reply) => {
      const kind = body.kind ?? 'stream';
      const writeKey = kind === 'stream' ? newWriteKey() : null;
      const id = await pg.transaction(async (tx) => {
        const made = await addNamed(tx, caller.workspace, { name: body.name, kind, writeKey, trust: body.trust ?? 50 });
        await recordAudit(tx, caller, { action: 'source.create', object: `source:${made}`, details: { name: body.name } });
        return made;
      });
      await refreshKeys();
      return reply.code(201).send({ ...sourceView(await sourceOf(caller.workspace, id)), writeKey });
    },
  );

  const change = {
    summary: 'Calls a source something else, changes its trust, refuses or takes its events',
    params: IdParams,
    body: SourceChange,
    response: { 200: SourceListed },
  };
  routes.patch('/api/v1/sources/:id', { schema: change, config: { capability: 'data.write', scope: 'admin' } }, async ({ caller, params, body }) => {
    await pg.transaction(async (tx) => {
      await changeSource(tx, caller.workspace, params.id, body, clock.now());
      await recordAudit(tx, caller, { action: 'source.change', object: `source:${params.id}`, details: { ...body } });
    });
    await refreshKeys();
    return listed(await sourceOf(caller.workspace, params.id));
  });

  const rotation = {
    summary: 'A new write key for a source; the old one goes on working for the grace time',
    params: IdParams,
    body: RotateRequest,
    response: { 200: SourceCreated },
  };
  const nothingNamed = async (request: FastifyRequest): Promise<void> => {
    request.body ??= {};
  };
  routes.post(
    '/api/v1/sources/:id/rotate',
    { schema: rotation, preValidation: nothingNamed, config: { capability: 'data.write', scope: 'admin', shownOnce: ['writeKey'] } },
    async ({ caller, params, body }) => {
      const writeKey = newWriteKey();
      const [now, graceHours] = [clock.now(), body.graceHours ?? 0];
      await pg.transaction(async (tx) => {
        await rotateWriteKey(tx, caller.workspace, params.id, { writeKey, graceUntil: now + graceHours * hourMs, now });
        await recordAudit(tx, caller, { action: 'source.rotate', object: `source:${params.id}`, details: { graceHours } });
      });
      await refreshKeys();
      return { ...sourceView(await sourceOf(caller.workspace, params.id)), writeKey };
    },
  );
}
