import { PreviewInput, PreviewRunParams, PreviewRunQuery, PreviewRunView, PreviewView } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import { setTimeout as sleep } from 'node:timers/promises';
import Type from 'typebox';
import { compileTotal } from '#compile';
import { parseMoment } from '#evaluate';
import { refuseProbing } from '#govern';
import { signalOf, typed } from '#platform';
import type { AskingDeps } from '../asking.ts';
import { givenRule } from '../given-rule.ts';
import { type PreviewDeps, type PreviewRequest, previewRule, type ReadRule, readPreview } from '../preview.ts';
import { type Estimate, estimateOf, estimateQuery, oneInOf } from './estimate.ts';
import { previewSettings } from './limits.ts';
import { createPreviewRuns } from './runs.ts';
import { previewRunView, previewView } from './view.ts';

/** Who a rule finds, at once or while one waits. */
export function registerPreviewRoutes(app: FastifyInstance, deps: PreviewDeps & AskingDeps): void {
  const routes = typed(app);
  const runs = createPreviewRuns();
  app.addHook('preClose', () => runs.close());

  routes.post(
    '/api/v1/segments/preview',
    {
      schema: {
        summary: 'Who a rule finds, without keeping it',
        description: 'Given up, down to the engine, when the client goes away. With `async`: 202 and an estimate; then GET and DELETE /segments/previews/{id}.',
        body: PreviewInput,
        response: { 200: PreviewView, 202: PreviewRunView },
      },
      config: { capability: 'definitions.read', scope: 'read' },
    },
    async ({ caller, body }, reply) => {
      const at = body.at === undefined ? {} : { at: parseMoment(body.at, caller.timezone, '/at') };
      const given = givenRule(body);
      refuseProbing(given.rule, '/rule', caller, deps.classOf(caller.workspace));
      const request: PreviewRequest = { given, limit: body.limit ?? 20, funnel: body.funnel ?? false, ...at };
      const gone = signalOf(reply);
      if (body.async !== true) return previewView(await previewRule(deps, caller.workspace, request, gone));

      const read = await readPreview(deps, caller.workspace, request);
      const run = runs.start(caller.workspace, {
        exact: (signal) => previewRule(deps, caller.workspace, request, signal),
        estimate: (signal) => estimate(deps, read, signal),
      });
      gone.addEventListener('abort', () => runs.cancel(caller.workspace, run.id), { once: true });
      await run.firstAnswer;
      return reply.code(202).header('location', `/api/v1/segments/previews/${run.id}`).send(previewRunView(run));
    },
  );

  routes.get(
    '/api/v1/segments/previews/:id',
    {
      schema: {
        summary: 'How a preview is going, and what it found. One that nobody asks about for a minute is given up',
        params: PreviewRunParams,
        querystring: PreviewRunQuery,
        response: { 200: PreviewRunView },
      },
      config: { capability: 'definitions.read' },
    },
    async ({ caller, params, query }) => {
      const run = runs.look(caller.workspace, params.id);
      if (run.state === 'running' && query.wait !== undefined) await Promise.race([run.ended, sleep(query.wait, undefined, { ref: false })]);
      return previewRunView(run);
    },
  );

  routes.delete(
    '/api/v1/segments/previews/:id',
    {
      schema: { summary: 'Give a preview up, down to the engine', params: PreviewRunParams, response: { 204: Type.Null() } },
      config: { capability: 'definitions.read', scope: 'read' },
    },
    async ({ caller, params }, reply) => {
      runs.cancel(caller.workspace, params.id);
      return reply.code(204).send(null);
    },
  );
}

/** An estimate goes before exact counts: it is small, and somebody waits for it. */
async function estimate({ clickhouse }: PreviewDeps, { rule, context }: ReadRule, signal: AbortSignal): Promise<Estimate | null> {
  const options = { lane: 'interactive', signal, settings: { ...previewSettings, priority: 1 } } as const;
  const population = compileTotal(context);
  const [all] = await clickhouse.query<{ total: number }>(population.sql, population.params, options);
  const total = all?.total ?? 0;
  const oneIn = oneInOf(rule, total, context);
  if (oneIn === null) return null;
  const { sql, params } = estimateQuery(rule, context, oneIn);
  const [row] = await clickhouse.query<{ looked: number; found: number }>(sql, params, options);
  return estimateOf(row?.found ?? 0, row?.looked ?? 0, total, oneIn);
}
