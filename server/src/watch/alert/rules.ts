import { type AlertRuleInput, type AlertRuleView, alertPatience, alertSettings } from '@danqing/contracts';
import Value from 'typebox/value';
import { type Caller, recordAudit } from '#govern';
import { type Clock, conflict, invalid } from '#kernel';
import type { Postgres, PostgresSession } from '#platform';
import { readChannels } from '../channel/channel.store.ts';
import { readOpenAlerts } from './alert.store.ts';
import { insertRule, type Rule, type RuleDraft } from './rule.store.ts';

export interface RuleDeps {
  readonly pg: Postgres;
  readonly clock: Clock;
}

const usualRepeatMinutes = 240;

export const nameOfCaller = ({ operator, name }: Caller): string => operator?.name ?? name;

/** Settings of a rule with what was left out; throws DQ_INVALID for what does not fit its kind. */
export function checkedSettings(kind: Rule['kind'], given: unknown): Readonly<Record<string, unknown>> {
  const schema = alertSettings[kind];
  const settings: unknown = Value.Default(schema, Value.Clone(given));
  if (!Value.Check(schema, settings)) {
    const errors = Value.Errors(schema, settings).map((error) => ({ path: `/settings${error.instancePath}`, code: 'DQ_INVALID', message: error.message }));
    throw invalid('the settings do not fit a rule of this kind', errors);
  }
  if (kind === 'segment_size' && !('below' in settings) && !('above' in settings))
    throw invalid('say below or above which size', [{ path: '/settings', code: 'DQ_REQUIRED', message: 'one of below and above' }]);
  return { ...settings };
}

/** Throws DQ_INVALID when one of the channels does not exist. */
export async function checkChannels(pg: PostgresSession, workspace: number, ids: readonly number[]): Promise<void> {
  const known = new Set((await readChannels(pg, workspace)).map(({ id }) => id));
  const unknown = ids.filter((id) => !known.has(id));
  if (unknown.length > 0) throw invalid(`there is no channel ${unknown.join(', ')}`, [{ path: '/channels', code: 'DQ_NOT_FOUND', message: 'no such channel' }]);
}

/** Rules as the API shows them, with how they stand. */
export async function ruleViews({ pg, clock }: RuleDeps, rules: readonly Rule[]): Promise<AlertRuleView[]> {
  const open = await readOpenAlerts(pg);
  return rules.map(({ workspace: _workspace, madeBy: _madeBy, snoozedUntil, evaluatedAt, updatedAt, channels, ...rule }) => {
    const own = open.filter(({ ruleId }) => ruleId === rule.id);
    const firing = own.filter(({ state }) => state === 'firing').length;
    return {
      ...rule,
      channels: [...channels],
      snoozedUntil: snoozedUntil === null || snoozedUntil.getTime() <= clock.now() ? null : snoozedUntil.toISOString(),
      state: firing > 0 ? 'firing' : own.length > 0 ? 'pending' : 'ok',
      firing,
      evaluatedAt: evaluatedAt?.toISOString() ?? null,
      updatedAt: updatedAt.toISOString(),
    };
  });
}

/** A new rule; what is left out has sensible bounds. Throws a conflict when its name is taken. */
export async function makeRule({ pg, clock }: RuleDeps, caller: Caller, input: AlertRuleInput): Promise<Rule> {
  const { kind, name, settings = {}, severity = 'warning', channels = [], isEnabled = true } = input;
  await checkChannels(pg, caller.workspace, channels);
  const draft: RuleDraft = {
    workspace: caller.workspace,
    kind,
    name,
    settings: checkedSettings(kind, settings),
    severity,
    channels,
    forMinutes: input.forMinutes ?? alertPatience[kind],
    repeatMinutes: input.repeatMinutes ?? usualRepeatMinutes,
    isEnabled,
    updatedAt: new Date(clock.now()),
    updatedBy: nameOfCaller(caller),
    madeBy: caller.operator?.id ?? null,
  };
  const made = await pg.transaction(async (tx) => {
    const rule = await insertRule(tx, draft);
    if (rule !== undefined) await recordAudit(tx, caller, { action: 'alert.create', object: `alert:${rule.id}`, details: { kind, name } });
    return rule;
  });
  if (made === undefined) throw conflict(`a rule with the name ${name} exists already`);
  return made;
}
