import { AlertRuleView, DefinitionParams, SegmentAlertInput, segmentAlertKinds, SegmentAlertList, SegmentAlertParams } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { recordAudit } from '#govern';
import { isJsonObject, notFound } from '#kernel';
import { typed } from '#platform';
import { readChannels } from '../channel/channel.store.ts';
import { readRule, readRules, removeRule, type Rule } from './rule.store.ts';
import { makeRule, type RuleDeps, ruleViews } from './rules.ts';

interface SegmentAlertDeps extends RuleDeps {
  readonly segments: (workspace: number) => Promise<readonly { readonly key: string; readonly name: string }[]>;
}

const isOfSegments = ({ kind }: Rule): boolean => segmentAlertKinds.some((each) => each === kind);

/** The segments that a rule names; none: it watches all. */
const namedIn = ({ settings }: Rule): readonly unknown[] => {
  const named: unknown = isJsonObject(settings) ? settings['segments'] : undefined;
  return Array.isArray(named) ? named : [];
};

/** Alerts about one segment, for whoever builds segments: who looks after all alerts sees them among all others. */
export function registerSegmentAlertRoutes(app: FastifyInstance, deps: SegmentAlertDeps): void {
  const routes = typed(app);
  const { pg } = deps;
  const existing = async (workspace: number, key: string): Promise<{ readonly key: string; readonly name: string }> => {
    const segment = (await deps.segments(workspace)).find((each) => each.key === key);
    if (segment === undefined) throw notFound(`the segment ${key}`);
    return segment;
  };
  const isOwn = (rule: Rule, key: string): boolean => isOfSegments(rule) && namedIn(rule).length === 1 && namedIn(rule)[0] === key;

  const list = { summary: 'What is watched of a segment', params: DefinitionParams, response: { 200: SegmentAlertList } };
  routes.get('/api/v1/segments/:key/alerts', { schema: list, config: { capability: 'definitions.write', scope: 'read' } }, async ({ caller, params }) => {
    const { key } = await existing(caller.workspace, params.key);
    const rules = (await readRules(pg, caller.workspace)).filter((rule) => isOfSegments(rule) && (namedIn(rule).length === 0 || namedIn(rule).includes(key)));
    const views = await ruleViews(deps, rules);
    const isShared = new Map(rules.map((rule) => [rule.id, !isOwn(rule, key)]));
    return {
      items: views.map((view) => ({ ...view, isShared: isShared.get(view.id) ?? true })),
      channels: (await readChannels(pg, caller.workspace)).map(({ id, name }) => ({ id, name })),
    };
  });

  const create = { summary: 'Watches a segment', params: DefinitionParams, body: SegmentAlertInput, response: { 201: AlertRuleView } };
  routes.post('/api/v1/segments/:key/alerts', { schema: create, config: { capability: 'definitions.write' } }, async ({ caller, params, body }, reply) => {
    const { key, name } = await existing(caller.workspace, params.key);
    const { settings, ...said } = body;
    const rule = await makeRule(deps, caller, { ...said, name: body.name ?? `${name} · ${body.kind}`, settings: { ...settings, segments: [key] } });
    const [view] = await ruleViews(deps, [rule]);
    if (view === undefined) throw new Error('a rule without a view');
    return reply.code(201).send(view);
  });

  const remove = { summary: 'Watches a segment no longer', params: SegmentAlertParams, response: { 204: Type.Null() } };
  routes.delete('/api/v1/segments/:key/alerts/:id', { schema: remove, config: { capability: 'definitions.write' } }, async ({ caller, params }, reply) => {
    const rule = await readRule(pg, caller.workspace, params.id);
    if (rule === undefined || !isOwn(rule, params.key)) throw notFound(`an alert rule ${params.id} of ${params.key} alone`);
    await pg.transaction(async (tx) => {
      await removeRule(tx, caller.workspace, rule.id);
      await recordAudit(tx, caller, { action: 'alert.remove', object: `alert:${rule.id}`, details: { name: rule.name } });
    });
    return reply.code(204).send(null);
  });
}
