import {
  AlertPage,
  AlertQuery,
  AlertRuleChange,
  AlertRuleInput,
  AlertRuleList,
  AlertRuleView,
  type AlertView,
  IdParams,
  SnoozeInput,
} from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { recordAudit } from '#govern';
import { type Clock, conflict, notFound } from '#kernel';
import { decodeCursor, encodeCursor, type Postgres, typed } from '#platform';
import { acknowledgeAlert, type AlertWithRule, readAlerts } from './alert.store.ts';
import { readRule, readRules, removeRule, type Rule, snoozeRule, updateRule } from './rule.store.ts';
import { checkChannels, checkedSettings, makeRule, nameOfCaller, ruleViews } from './rules.ts';

const config = { capability: 'alerts.manage' } as const;
const minute = 60_000;

const alertView = (alert: AlertWithRule): AlertView => ({
  id: alert.id,
  rule: { id: alert.ruleId, name: alert.ruleName, kind: alert.ruleKind, severity: alert.severity },
  subject: alert.subject,
  state: alert.state,
  value: alert.value,
  says: alert.says,
  since: alert.since.toISOString(),
  firedAt: alert.firedAt?.toISOString() ?? null,
  resolvedAt: alert.resolvedAt?.toISOString() ?? null,
  acknowledgedAt: alert.acknowledgedAt?.toISOString() ?? null,
  acknowledgedBy: alert.acknowledgedBy,
});

/** Rules of what is watched, and what happened. */
export function registerAlertRoutes(app: FastifyInstance, { pg, clock }: { readonly pg: Postgres; readonly clock: Clock }): void {
  const routes = typed(app);
  const by = nameOfCaller;
  const viewOf = (rules: readonly Rule[]) => ruleViews({ pg, clock }, rules);
  const one = async (rule: Rule | undefined, id: number): Promise<AlertRuleView> => {
    const [view] = rule === undefined ? [] : await viewOf([rule]);
    if (view === undefined) throw notFound(`the alert rule ${id}`);
    return view;
  };

  const list = { summary: 'What is watched, and how it stands', response: { 200: AlertRuleList } };
  routes.get('/api/v1/alerts', { schema: list, config }, async ({ caller }) => ({ items: await viewOf(await readRules(pg, caller.workspace)) }));

  const create = { summary: 'A new rule; what is left out has sensible bounds', body: AlertRuleInput, response: { 201: AlertRuleView } };
  routes.post('/api/v1/alerts', { schema: create, config }, async ({ caller, body }, reply) => {
    const made = await makeRule({ pg, clock }, caller, body);
    return reply.code(201).send(await one(made, made.id));
  });

  const change = { summary: 'Changes a rule; what is left out stays', params: IdParams, body: AlertRuleChange, response: { 200: AlertRuleView } };
  routes.put('/api/v1/alerts/:id', { schema: change, config }, async ({ caller, params, body }) => {
    const rule = await readRule(pg, caller.workspace, params.id);
    if (rule === undefined) throw notFound(`the alert rule ${params.id}`);
    const { kind: _kind, settings, ...rest } = body;
    if (rest.channels !== undefined) await checkChannels(pg, caller.workspace, rest.channels);
    if (rest.name !== undefined && (await readRules(pg, caller.workspace)).some(({ id, name }) => id !== rule.id && name === rest.name))
      throw conflict(`a rule with the name ${rest.name} exists already`);
    const draft = {
      ...rule,
      ...rest,
      settings: settings === undefined ? rule.settings : checkedSettings(rule.kind, settings),
      updatedAt: new Date(clock.now()),
      updatedBy: by(caller),
    };
    const changed = await pg.transaction(async (tx) => {
      await recordAudit(tx, caller, { action: 'alert.change', object: `alert:${rule.id}`, details: { name: draft.name } });
      return await updateRule(tx, rule.id, draft);
    });
    return one(changed, params.id);
  });

  const remove = { summary: 'Takes a rule away, with its history', params: IdParams, response: { 204: Type.Null() } };
  routes.delete('/api/v1/alerts/:id', { schema: remove, config }, async ({ caller, params }, reply) => {
    await pg.transaction(async (tx) => {
      if (!(await removeRule(tx, caller.workspace, params.id))) throw notFound(`the alert rule ${params.id}`);
      await recordAudit(tx, caller, { action: 'alert.remove', object: `alert:${params.id}` });
    });
    return reply.code(204).send(null);
  });

  const snooze = { summary: 'Nothing is told of a rule for so long; 0 ends that', params: IdParams, body: SnoozeInput, response: { 200: AlertRuleView } };
  routes.post('/api/v1/alerts/:id/snooze', { schema: snooze, config }, async ({ caller, params, body }) => {
    const until = body.minutes === 0 ? null : new Date(clock.now() + body.minutes * minute);
    const rule = await pg.transaction(async (tx) => {
      await recordAudit(tx, caller, { action: 'alert.snooze', object: `alert:${params.id}`, details: { minutes: body.minutes } });
      return await snoozeRule(tx, caller.workspace, params.id, until, by(caller));
    });
    return one(rule, params.id);
  });

  const history = { summary: 'What fired, when and for how long; the latest first', querystring: AlertQuery, response: { 200: AlertPage } };
  routes.get('/api/v1/alert-history', { schema: history, config }, async ({ caller, query }) => {
    const [before] = query.cursor === undefined ? [Number.MAX_SAFE_INTEGER] : decodeCursor(Type.Tuple([Type.Integer()]), query.cursor);
    const limit = query.limit ?? 50;
    const rows = await readAlerts(pg, caller.workspace, query.state, query.rule, before, limit + 1);
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return { items: items.map(alertView), next: rows.length > limit && last !== undefined ? encodeCursor([last.id]) : null };
  });

  const acknowledge = { summary: 'Somebody looks after it: it is not told again while it lasts', params: IdParams, response: { 204: Type.Null() } };
  routes.post('/api/v1/alert-history/:id/acknowledge', { schema: acknowledge, config }, async ({ caller, params }, reply) => {
    await pg.transaction(async (tx) => {
      if (!(await acknowledgeAlert(tx, caller.workspace, params.id, new Date(clock.now()), by(caller)))) throw notFound(`a firing alert ${params.id}`);
      await recordAudit(tx, caller, { action: 'alert.acknowledge', object: `alert_episode:${params.id}` });
    });
    return reply.code(204).send(null);
  });
}
