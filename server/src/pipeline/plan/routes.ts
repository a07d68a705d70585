import {
  emptyPlan,
  PageOf,
  PageQuery,
  PlanBreaches,
  PlanBreachQuery,
  PlanDraft,
  PlanEffect,
  PlanEffectInput,
  PlanMessages,
  PlanPlaces,
  PlanPublished,
  PlanPublishInput,
  PlanRows,
  PlanTypesQuery,
  PlanVersion,
  PlanVersionDetail,
  PlanVersionParams,
} from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { recordAudit } from '#govern';
import { notFound, wallOf } from '#kernel';
import { decodeCursor, encodeCursor, typed } from '#platform';
import { readBreaches } from './breach.read.ts';
import { diffOf } from './diff.ts';
import { registerPlanDraftRoutes, versionView } from './draft-routes.ts';
import type { PlanRoutesDeps } from './deps.ts';
import { effectOf } from './effect.ts';
import { messagesAt } from './messages.read.ts';
import { readDraft, readPlanVersion, readPlanVersions, readPublished, type StoredPlan } from './plan.store.ts';
import { changeDraft, publishDraft, requireSound } from './publish.ts';
import { readPlanRows } from './rows.read.ts';
import { typesOf } from './types.ts';

const dayMs = 86_400_000;
const mostBreaches = 200;
const shownDays = 30;

/** What events are to look like: versions, what came otherwise, what a draft would do, types for those who send. */
export function registerPlanRoutes(app: FastifyInstance, deps: PlanRoutesDeps): void {
  const { pg, clock, sources, sourceName } = deps;
  const routes = typed(app);
  const reading = { capability: 'data.read' } as const;
  const shown = { ...reading, personal: 'shown' } as const;
  registerPlanDraftRoutes(app, deps);

  const sinceDays = (timezone: string, days: number): string => new Date(wallOf(clock.now(), timezone) - (days - 1) * dayMs).toISOString().slice(0, 10);
  const versionOf = async (workspace: number, version: number): Promise<StoredPlan> => {
    const found = await readPlanVersion(pg, workspace, version);
    if (found === undefined) throw notFound(`version ${version} of the plan`);
    return found;
  };

  const rows = { summary: 'Every event that is planned or was seen, with what went wrong', response: { 200: PlanRows } };
  routes.get('/api/v1/plan/events', { schema: rows, config: shown }, async ({ caller }) => {
    const [published, draft] = await Promise.all([readPublished(pg, caller.workspace), readDraft(pg, caller.workspace)]);
    const plans = { published: published?.plan ?? emptyPlan, draft: draft.plan };
    return { items: await readPlanRows(pg, caller.workspace, plans, sinceDays(caller.timezone, shownDays)) };
  });

  const breaches = { summary: 'What came otherwise than planned, by source and version', querystring: PlanBreachQuery, response: { 200: PlanBreaches } };
  routes.get('/api/v1/plan/breaches', { schema: breaches, config: shown }, async ({ caller, query }) => {
    const { days = 7, event, source } = query;
    const sourceId = source === undefined ? undefined : (sources.byName(caller.workspace, source)?.id ?? 0);
    const filter = { since: sinceDays(caller.timezone, days), event, sourceId };
    const { items, events } = await readBreaches(pg, caller.workspace, filter, mostBreaches + 1, sourceName);
    return { items: items.slice(0, mostBreaches), events, hasMore: items.length > mostBreaches };
  });

  const messages = { summary: 'Messages by their places in the log, as far as it still has them', body: PlanPlaces, response: { 200: PlanMessages } };
  routes.post('/api/v1/plan/messages', { schema: messages, config: { ...reading, scope: 'read' } }, async ({ caller, body }) => ({
    items: messagesAt(deps, caller.workspace, body.places),
  }));

  const effect = {
    summary: 'What the draft (or `plan`) would have done to the events of the last days, beside what is published; changes nothing',
    body: PlanEffectInput,
    response: { 200: PlanEffect },
  };
  routes.post('/api/v1/plan/effect', { schema: effect, config: { ...shown, scope: 'read' } }, async ({ caller, body }) => {
    const [published, draft] = await Promise.all([readPublished(pg, caller.workspace), readDraft(pg, caller.workspace)]);
    const after = body.plan ?? draft.plan;
    requireSound(after);
    return effectOf(deps, caller.workspace, { before: published?.plan ?? emptyPlan, after, days: body.days ?? 7, now: clock.now() });
  });

  const publish = {
    summary: 'The draft becomes the next version: it counts for what comes within a second, and for what waits in quarantine because of an earlier one',
    body: PlanPublishInput,
    response: { 200: PlanPublished },
  };
  routes.post('/api/v1/plan/publish', { schema: publish, config: { capability: 'data.write' } }, async ({ caller, body }) =>
    publishDraft(deps, caller, { revision: body.revision, reason: body.reason.trim(), replay: body.replay ?? true }, clock.now()),
  );

  const versions = { summary: 'Every version, newest first', querystring: PageQuery, response: { 200: PageOf(PlanVersion) } };
  routes.get('/api/v1/plan/versions', { schema: versions, config: shown }, async ({ caller, query }) => {
    const [before] = query.cursor === undefined ? [2 ** 31 - 1] : decodeCursor(Type.Tuple([Type.Integer()]), query.cursor);
    const limit = query.limit ?? 50;
    const found = await readPlanVersions(pg, caller.workspace, before, limit + 1);
    const items = found.slice(0, limit).map(versionView);
    const last = items.at(-1);
    return { items, next: found.length > limit && last !== undefined ? encodeCursor([last.version]) : null };
  });

  const one = { summary: 'One version, and what it changed', params: PlanVersionParams, response: { 200: PlanVersionDetail } };
  routes.get('/api/v1/plan/versions/:version', { schema: one, config: shown }, async ({ caller, params }) => {
    const found = await versionOf(caller.workspace, params.version);
    const earlier = await readPlanVersion(pg, caller.workspace, params.version - 1);
    return { ...versionView(found), plan: found.plan, diff: [...diffOf(earlier?.plan ?? emptyPlan, found.plan)] };
  });

  const restore = {
    summary: 'Puts an old version into the draft; it counts once it is published',
    params: PlanVersionParams,
    body: Type.Object({ revision: Type.Integer({ minimum: 0 }) }),
    response: { 200: PlanDraft },
  };
  routes.post(
    '/api/v1/plan/versions/:version/restore',
    { schema: restore, config: { capability: 'data.write', personal: 'shown' } },
    async ({ caller, params, body }) => {
      const found = await versionOf(caller.workspace, params.version);
      await pg.transaction(async (tx) => {
        await changeDraft(tx, caller, found.plan, body.revision, clock.now());
        await recordAudit(tx, caller, { action: 'plan.restore', object: `plan:${params.version}` });
      });
      const [draft, published] = await Promise.all([readDraft(pg, caller.workspace), readPublished(pg, caller.workspace)]);
      return { ...draft, updatedAt: draft.updatedAt?.toISOString() ?? null, diff: [...diffOf(published?.plan ?? emptyPlan, draft.plan)] };
    },
  );

  const types = { summary: 'TypeScript of the plan (.d.ts), for those who send events', querystring: PlanTypesQuery };
  routes.get('/api/v1/plan/types', { schema: types, config: shown }, async ({ caller, query }, reply) => {
    const { version } = query;
    const stored = version === undefined ? await readPublished(pg, caller.workspace) : version === 0 ? undefined : await versionOf(caller.workspace, version);
    const plan = stored?.plan ?? (await readDraft(pg, caller.workspace)).plan;
    const text = typesOf(plan, stored === undefined ? 'its draft' : `version ${stored.version}`);
    return reply.type('text/plain; charset=utf-8').header('content-disposition', 'attachment; filename="danqing-plan.d.ts"').send(text);
  });
}
