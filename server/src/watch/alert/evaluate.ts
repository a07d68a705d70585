import type { Logger } from 'pino';
import type { Access } from '#govern';
import type { PostgresSession } from '#platform';
import { putDelivery } from '../channel/delivery.store.ts';
import { takeTurn } from '../mark.store.ts';
import { tellOperators } from '../notice/of-alerts.ts';
import { dropAlert, readOpenAlerts, resolveAlert, saveAlert, type StoredAlert } from './alert.store.ts';
import { checks } from './check.ts';
import { type Look, lookAround, type LookDeps } from './look.ts';
import { markEvaluated, readEnabledRules, type Rule } from './rule.store.ts';
import { sampleFlows, sampleSizes } from './samples.store.ts';
import { type Episode, nextState, type Reading } from './state.ts';
import { messageOf, type Telling } from './tell.ts';

export interface AlertDeps extends LookDeps {
  readonly access: Pick<Access, 'workspaceById'>;
  readonly logger: Logger;
  /** How the console is reached from outside; undefined: messages have no links. */
  readonly publicUrl: string | undefined;
}

const turnMs = 50_000;
const minute = 60_000;

interface Looked {
  readonly rule: Rule;
  readonly readings: readonly Reading[];
  readonly problem: string | null;
}

/** A rule that cannot be looked at must not blind the others: its problem stands with it. */
async function lookAt(rule: Rule, look: Look, logger: Logger): Promise<Looked> {
  try {
    return { rule, readings: await checks[rule.kind](rule.settings, rule.workspace, look), problem: null };
  } catch (error) {
    logger.warn({ err: error, rule: rule.id }, 'an alert rule could not be looked at');
    return { rule, readings: [], problem: error instanceof Error ? error.message : String(error) };
  }
}

const episodeOf = (alert: StoredAlert): Episode | undefined =>
  alert.state === 'resolved'
    ? undefined
    : {
        state: alert.state,
        since: alert.since.getTime(),
        seenAt: alert.seenAt.getTime(),
        firedAt: alert.firedAt?.getTime() ?? null,
        toldAt: alert.toldAt?.getTime() ?? null,
        isAcknowledged: alert.acknowledgedAt !== null,
      };

const momentOf = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));

/** Brings the episodes of one rule up to what was seen; what is to be told of them. A subject that was not seen at all is clear: its source or segment is gone. */
async function follow(tx: PostgresSession, { rule, readings }: Looked, open: readonly StoredAlert[], nowMs: number): Promise<readonly Telling[]> {
  const seen = new Map(readings.map((reading) => [reading.subject, reading]));
  const before = new Map(open.filter(({ ruleId }) => ruleId === rule.id).map((alert) => [alert.subject, alert]));
  const patience = { forMs: rule.forMinutes * minute, repeatMs: rule.repeatMinutes * minute, isSnoozed: (rule.snoozedUntil?.getTime() ?? 0) > nowMs };
  const tellings: Telling[] = [];
  for (const subject of new Set([...before.keys(), ...seen.keys()])) {
    const [alert, reading] = [before.get(subject), seen.get(subject)];
    const next = nextState(alert === undefined ? undefined : episodeOf(alert), reading?.level ?? 'clear', patience, nowMs);
    const said = { value: reading?.value ?? alert?.value ?? null, says: reading?.says ?? alert?.says ?? { zh: rule.name, en: rule.name } };
    if (next.kind === 'open') {
      const { episode } = next;
      const kept = {
        state: episode.state,
        since: new Date(episode.since),
        seenAt: new Date(episode.seenAt),
        firedAt: momentOf(episode.firedAt),
        toldAt: momentOf(episode.toldAt),
      };
      const alertId = await saveAlert(tx, { workspace: rule.workspace, ruleId: rule.id, subject, ...said, ...kept });
      if (next.tells !== null) tellings.push({ rule, alertId, subject, what: next.tells, ...said, since: kept.since });
    } else if (alert !== undefined && next.kind === 'dropped') await dropAlert(tx, alert.id);
    else if (alert !== undefined && next.kind === 'resolved') {
      await resolveAlert(tx, alert.id, new Date(nowMs), said.value);
      if (next.tells) tellings.push({ rule, alertId: alert.id, subject, what: 'resolved', ...said, since: alert.since });
    }
  }
  return tellings;
}

/** Puts one message a channel into the outbox, and tells the operators who look after alerts. */
async function tell(tx: PostgresSession, deps: AlertDeps, workspace: number, tellings: readonly Telling[], nowMs: number): Promise<void> {
  const found = deps.access.workspaceById(workspace);
  if (tellings.length === 0 || found === undefined) return;
  const link = deps.publicUrl === undefined ? null : new URL(`/w/${found.key}/settings/alerts?tab=history`, deps.publicUrl).href;
  for (const channel of new Set(tellings.flatMap(({ rule }) => rule.channels))) {
    const own = tellings.filter(({ rule }) => rule.channels.includes(channel));
    await putDelivery(tx, workspace, channel, messageOf(own, found, link), new Date(nowMs));
  }
  await tellOperators(tx, found.id, tellings, new Date(nowMs));
}

/** One look at everything, once a minute in the whole product; false when another worker has just looked. */
export async function evaluateAlerts(deps: AlertDeps): Promise<boolean> {
  const { pg, clock, logger } = deps;
  if (!(await takeTurn(pg, 'alerts', new Date(clock.now()), turnMs))) return false;
  const look = lookAround(deps);
  const at = new Date(look.nowMs);
  await sampleFlows(pg, await look.totals(), at);
  await sampleSizes(pg, await look.definitions(), at);
  const rules = (await readEnabledRules(pg)).filter(({ workspace }) => deps.access.workspaceById(workspace) !== undefined);
  const looked: Looked[] = [];
  for (const rule of rules) looked.push(await lookAt(rule, look, logger));
  const seen = looked.filter(({ problem }) => problem === null);
  const open = await readOpenAlerts(pg);
  for (const workspace of new Set(seen.map(({ rule }) => rule.workspace))) {
    await pg.transaction(async (tx) => {
      const tellings: Telling[] = [];
      for (const one of seen) if (one.rule.workspace === workspace) tellings.push(...(await follow(tx, one, open, look.nowMs)));
      await tell(tx, deps, workspace, tellings, look.nowMs);
    });
  }
  await markEvaluated(
    pg,
    at,
    looked.map(({ rule, problem }) => ({ id: rule.id, problem })),
  );
  return true;
}
