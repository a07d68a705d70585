import {
  emptyPlan,
  type Plan,
  type PlanDraft,
  PlanDraft as DraftView,
  PlanDraftInput,
  PlanEventParams,
  PlanLearned,
  PlanLearnInput,
  PlanView,
} from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { type Caller, recordAudit } from '#govern';
import { typed } from '#platform';
import { diffOf } from './diff.ts';
import { readLearned } from './learned.read.ts';
import { readDraft, readPublished, removeDraft, type StoredPlan } from './plan.store.ts';
import { changedMeanwhile, changeDraft } from './publish.ts';
import { seenNames } from './rows.read.ts';
import type { PlanRoutesDeps } from './deps.ts';

export const versionView = ({ version, reason, publishedBy, publishedAt, plan, changes }: StoredPlan) => ({
  version,
  reason,
  publishedBy,
  publishedAt: publishedAt.toISOString(),
  events: plan.events.length,
  changes,
});

/** So many events a request learns at once: each costs a bounded read. */
const mostLearned = 100;

/** The draft of the plan: reading, changing, learning, throwing away. */
export function registerPlanDraftRoutes(app: FastifyInstance, { pg, clickhouse, clock, sourceName }: PlanRoutesDeps): void {
  const routes = typed(app);
  const reading = { capability: 'data.read', personal: 'shown' } as const;
  const writing = { capability: 'data.write', personal: 'shown' } as const;

  const draftView = async (workspace: number): Promise<PlanDraft> => {
    const [draft, published] = await Promise.all([readDraft(pg, workspace), readPublished(pg, workspace)]);
    return { ...draft, updatedAt: draft.updatedAt?.toISOString() ?? null, diff: [...diffOf(published?.plan ?? emptyPlan, draft.plan)] };
  };
  const write = async (caller: Caller, plan: Plan, revision: number, action: 'plan.change' | 'plan.learn', details: Readonly<Record<string, unknown>>) => {
    await pg.transaction(async (tx) => {
      const written = await changeDraft(tx, caller, plan, revision, clock.now());
      // One line for a stretch of work on a draft, not one for every word of it.
      if (written === 1 || action === 'plan.learn') await recordAudit(tx, caller, { action, object: 'plan:draft', details });
    });
    return draftView(caller.workspace);
  };

  const both = { summary: 'The tracking plan: what is published, and the draft of the next version', response: { 200: PlanView } };
  routes.get('/api/v1/plan', { schema: both, config: reading }, async ({ caller }) => {
    const [published, draft] = await Promise.all([readPublished(pg, caller.workspace), draftView(caller.workspace)]);
    return { published: published === undefined ? null : { ...versionView(published), plan: published.plan }, draft };
  });

  const change = { summary: 'Writes the draft; nothing counts before it is published', body: PlanDraftInput, response: { 200: DraftView } };
  routes.put('/api/v1/plan/draft', { schema: change, config: writing }, async ({ caller, body }) =>
    write(caller, body.plan, body.revision, 'plan.change', { events: body.plan.events.length }),
  );

  const discard = { summary: 'Throws the draft away', body: Type.Object({ revision: Type.Integer({ minimum: 1 }) }), response: { 200: DraftView } };
  routes.delete('/api/v1/plan/draft', { schema: discard, config: writing }, async ({ caller, body }) => {
    await pg.transaction(async (tx) => {
      if (!(await removeDraft(tx, caller.workspace, body.revision))) throw changedMeanwhile();
      await recordAudit(tx, caller, { action: 'plan.discard', object: 'plan:draft' });
    });
    return draftView(caller.workspace);
  });

  const learned = { summary: 'A draft of one event by what really came, with the evidence', params: PlanEventParams, response: { 200: PlanLearned } };
  routes.get('/api/v1/plan/learned/:event', { schema: learned, config: { capability: 'data.read' } }, async ({ caller, params }) =>
    readLearned({ pg, clickhouse, sourceName, now: clock.now() }, caller.workspace, params.event),
  );

  const learn = {
    summary: 'Adds events to the draft as they really came; those that stand in it stay as they are',
    body: PlanLearnInput,
    response: { 200: DraftView },
  };
  routes.post('/api/v1/plan/draft/learn', { schema: learn, config: writing }, async ({ caller, body }) => {
    const { plan } = await readDraft(pg, caller.workspace);
    const known = new Set(plan.events.map(({ event }) => event));
    const names = (body.events ?? (await seenNames(pg, caller.workspace))).filter((event) => !known.has(event)).slice(0, mostLearned);
    const added = [];
    for (const event of names) added.push((await readLearned({ pg, clickhouse, sourceName, now: clock.now() }, caller.workspace, event)).proposal);
    return write(caller, { ...plan, events: [...plan.events, ...added] }, body.revision, 'plan.learn', { events: added.length });
  });
}
