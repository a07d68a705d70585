import {
  DataQualityQuery,
  DifferenceList,
  DifferencesQuery,
  FieldDetailQuery,
  FieldQualityDetail,
  FieldQualityList,
  FieldQualityQuery,
  FunnelQuery,
  QualityFunnel,
  QualityReport,
  QualityThresholds,
} from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { recordAudit } from '#govern';
import { wallOf } from '#kernel';
import { readRuleNames } from '#pipeline';
import { type ClickHouse, type EventLog, type Postgres, typed } from '#platform';
import { readDifferences } from '#profile';
import { noteFlows } from './measure/flow.store.ts';
import { wantMeasure } from './measure/progress.store.ts';
import { describeField, listFields } from './report/fields.ts';
import { readCountedSince, readFlows } from './report/flow.read.ts';
import { funnelOf } from './report/funnel.ts';
import type { ReportDeps } from './report/load.ts';
import { makeReport } from './report/report.ts';
import { readThresholds, replaceThresholds } from './threshold/threshold.store.ts';

export interface QualityRoutesDeps extends ReportDeps {
  readonly pg: Postgres;
  readonly clickhouse: ClickHouse;
  readonly log: EventLog;
  readonly zoneOf: (workspace: number) => string | undefined;
  /** Requests that the collector refused, by reason, since it started. */
  readonly refusals: () => Promise<readonly { readonly reason: string; readonly requests: number }[]>;
}

const usualDays = 30;
const dayMs = 86_400_000;
const differencesDays = 400;
const shownDifferences = 10;

/** How good the data are. */
export function registerQualityRoutes(app: FastifyInstance, deps: QualityRoutesDeps): void {
  const { pg, clock, sources } = deps;
  const routes = typed(app);
  const config = { capability: 'data.read' } as const;

  const report = {
    summary: 'How good the data of the last days are: score, dimensions, sources, what to mend first',
    querystring: DataQualityQuery,
    response: { 200: QualityReport },
  };
  routes.get('/api/v1/quality/report', { schema: report, config }, ({ caller, query }) =>
    makeReport(deps, { workspace: caller.workspace, timezone: caller.timezone, days: query.days ?? usualDays, source: query.source }),
  );

  const fields = {
    summary: 'Fields with their figures and a verdict each; those to be mended first',
    querystring: FieldQualityQuery,
    response: { 200: FieldQualityList },
  };
  routes.get('/api/v1/quality/fields', { schema: fields, config }, ({ caller, query }) =>
    listFields(deps, {
      workspace: caller.workspace,
      timezone: caller.timezone,
      days: query.days ?? usualDays,
      source: query.source,
      event: query.event,
      search: query.search ?? '',
      advice: query.advice,
      offset: query.offset ?? 0,
      limit: query.limit ?? 50,
    }),
  );

  const field = { summary: 'One field from all sides', querystring: FieldDetailQuery, response: { 200: FieldQualityDetail } };
  routes.get('/api/v1/quality/field', { schema: field, config }, ({ caller, query }) =>
    describeField(deps, { workspace: caller.workspace, timezone: caller.timezone, days: query.days ?? usualDays, event: query.event, field: query.field }),
  );

  const differences = {
    summary: 'Some people or orders of whom two sources do not say the same',
    querystring: DifferencesQuery,
    response: { 200: DifferenceList },
  };
  routes.get('/api/v1/quality/differences', { schema: differences, config }, async ({ caller, query }) => {
    const { event, field: path, a, b } = query;
    const from = clock.now() - differencesDays * dayMs;
    const found = await readDifferences(deps.clickhouse, { workspace: caller.workspace, event, field: path, a, b, from, limit: shownDifferences });
    // Named so, masking knows what the values are of.
    const said = (source: string, value: string) => ({ source, value, ...(event === '' ? { trait: path } : { prop: path }) });
    return {
      items: found.map((one) => ({
        profile: event === '' ? one.profile : null,
        order: event === '' ? null : one.order,
        said: [said(a, one.a), said(b, one.b)],
      })),
    };
  });

  const funnel = {
    summary: 'What became of everything that arrived; the parts add up to the message',
    querystring: FunnelQuery,
    response: { 200: QualityFunnel },
  };
  routes.get('/api/v1/quality/funnel', { schema: funnel, config }, async ({ caller, query }) => {
    // Counted up to this moment, not up to the last minute.
    await noteFlows({ pg, log: deps.log, clock, zoneOf: deps.zoneOf });
    const end = wallOf(clock.now(), caller.timezone);
    const dayAt = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
    const stretch = { workspace: caller.workspace, from: dayAt(end - ((query.days ?? usualDays) - 1) * dayMs), to: dayAt(end) };
    const [flows, names, countedSince, refused] = await Promise.all([
      readFlows(pg, stretch),
      readRuleNames(pg, caller.workspace),
      readCountedSince(pg, caller.workspace),
      query.source === undefined ? deps.refusals() : Promise.resolve([]),
    ]);
    const isMeant = ([id]: readonly [number, unknown]): boolean => query.source === undefined || sources.byId(id)?.name === query.source;
    const found = funnelOf(new Map([...flows.before].filter(isMeant)), new Map([...flows.after].filter(isMeant)), (id) => names.get(id) ?? id);
    return { from: stretch.from, to: stretch.to, countedSince, ...found, refused: [...refused] };
  });

  const thresholds = { summary: 'Thresholds that people set instead of the usual ones', response: { 200: QualityThresholds } };
  routes.get('/api/v1/quality/thresholds', { schema: thresholds, config }, async ({ caller }) => ({
    items: [...(await readThresholds(pg, caller.workspace))],
  }));

  const change = {
    summary: 'All thresholds that differ from the usual ones; those left out are usual again',
    body: QualityThresholds,
    response: { 200: QualityThresholds },
  };
  routes.put('/api/v1/quality/thresholds', { schema: change, config: { capability: 'data.write', scope: 'write' } }, async ({ caller, body }) => {
    await pg.transaction(async (tx) => {
      await replaceThresholds(tx, caller.workspace, { at: new Date(clock.now()), name: caller.operator?.name ?? caller.name }, body.items);
      await recordAudit(tx, caller, { action: 'quality.thresholds', object: 'quality', details: { thresholds: body.items.length } });
    });
    return { items: [...(await readThresholds(pg, caller.workspace))] };
  });

  const measure = { summary: 'Measures everything anew, soon', response: { 202: Type.Object({}) } };
  routes.post('/api/v1/quality/measure', { schema: measure, config: { capability: 'data.write', scope: 'write' } }, async ({ caller }, reply) => {
    await wantMeasure(pg, caller.workspace, new Date(clock.now()));
    return reply.code(202).send({});
  });
}
