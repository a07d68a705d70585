import { LinkageRunInput, LinkageRunPage, LinkageRunView, LinkageSampleInput, PageQuery } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { noteTask } from '#govern';
import { conflict, invalid, notFound } from '#kernel';
import { decodeCursor, encodeCursor, type PostgresSession, typed } from '#platform';
import type { LinkRoutesDeps } from '../deps.ts';
import { askForSample } from '../quality/sample.store.ts';
import { readSettings } from '../settings/settings.store.ts';
import { askToCancel, insertRun, readLastFull, readRun, readRunPage, type StoredRun } from './run.store.ts';
import { outlineRuns, viewRun } from './view.ts';

const RunParams = Type.Object({ id: Type.Integer({ minimum: 1 }) });

async function runOf(pg: PostgresSession, workspace: number, id: number): Promise<StoredRun> {
  const run = await readRun(pg, workspace, id);
  if (run === undefined) throw notFound(`the linkage run ${id}`);
  return run;
}

/** Linking the profiles: asking for it, how it went, ending it, a sample to be judged. */
export function registerRunRoutes(app: FastifyInstance, { pg, clock }: LinkRoutesDeps): void {
  const routes = typed(app);

  const start = {
    summary: 'Links the profiles; the worker does it as soon as no other run is under way',
    body: LinkageRunInput,
    response: { 200: Type.Object({ id: Type.Integer() }) },
  };
  routes.post('/api/v1/identity/linkage/runs', { schema: start, config: { capability: 'identity.decide' } }, async ({ caller, body }) => {
    const { workspace, name } = caller;
    const settings = await readSettings(pg, workspace);
    if (settings === undefined) throw invalid('nothing is configured yet: say with PUT /api/v1/identity/linkage which traits are compared');
    const { version } = settings;
    const mode = body.mode ?? ((await readLastFull(pg, workspace, version)) === undefined ? 'full' : 'incremental');
    const id = await insertRun(pg, { workspace, version, mode, author: name, at: clock.now() });
    if (id === undefined) throw conflict('a run waits already to be begun');
    await noteTask(pg, caller, 'linkage', id);
    return { id };
  });

  const list = { summary: 'Linkage runs, newest first', querystring: PageQuery, response: { 200: LinkageRunPage } };
  routes.get('/api/v1/identity/linkage/runs', { schema: list, config: { capability: 'identity.read' } }, async ({ caller, query }) => {
    const [before] = query.cursor === undefined ? [Number.MAX_SAFE_INTEGER] : decodeCursor(Type.Tuple([Type.Integer()]), query.cursor);
    const limit = query.limit ?? 50;
    const rows = await readRunPage(pg, caller.workspace, before, limit + 1);
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return { items: [...(await outlineRuns(pg, items))], next: rows.length > limit && last !== undefined ? encodeCursor([last.id]) : null };
  });

  const one = { summary: 'A run: its model, what other thresholds would do, how good it is', params: RunParams, response: { 200: LinkageRunView } };
  routes.get('/api/v1/identity/linkage/runs/:id', { schema: one, config: { capability: 'identity.read' } }, async ({ caller, params }) =>
    viewRun(pg, await runOf(pg, caller.workspace, params.id)),
  );

  const cancel = { summary: 'Ends a run; links that were made stand, and can be undone one by one', params: RunParams, response: { 200: LinkageRunView } };
  routes.post('/api/v1/identity/linkage/runs/:id/cancel', { schema: cancel, config: { capability: 'identity.decide' } }, async ({ caller, params }) => {
    await askToCancel(pg, caller.workspace, params.id, clock.now());
    return viewRun(pg, await runOf(pg, caller.workspace, params.id));
  });

  const sample = {
    summary: 'Puts drawn pairs of every probability of the last full run into the review queue; verdicts on them estimate its precision and recall',
    body: LinkageSampleInput,
    response: { 200: Type.Object({ run: Type.Integer(), asked: Type.Integer() }) },
  };
  routes.post('/api/v1/identity/linkage/sample', { schema: sample, config: { capability: 'identity.decide' } }, async ({ caller, body }) => {
    const { workspace } = caller;
    const settings = await readSettings(pg, workspace);
    const run = settings === undefined ? undefined : await readLastFull(pg, workspace, settings.version);
    if (run === undefined) throw conflict('there is no full run by the settings of today to take a sample of');
    return { run: run.id, asked: await askForSample(pg, workspace, run.id, body.each) };
  });
}
