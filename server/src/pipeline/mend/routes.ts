import { MendPreview, MendPreviewRequest, MendRequest, QuarantineGroups, ReplayView } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import { recordAudit } from '#govern';
import { Fault, invalid } from '#kernel';
import { type Postgres, typed } from '#platform';
import { countQuarantine, type QuarantineFilter } from '../quarantine.read.ts';
import { requestReplay } from '../replay.store.ts';
import { readGroups } from './groups.read.ts';
import { offenceOf } from './offence.ts';
import { type PreviewDeps, previewMend } from './preview.ts';

export interface MendRoutesDeps extends PreviewDeps {
  readonly pg: Postgres;
}

const mostGroups = 500;

const parsed = (raw: string): unknown => (raw === '' ? null : JSON.parse(raw));

/** What waits in quarantine by kind of trouble, what steps would make of it, and doing them. */
export function registerMendRoutes(app: FastifyInstance, deps: MendRoutesDeps): void {
  const { pg, clickhouse } = deps;
  const routes = typed(app);

  const groups = { summary: 'Parked events by reason, source and event, with what is wrong and what might mend it', response: { 200: QuarantineGroups } };
  routes.get('/api/v1/quarantine/groups', { schema: groups, config: { capability: 'data.read' } }, async ({ caller }) => {
    const rows = await readGroups(clickhouse, caller.workspace, mostGroups + 1);
    const items = rows.slice(0, mostGroups).map(({ raw, detail, firstAt, lastAt, ...group }) => ({
      ...group,
      firstAt: new Date(firstAt).toISOString(),
      lastAt: new Date(lastAt).toISOString(),
      offence: offenceOf(group.reason, detail, parsed(raw)),
    }));
    return { items, events: rows.reduce((sum, { events }) => sum + events, 0), hasMore: rows.length > mostGroups };
  });

  const preview = {
    summary: 'What steps would make of parked events: before and after, of some of them',
    body: MendPreviewRequest,
    response: { 200: MendPreview },
  };
  routes.post('/api/v1/quarantine/mend/preview', { schema: preview, config: { capability: 'data.read', scope: 'read' } }, async ({ caller, body }) =>
    previewMend(deps, caller.workspace, filterOf(body.select), body.steps),
  );

  const mend = {
    summary: 'Changes parked events and runs them again; /quarantine/replay/{id} says how far it is',
    body: MendRequest,
    response: { 202: ReplayView },
  };
  routes.post('/api/v1/quarantine/mend', { schema: mend, config: { capability: 'data.write' } }, async ({ caller, body }, reply) => {
    const { select, steps, confirmDiscard = false } = body;
    if (steps.some((step) => step.do === 'discard') && !confirmDiscard)
      throw invalid('discarding cannot be undone', [{ path: '/confirmDiscard', code: 'DQ_REQUIRED', message: 'must be true when a step discards' }]);
    if (steps.some((step) => step.do === 'replace') && select.ids?.length !== 1)
      throw invalid('one event at a time can be replaced', [{ path: '/select/ids', code: 'DQ_RANGE', message: 'must name exactly one event' }]);
    if (steps.some((step) => step.do === 'replace') && !caller.seesPersonalData)
      throw new Fault('DQ_FORBIDDEN', 403, 'a message that was shown masked cannot be replaced as a whole: its masks would be kept; set what is to be changed');
    const filter = filterOf(select);
    const total = await countQuarantine(clickhouse, caller.workspace, filter);
    const id = await pg.transaction(async (tx) => {
      const replay = await requestReplay(tx, caller.workspace, { filter, mend: steps, total, askedBy: caller.name });
      // Paths and what was done, never values: they may be personal.
      const done = steps.map((step) => ({ do: step.do, ...('path' in step ? { path: step.path } : {}), ...('note' in step ? { note: step.note } : {}) }));
      await recordAudit(tx, caller, { action: 'quarantine.mend', object: `replay:${replay}`, details: { ...filter, events: total, steps: done } });
      return replay;
    });
    return reply.code(202).send({ id, state: 'queued', taken: 0, passed: 0, dropped: 0, total, error: null });
  });
}

function filterOf({ reason, source, event, ids }: { reason?: string; source?: string; event?: string; ids?: string[] }): QuarantineFilter {
  return {
    ...(reason === undefined ? {} : { reason }),
    ...(source === undefined ? {} : { source }),
    ...(event === undefined ? {} : { event }),
    ...(ids === undefined ? {} : { ids }),
  };
}
